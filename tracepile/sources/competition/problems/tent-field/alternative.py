import sys


def fits(field, top, left, side):
    for line in field[top : top + side]:
        if "#" in line[left : left + side]:
            return False
    return True


def largest(field):
    rows, columns = len(field), len(field[0])
    for side in range(min(rows, columns), 0, -1):
        for top in range(rows - side + 1):
            for left in range(columns - side + 1):
                if fits(field, top, left, side):
                    return side
    return 0


print(largest(sys.stdin.read().split()[2:]))
