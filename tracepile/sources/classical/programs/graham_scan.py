from functools import cmp_to_key


def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def distance(a, b):
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def graham_scan(points):
    lowest = min(points, key=lambda point: (point[1], point[0]))

    def compare(a, b):
        side = turn(lowest, a, b)
        if side != 0:
            return -side
        return distance(lowest, a) - distance(lowest, b)

    rest = [point for point in points if point != lowest]
    hull = [lowest]
    for point in sorted(rest, key=cmp_to_key(compare)):
        while len(hull) > 1 and turn(hull[-2], hull[-1], point) <= 0:
            hull.pop()
        hull.append(point)
    return hull
