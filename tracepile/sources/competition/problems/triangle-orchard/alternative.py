import sys


def side(ax, ay, bx, by, px, py):
    return (bx - ax) * (py - ay) - (by - ay) * (px - ax)


ax, ay, bx, by, cx, cy = map(int, sys.stdin.read().split())
if side(ax, ay, bx, by, cx, cy) < 0:
    bx, by, cx, cy = cx, cy, bx, by
inside = 0
for px in range(min(ax, bx, cx), max(ax, bx, cx) + 1):
    for py in range(min(ay, by, cy), max(ay, by, cy) + 1):
        # inside is to the left of all three sides
        if side(ax, ay, bx, by, px, py) > 0 and side(bx, by, cx, cy, px, py) > 0 and side(cx, cy, ax, ay, px, py) > 0:
            inside += 1
print(inside)
