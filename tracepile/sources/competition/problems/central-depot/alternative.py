import sys
from collections import deque


def farthest(streets, start):
    steps = {start: 0}
    queue = deque([start])
    while queue:
        shop = queue.popleft()
        for other in streets[shop]:
            if other not in steps:
                steps[other] = steps[shop] + 1
                queue.append(other)
    return max(steps.values())


def main():
    n, m, *ends = map(int, sys.stdin.read().split())
    streets = {shop: set() for shop in range(1, n + 1)}
    for a, b in zip(ends[::2], ends[1::2]):
        streets[a].add(b)
        streets[b].add(a)
    radius, shop = min((farthest(streets, shop), shop) for shop in streets)
    print(shop, radius)


main()
