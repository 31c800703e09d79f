def polygon_area(corners):
    twice = 0
    for i in range(len(corners)):
        x1, y1 = corners[i - 1]
        x2, y2 = corners[i]
        twice += x1 * y2 - x2 * y1
    return abs(twice) / 2
