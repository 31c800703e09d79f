n = int(input())
covered = set()
for _ in range(n):
    x1, y1, x2, y2 = map(int, input().split())
    for x in range(x1, x2):
        for y in range(y1, y2):
            covered.add((x, y))
print(len(covered))
