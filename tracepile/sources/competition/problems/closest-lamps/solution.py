from itertools import combinations

n = int(input())
lamps = [tuple(map(int, input().split())) for _ in range(n)]
closest = None
for (x, y), (u, v) in combinations(lamps, 2):
    square = (x - u) ** 2 + (y - v) ** 2
    if closest is None or square < closest:
        closest = square
print(closest)
