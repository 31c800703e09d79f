def spiral_order(matrix):
    result = []
    rows = [list(row) for row in matrix]
    while rows:
        result.extend(rows.pop(0))
        columns = list(zip(*rows))
        rows = [list(column) for column in reversed(columns)]
    return result
