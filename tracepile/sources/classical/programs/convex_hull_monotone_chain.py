def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def half_hull(points):
    hull = []
    for point in points:
        while len(hull) > 1 and turn(hull[-2], hull[-1], point) <= 0:
            hull.pop()
        hull.append(point)
    return hull


def convex_hull(points):
    ordered = sorted(set(points))
    if len(ordered) < 2:
        return ordered
    lower = half_hull(ordered)
    upper = half_hull(ordered[::-1])
    return lower[:-1] + upper[:-1]
