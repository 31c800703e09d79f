def main():
    rows, columns = map(int, input().split())
    table = [input().strip() for _ in range(rows)]
    visited = [[False] * columns for _ in range(rows)]
    row = 0
    column = 0
    down = 0
    right = 1
    read = []
    for _ in range(rows * columns):
        read.append(table[row][column])
        visited[row][column] = True
        next_row = row + down
        next_column = column + right
        inside = 0 <= next_row < rows and 0 <= next_column < columns
        if not inside or visited[next_row][next_column]:
            down, right = right, -down
        row += down
        column += right
    print("".join(read))


main()
