from math import gcd

n = int(input())
directions = set()
for _ in range(n):
    x, y = map(int, input().split())
    steps = gcd(x, y)
    directions.add((x // steps, y // steps))
print(len(directions))
