def is_allowed(grid, row, column, digit):
    if digit in grid[row]:
        return False
    for other in grid:
        if other[column] == digit:
            return False
    top = row // 2 * 2
    left = column // 2 * 2
    for line in grid[top : top + 2]:
        if digit in line[left : left + 2]:
            return False
    return True


def solve(grid, empty):
    if not empty:
        return True
    row, column = empty[0]
    for digit in range(1, 5):
        if is_allowed(grid, row, column, digit):
            grid[row][column] = digit
            if solve(grid, empty[1:]):
                return True
            grid[row][column] = 0
    return False


def sudoku(grid):
    empty = []
    for row, line in enumerate(grid):
        for column, digit in enumerate(line):
            if digit == 0:
                empty.append((row, column))
    return grid if solve(grid, empty) else None
