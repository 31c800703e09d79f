n, m = map(int, input().split())
far = n
distance = [[far] * n for _ in range(n)]
for shop in range(n):
    distance[shop][shop] = 0
for _ in range(m):
    a, b = map(int, input().split())
    distance[a - 1][b - 1] = 1
    distance[b - 1][a - 1] = 1

for middle in range(n):
    for a in range(n):
        for b in range(n):
            over = distance[a][middle] + distance[middle][b]
            distance[a][b] = min(distance[a][b], over)
farthest = [max(row) for row in distance]
print(farthest.index(min(farthest)) + 1, min(farthest))
