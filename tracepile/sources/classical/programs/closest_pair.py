def squared_distance(a, b):
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def closest(points):
    if len(points) < 2:
        return None
    middle = len(points) // 2
    divide = points[middle][0]
    halves = [closest(points[:middle]), closest(points[middle:])]
    best = min((d for d in halves if d is not None), default=None)
    strip = sorted(
        (p for p in points if best is None or (p[0] - divide) ** 2 < best),
        key=lambda p: p[1],
    )
    for i, a in enumerate(strip):
        for b in strip[i + 1 :]:
            if best is not None and (b[1] - a[1]) ** 2 >= best:
                break
            between = squared_distance(a, b)
            if best is None or between < best:
                best = between
    return best


def closest_pair(points):
    return closest(sorted(points))
