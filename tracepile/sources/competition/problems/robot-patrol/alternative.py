import sys


def main():
    rows, columns = map(int, sys.stdin.readline().split())
    commands = sys.stdin.readline().strip()
    width = columns + 2
    # The hall with a wall around it, as one list: 1 is a wall, 0 a dirty tile, 2 a clean one.
    hall = [1] * (width * (rows + 2))
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            hall[row * width + column] = 0
    here = width + 1
    hall[here] = 2
    skipped = 0
    for command in commands:
        if command == "L":
            there = here - 1
        elif command == "R":
            there = here + 1
        elif command == "U":
            there = here - width
        else:
            there = here + width
        if hall[there] == 1:
            skipped += 1
            continue
        hall[there] = 2
        here = there
    print(hall.count(2), skipped)


main()
