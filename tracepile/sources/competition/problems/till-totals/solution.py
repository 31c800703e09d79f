import sys


class FenwickTree:
    def __init__(self, size):
        self.sums = [0] * (size + 1)

    def add(self, place, value):
        while place < len(self.sums):
            self.sums[place] += value
            place += place & -place

    def prefix(self, place):
        total = 0
        while place > 0:
            total += self.sums[place]
            place -= place & -place
        return total


def main():
    read = sys.stdin.readline
    n, q = map(int, read().split())
    tree = FenwickTree(n)
    for _ in range(q):
        kind, x, y = map(int, read().split())
        if kind == 1:
            tree.add(x, y)
        else:
            print(tree.prefix(y) - tree.prefix(x - 1))


main()
