def live_neighbours(alive, row, column):
    count = 0
    for r in (row - 1, row, row + 1):
        for c in (column - 1, column, column + 1):
            if (r, c) != (row, column) and (r, c) in alive:
                count += 1
    return count


def game_of_life(grid):
    alive = set()
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if cell == 1:
                alive.add((row, column))
    result = []
    for row, cells in enumerate(grid):
        line = []
        for column, cell in enumerate(cells):
            count = live_neighbours(alive, row, column)
            line.append(1 if count == 3 or (count == 2 and cell == 1) else 0)
        result.append(line)
    return result
