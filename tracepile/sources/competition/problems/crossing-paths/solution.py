n = int(input())
across = []
upward = []
for _ in range(n):
    x1, y1, x2, y2 = map(int, input().split())
    if y1 == y2:
        across.append((x1, x2, y1))
    else:
        upward.append((y1, y2, x1))

lamps = 0
for west, east, y in across:
    for south, north, x in upward:
        if west <= x <= east and south <= y <= north:
            lamps += 1
print(lamps)
