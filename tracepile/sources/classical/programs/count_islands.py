def sink(grid, row, column):
    if not (0 <= row < len(grid) and 0 <= column < len(grid[0])):
        return
    if grid[row][column] == 0:
        return
    grid[row][column] = 0
    sink(grid, row - 1, column)
    sink(grid, row + 1, column)
    sink(grid, row, column - 1)
    sink(grid, row, column + 1)


def count_islands(grid):
    islands = 0
    for row in range(len(grid)):
        for column in range(len(grid[row])):
            if grid[row][column] == 1:
                islands += 1
                sink(grid, row, column)
    return islands
