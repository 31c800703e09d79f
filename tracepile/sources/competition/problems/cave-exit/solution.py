from collections import deque


def main():
    rows, columns = map(int, input().split())
    cave = [input().strip() for _ in range(rows)]
    for row in range(rows):
        if "S" in cave[row]:
            start = (row, cave[row].index("S"))
    distance = {start: 0}
    queue = deque([start])
    while queue:
        row, column = queue.popleft()
        if cave[row][column] == "E":
            print(distance[row, column])
            return
        for r, c in ((row - 1, column), (row, column + 1), (row + 1, column), (row, column - 1)):
            if 0 <= r < rows and 0 <= c < columns and cave[r][c] != "#" and (r, c) not in distance:
                distance[r, c] = distance[row, column] + 1
                queue.append((r, c))
    print(-1)


main()
