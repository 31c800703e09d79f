def direction(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def is_between(a, b, c):
    in_columns = min(a[0], b[0]) <= c[0] <= max(a[0], b[0])
    in_rows = min(a[1], b[1]) <= c[1] <= max(a[1], b[1])
    return in_columns and in_rows


def segments_intersect(first, second):
    a, b = first
    c, d = second
    d1 = direction(c, d, a)
    d2 = direction(c, d, b)
    d3 = direction(a, b, c)
    d4 = direction(a, b, d)
    if d1 * d2 < 0 and d3 * d4 < 0:
        return True
    if d1 == 0 and is_between(c, d, a):
        return True
    if d2 == 0 and is_between(c, d, b):
        return True
    if d3 == 0 and is_between(a, b, c):
        return True
    return d4 == 0 and is_between(a, b, d)
