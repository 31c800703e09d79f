def pascal_triangle(n, modulus):
    rows = []
    for i in range(n):
        row = [1] * (i + 1)
        for j in range(1, i):
            above = rows[i - 1]
            row[j] = (above[j - 1] + above[j]) % modulus
        rows.append(row)
    return rows
