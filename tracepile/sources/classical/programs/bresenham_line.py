def bresenham_line(start, end):
    x, y = start
    width = abs(end[0] - x)
    height = -abs(end[1] - y)
    step_x = 1 if x < end[0] else -1
    step_y = 1 if y < end[1] else -1
    error = width + height
    pixels = [(x, y)]
    while (x, y) != end:
        doubled = 2 * error
        if doubled >= height:
            error += height
            x += step_x
        if doubled <= width:
            error += width
            y += step_y
        pixels.append((x, y))
    return pixels
