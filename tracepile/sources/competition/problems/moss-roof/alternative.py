import sys


def main():
    first, *lines = sys.stdin.read().splitlines()
    r, c, d = map(int, first.split())
    full = (1 << c) - 1
    # A row is one integer; a dry row above the roof and one below it make all rows alike.
    rows = [0]
    for line in lines:
        rows.append(int(line.replace("#", "1").replace(".", "0"), 2))
    rows.append(0)
    for _ in range(d):
        after = [0]
        for i in range(1, r + 1):
            row = rows[i]
            after.append((rows[i - 1] ^ rows[i + 1] ^ row << 1 ^ row >> 1) & full)
        after.append(0)
        rows = after
    for row in rows[1:-1]:
        digits = bin(row)[2:].zfill(c)
        print(digits.replace("1", "#").replace("0", "."))


main()
