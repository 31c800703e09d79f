import sys


def length_of_union(spans):
    total = 0
    reached = 0
    for low, high in sorted(spans):
        if high > reached:
            total += high - max(low, reached)
            reached = high
    return total


def main():
    data = list(map(int, sys.stdin.read().split()))
    posters = [tuple(data[i : i + 4]) for i in range(1, len(data), 4)]
    edges = sorted({x for x1, _, x2, _ in posters for x in (x1, x2)})
    area = 0
    # Between two neighbouring edges every poster is there all the way or not at all.
    for left, right in zip(edges, edges[1:]):
        spans = [(y1, y2) for x1, y1, x2, y2 in posters if x1 <= left and right <= x2]
        area += (right - left) * length_of_union(spans)
    print(area)


main()
