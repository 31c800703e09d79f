def spell(grid, word, row, column):
    if word == "":
        return True
    if row not in range(len(grid)) or column not in range(len(grid[row])):
        return False
    if grid[row][column] != word[0]:
        return False
    grid[row][column] = ""
    found = (
        spell(grid, word[1:], row - 1, column)
        or spell(grid, word[1:], row + 1, column)
        or spell(grid, word[1:], row, column - 1)
        or spell(grid, word[1:], row, column + 1)
    )
    grid[row][column] = word[0]
    return found


def word_search(grid, word):
    for row in range(len(grid)):
        for column in range(len(grid[row])):
            if spell(grid, word, row, column):
                return row, column
    return None
