import sys

data = list(map(int, sys.stdin.read().split()))
n = data[0]
edges = [tuple(data[i : i + 3]) for i in range(2, len(data), 3)]

# Grow one connected part from islet 1, always across the cheapest bridge that leads out of it.
inside = {1}
total = 0
while len(inside) < n:
    cheapest = None
    for a, b, w in edges:
        if (a in inside) != (b in inside) and (cheapest is None or w < cheapest[2]):
            cheapest = (a, b, w)
    if cheapest is None:
        break
    inside.update(cheapest[:2])
    total += cheapest[2]
print(total if len(inside) == n else -1)
