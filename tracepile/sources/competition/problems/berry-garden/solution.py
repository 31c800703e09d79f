import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    rows, columns = data[0], data[1]
    cells = data[2:]
    most = [0] * columns
    ways = [0] * columns
    for row in range(rows):
        for column in range(columns):
            best, paths = most[column], ways[column]
            if column > 0 and (row == 0 or most[column - 1] > best):
                best, paths = most[column - 1], ways[column - 1]
            elif column > 0 and most[column - 1] == best:
                paths += ways[column - 1]
            if row == 0 and column == 0:
                paths = 1
            most[column] = best + cells[row * columns + column]
            ways[column] = paths
    print(most[-1], ways[-1])


main()
