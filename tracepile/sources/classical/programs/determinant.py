from fractions import Fraction


def determinant(matrix):
    rows = [[Fraction(entry) for entry in row] for row in matrix]
    n = len(rows)
    result = Fraction(1)
    for column in range(n):
        pivot = column
        while pivot < n and rows[pivot][column] == 0:
            pivot += 1
        if pivot == n:
            return 0
        if pivot != column:
            rows[pivot], rows[column] = rows[column], rows[pivot]
            result = -result
        result *= rows[column][column]
        for row in range(column + 1, n):
            factor = rows[row][column] / rows[column][column]
            for j in range(column, n):
                rows[row][j] -= factor * rows[column][j]
    return int(result)
