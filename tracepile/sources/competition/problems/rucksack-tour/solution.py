import sys

read = sys.stdin.readline
n, c = map(int, read().split())
# best[k] is the greatest worth of things that weigh at most k kilograms
best = [0] * (c + 1)
for _ in range(n):
    weight, value = map(int, read().split())
    for room in range(c, weight - 1, -1):
        best[room] = max(best[room], best[room - weight] + value)
print(best[c])
