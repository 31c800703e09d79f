def point_in_polygon(corners, point):
    x, y = point
    inside = False
    for i in range(len(corners)):
        x1, y1 = corners[i - 1]
        x2, y2 = corners[i]
        if (y1 > y) == (y2 > y):
            continue
        offset = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
        is_on_the_left = offset > 0 if y2 > y1 else offset < 0
        if is_on_the_left:
            inside = not inside
    return inside
