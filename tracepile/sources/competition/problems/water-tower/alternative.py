n = int(input())
pipes = {farm: [] for farm in range(1, n + 1)}
for _ in range(n - 1):
    a, b = map(int, input().split())
    pipes[a].append(b)
    pipes[b].append(a)

answer = None
for tower in range(1, n + 1):
    cost = 0
    steps = 0
    layer = [(tower, 0)]
    while layer:
        cost += steps * len(layer)
        steps += 1
        layer = [(other, farm) for farm, parent in layer for other in pipes[farm] if other != parent]
    if answer is None or cost < answer[1]:
        answer = (tower, cost)
print(*answer)
