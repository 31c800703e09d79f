def saddleback_search(matrix, target):
    row = 0
    column = len(matrix[0]) - 1
    while row < len(matrix) and column >= 0:
        entry = matrix[row][column]
        if entry == target:
            return row, column
        if entry > target:
            column -= 1
        else:
            row += 1
    return None
