def fill(meadow, row, column):
    if not (0 <= row < len(meadow) and 0 <= column < len(meadow[0])):
        return 0
    if meadow[row][column] != "~":
        return 0
    meadow[row][column] = "."
    size = 1
    size += fill(meadow, row - 1, column)
    size += fill(meadow, row + 1, column)
    size += fill(meadow, row, column - 1)
    size += fill(meadow, row, column + 1)
    return size


rows, columns = map(int, input().split())
meadow = [list(input().strip()) for _ in range(rows)]
ponds = 0
largest = 0
for row in range(rows):
    for column in range(columns):
        size = fill(meadow, row, column)
        if size > 0:
            ponds += 1
            largest = max(largest, size)
print(ponds, largest)
