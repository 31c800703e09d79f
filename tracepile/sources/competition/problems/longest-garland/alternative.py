import sys


def main():
    read = sys.stdin.readline
    n = int(read())
    cords = [[] for _ in range(n + 1)]
    for _ in range(n - 1):
        a, b, d = map(int, read().split())
        cords[a].append((b, d))
        cords[b].append((a, d))
    longest = 0

    def depth(lantern, parent):
        nonlocal longest
        deepest = 0
        for other, metres in cords[lantern]:
            if other != parent:
                below = depth(other, lantern) + metres
                # the longest way with its top here joins two branches
                longest = max(longest, deepest + below)
                deepest = max(deepest, below)
        return deepest

    depth(1, 0)
    print(longest)


main()
