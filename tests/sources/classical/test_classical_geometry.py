"""Geometry against brute force and the definitions."""

from fractions import Fraction
from itertools import combinations, pairwise

import pytest

from tracepile.sources.classical import geometry


def side(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def is_on_segment(point, ends):
    a, b = ends
    inside = (point[0] - a[0]) * (point[0] - b[0]) + (point[1] - a[1]) * (point[1] - b[1]) <= 0
    return side(a, b, point) == 0 and inside


def segments_intersect(first, second):
    """Solve for the crossing of the two lines; on parallel lines, only ends can show a shared point."""
    (ax, ay), (bx, by) = first
    (cx, cy), (dx, dy) = second
    determinant = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
    if determinant == 0:
        ends = [(point, second) for point in first] + [(point, first) for point in second]
        return any(is_on_segment(point, segment) for point, segment in ends)
    along_first = Fraction((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx), determinant)
    along_second = Fraction((cx - ax) * (by - ay) - (cy - ay) * (bx - ax), determinant)
    return 0 <= along_first <= 1 and 0 <= along_second <= 1


def corners_from(points, start):
    """Give the hull's corners counterclockwise: the next one has every other point on its left or behind it."""
    points = set(points)
    corners = [start]
    while True:
        here = corners[-1]
        following = [
            there
            for there in points - {here}
            if all(side(here, there, p) > 0 or is_on_segment(p, (here, there)) for p in points - {here, there})
        ]
        if not following or following[0] == start:
            return corners
        corners.append(following[0])


def polygon_area(corners):
    """Sum the signed triangles that the edges span with the first corner."""
    return abs(sum(Fraction(side(corners[0], a, b), 2) for a, b in pairwise(corners[1:]))) / 1 if corners else 0


def lies_inside(corners, point):
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], *corners[:1]], strict=True):
        if min(y1, y2) <= y < max(y1, y2):
            crossings += x1 + Fraction((y - y1) * (x2 - x1), y2 - y1) > x
    return crossings % 2 == 1


def smallest_squared_distance(points):
    return min(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 for a, b in combinations(points, 2)), default=None)


REFERENCES = {
    "segments_intersect": segments_intersect,
    "graham_scan": lambda points: corners_from(points, min(points, key=lambda point: point[::-1])),
    "jarvis_march": lambda points: corners_from(points, min(points)),
    "convex_hull_monotone_chain": lambda points: corners_from(points, min(points)) if points else [],
    "polygon_area": lambda corners: float(polygon_area(corners)),
    "point_in_polygon": lies_inside,
    "closest_pair": smallest_squared_distance,
}


def is_a_line_of_pixels(start, end, pixels):
    """Every pixel touches the next one and is at most half a pixel from the true line along the shorter axis."""
    width, height = end[0] - start[0], end[1] - start[1]
    length = max(abs(width), abs(height))
    near = all(2 * abs(width * (y - start[1]) - height * (x - start[0])) <= length for x, y in pixels)
    joined = all(max(abs(a[0] - b[0]), abs(a[1] - b[1])) == 1 for a, b in pairwise(pixels))
    return (pixels[0], pixels[-1], len(pixels)) == (start, end, length + 1) and joined and near


PROPERTIES = {
    "bresenham_line": is_a_line_of_pixels,
}


def test_every_algorithm_is_judged():
    assert {*REFERENCES, *PROPERTIES} == {a.name for a in geometry.ALGORITHMS}


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])


@pytest.mark.parametrize("name", PROPERTIES)
def test_program_satisfies_its_statement(name, satisfies):
    satisfies(name, PROPERTIES[name])
