def strassen(left, right):
    (a, b), (c, d) = left
    (e, f), (g, h) = right
    p1 = a * (f - h)
    p2 = (a + b) * h
    p3 = (c + d) * e
    p4 = d * (g - e)
    p5 = (a + d) * (e + h)
    p6 = (b - d) * (g + h)
    p7 = (a - c) * (e + f)
    top = [p5 + p4 - p2 + p6, p1 + p2]
    bottom = [p3 + p4, p1 + p5 - p3 - p7]
    return [top, bottom]


def product(matrices):
    if len(matrices) == 1:
        return matrices[0]
    half = len(matrices) // 2
    return strassen(product(matrices[:half]), product(matrices[half:]))
