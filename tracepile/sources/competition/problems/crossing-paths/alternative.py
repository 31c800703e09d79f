from bisect import bisect_left, bisect_right, insort


def main():
    events = []
    for _ in range(int(input())):
        x1, y1, x2, y2 = map(int, input().split())
        if y1 == y2:
            events.append((x1, 0, y1, y1))
            events.append((x2, 2, y1, y1))
        else:
            events.append((x1, 1, y1, y2))
    # Go from west to east: paths begin before, and end after, the crossing paths of the same x.
    open_rows = []
    lamps = 0
    for _, kind, low, high in sorted(events):
        if kind == 0:
            insort(open_rows, low)
        elif kind == 2:
            del open_rows[bisect_left(open_rows, low)]
        else:
            lamps += bisect_right(open_rows, high) - bisect_left(open_rows, low)
    print(lamps)


main()
