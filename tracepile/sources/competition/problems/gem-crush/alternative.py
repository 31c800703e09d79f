import sys


def crush(row, k):
    """Give the row without its first k equal neighbours, or None where there are none."""
    for start in range(len(row) - k + 1):
        if row[start : start + k] == row[start] * k:
            return row[:start] + row[start + k :]
    return None


def main():
    k, row = sys.stdin.read().split()
    shorter = crush(row, int(k))
    while shorter is not None:
        row = shorter
        shorter = crush(row, int(k))
    print(len(row))
    if row:
        print(row)


main()
