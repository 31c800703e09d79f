import sys


class Ponds:
    def __init__(self):
        self.parent = {}
        self.size = {}

    def add(self, cell):
        self.parent[cell] = cell
        self.size[cell] = 1

    def find(self, cell):
        while self.parent[cell] != cell:
            cell = self.parent[cell]
        return cell

    def join(self, a, b):
        a = self.find(a)
        b = self.find(b)
        if a != b:
            if self.size[a] < self.size[b]:
                a, b = b, a
            self.parent[b] = a
            self.size[a] += self.size.pop(b)


def main():
    lines = sys.stdin.read().split()[2:]
    ponds = Ponds()
    for r, line in enumerate(lines):
        for c, cell in enumerate(line):
            if cell == "~":
                ponds.add((r, c))
                for neighbour in ((r - 1, c), (r, c - 1)):
                    if neighbour in ponds.parent:
                        ponds.join(neighbour, (r, c))
    print(len(ponds.size), max(ponds.size.values(), default=0))


main()
