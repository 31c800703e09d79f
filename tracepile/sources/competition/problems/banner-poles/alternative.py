n = int(input())
poles = []
for _ in range(n):
    x, h = map(int, input().split())
    poles.append((h, x))
poles.sort(reverse=True)

# From the highest pole down, every pole looks for the farthest one among those that are not lower.
nearest = poles[0][1]
farthest = poles[0][1]
best = 0
for h, x in poles[1:]:
    best = max(best, h * abs(x - nearest), h * abs(farthest - x))
    nearest = min(nearest, x)
    farthest = max(farthest, x)
print(best)
