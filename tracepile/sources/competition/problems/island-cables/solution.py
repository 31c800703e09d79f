import sys


def main():
    read = sys.stdin.readline
    n, m = map(int, read().split())
    joined = [[] for _ in range(n + 1)]
    for _ in range(m):
        a, b = map(int, read().split())
        joined[a].append(b)
        joined[b].append(a)
    seen = [False] * (n + 1)
    groups = 0
    largest = 0
    for first in range(1, n + 1):
        if seen[first]:
            continue
        groups += 1
        seen[first] = True
        stack = [first]
        size = 0
        while stack:
            island = stack.pop()
            size += 1
            for other in joined[island]:
                if not seen[other]:
                    seen[other] = True
                    stack.append(other)
        largest = max(largest, size)
    print(groups - 1, largest)


main()
