def multiply(a, b):
    columns = list(zip(*b))
    product = []
    for row in a:
        products = [sum(x * y for x, y in zip(row, column)) for column in columns]
        product.append(products)
    return product


def matrix_power(matrix, exponent):
    n = len(matrix)
    result = [[int(i == j) for j in range(n)] for i in range(n)]
    while exponent > 0:
        if exponent % 2 == 1:
            result = multiply(result, matrix)
        matrix = multiply(matrix, matrix)
        exponent //= 2
    return result
