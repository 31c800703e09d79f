def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def distance(a, b):
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def next_corner(points, current):
    chosen = current
    for point in points:
        side = turn(current, chosen, point)
        farther = distance(current, point) > distance(current, chosen)
        if chosen == current or side < 0 or (side == 0 and farther):
            chosen = point
    return chosen


def jarvis_march(points):
    start = min(points)
    hull = [start]
    corner = next_corner(points, start)
    while corner != start:
        hull.append(corner)
        corner = next_corner(points, corner)
    return hull
