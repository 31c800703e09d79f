from fractions import Fraction


def gaussian_elimination(matrix, right):
    n = len(matrix)
    rows = []
    for i in range(n):
        rows.append([Fraction(entry) for entry in [*matrix[i], right[i]]])
    for column in range(n):
        candidates = [r for r in range(column, n) if rows[r][column] != 0]
        if not candidates:
            raise ValueError("the matrix is singular")
        pivot = candidates[0]
        rows[column], rows[pivot] = rows[pivot], rows[column]
        lead = rows[column][column]
        rows[column] = [entry / lead for entry in rows[column]]
        for i in range(n):
            if i != column and rows[i][column] != 0:
                factor = rows[i][column]
                pairs = zip(rows[i], rows[column])
                rows[i] = [entry - factor * above for entry, above in pairs]
    return [(row[n].numerator, row[n].denominator) for row in rows]
