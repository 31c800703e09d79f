def sparse_table(numbers, queries):
    table = [numbers]
    width = 1
    while 2 * width <= len(numbers):
        last = table[-1]
        row = []
        for i in range(len(last) - width):
            row.append(min(last[i], last[i + width]))
        table.append(row)
        width *= 2
    minima = []
    for start, end in queries:
        level = (end - start).bit_length() - 1
        row = table[level]
        minima.append(min(row[start], row[end - 2**level]))
    return minima
