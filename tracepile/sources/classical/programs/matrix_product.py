def matrix_product(a, b):
    rows, inner, columns = len(a), len(b), len(b[0])
    if len(a[0]) != inner:
        raise ValueError(f"{len(a[0])} columns do not fit {inner} rows")
    product = [[0] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            for k in range(inner):
                product[i][j] += a[i][k] * b[k][j]
    return product
