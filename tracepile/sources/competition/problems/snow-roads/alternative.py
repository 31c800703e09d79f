n, m = map(int, input().split())
roads = []
for _ in range(m):
    a, b, t = map(int, input().split())
    roads.append((a, b, t))
    roads.append((b, a, t))

far = 10**9
time = dict.fromkeys(range(1, n + 1), far)
time[1] = 0
changed = True
while changed:
    changed = False
    for a, b, t in roads:
        if time[a] + t < time[b]:
            time[b] = time[a] + t
            changed = True
print(*[value if value != far else -1 for value in time.values()])
