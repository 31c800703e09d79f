"""Geometry of points, segments and polygons with integer coordinates."""

from __future__ import annotations

import random
from itertools import pairwise

from tracepile.sources.classical.algorithm import Algorithm, Arguments

_CLRS = "Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 3rd edition"

type Point = tuple[int, int]


def _turn(a: Point, b: Point, c: Point) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _distinct_points(rng: random.Random, count: int, limit: int) -> list[Point]:
    cells = rng.sample(range((limit + 1) ** 2), count)
    return [divmod(cell, limit + 1) for cell in cells]


def _points(rng: random.Random, size: int) -> Arguments:
    return (_distinct_points(rng, size + 2, 6),)


def _few_points(rng: random.Random, size: int) -> Arguments:
    return (_distinct_points(rng, (2, 3, 4, 4, 5)[size - 1], 12),)


def _two_segments(rng: random.Random, size: int) -> Arguments:
    # A narrow field gives shared points and parallels; those runs ask more questions than a clear crossing.
    limit = 9 if size < 3 else 4
    a, b, c, d = _distinct_points(rng, 4, limit)
    if size == 5 and rng.random() < 0.8:
        d = (2 * b[0] - a[0], 2 * b[1] - a[1])
        c = b if rng.random() < 0.3 else (3 * b[0] - 2 * a[0], 3 * b[1] - 2 * a[1])
        return (a, b), (c, d)
    if size < 3:
        shift = rng.randint(2, 8)
        return (a, (a[0] + shift, a[1] + shift)), ((a[0] + shift, a[1]), (a[0], a[1] + shift))
    return (a, b), (c, d)


def _polygon_corners(rng: random.Random, count: int) -> list[Point]:
    """Give a simple polygon, star-shaped about its first corner: the others go round it within half a turn."""
    while True:
        points = sorted(_distinct_points(rng, count, 9))
        first, rest = points[0], points[1:]
        for i in range(1, len(rest)):
            for j in range(i, 0, -1):
                if _turn(first, rest[j - 1], rest[j]) < 0:
                    rest[j - 1], rest[j] = rest[j], rest[j - 1]
        if all(_turn(first, a, b) > 0 for a, b in pairwise(rest)):
            return [first, *rest]


def _polygon(rng: random.Random, size: int) -> Arguments:
    return (_polygon_corners(rng, size + 2),)


def _polygon_and_point(rng: random.Random, size: int) -> Arguments:
    return _polygon_corners(rng, size + 2), (rng.randint(0, 9), rng.randint(0, 9))


def _pixel_ends(rng: random.Random, size: int) -> Arguments:
    x, y = rng.randint(-9, 9), rng.randint(-9, 9)
    long, short = 3 * size, rng.randint(0, 3 * size)
    width, height = (long, short) if rng.random() < 0.5 else (short, long)
    return (x, y), (x + rng.choice((-1, 1)) * width, y + rng.choice((-1, 1)) * height)


_HULL_EDGES: tuple[Arguments, ...] = (
    ([(2, 3)],),
    ([(0, 0), (4, 1)],),
    ([(0, 0), (1, 1), (3, 3)],),
    ([(0, 0), (2, 0), (2, 2), (0, 2), (1, 1)],),
    ([(0, 0), (2, 0), (4, 0), (2, 3)],),
)

ALGORITHMS = (
    Algorithm(
        name="segments_intersect",
        family="geometry",
        statement=(
            "Given two segments, each as a pair of different points (x, y) with integer coordinates, return True if "
            "they share at least one point, ends included, and False otherwise."
        ),
        source=f"{_CLRS}, section 33.1",
        complexity="O(1)",
        draw=_two_segments,
        edges=(
            (((0, 0), (2, 2)), ((0, 2), (2, 0))),
            (((0, 0), (1, 1)), ((2, 2), (3, 3))),
            (((0, 0), (2, 0)), ((1, 0), (3, 0))),
            (((0, 0), (2, 0)), ((2, 0), (2, 5))),
            (((0, 0), (0, 3)), ((1, 0), (1, 3))),
        ),
        entry_point="segments_intersect",
        techniques=("clrs",),
    ),
    Algorithm(
        name="graham_scan",
        family="geometry",
        statement=(
            "Given a list of one or more different points (x, y) with integer coordinates, return the corners of "
            "their convex hull as a list, counterclockwise from the lowest point, the leftmost one of equals. Points "
            "on an edge of the hull are left out. Take the other points in order of their angle about the first, "
            "nearer ones first, and drop a corner when the path does not turn left there."
        ),
        source="Graham, An Efficient Algorithm for Determining the Convex Hull of a Finite Planar Set, "
        "Information Processing Letters 1(4), 1972",
        complexity="O(n log n) for n points",
        draw=_points,
        edges=_HULL_EDGES,
        entry_point="graham_scan",
        techniques=("clrs", "stack", "closure"),
    ),
    Algorithm(
        name="jarvis_march",
        family="geometry",
        statement=(
            "Given a list of one or more different points (x, y) with integer coordinates, return the corners of "
            "their convex hull as a list, counterclockwise from the leftmost point, the lowest one of equals. Points "
            "on an edge of the hull are left out. From each corner go to the point that has all others on its left."
        ),
        source="Jarvis, On the Identification of the Convex Hull of a Finite Set of Points in the Plane, "
        "Information Processing Letters 2(1), 1973",
        complexity="O(n h) for n points and h corners",
        draw=_few_points,
        edges=_HULL_EDGES,
        entry_point="jarvis_march",
        techniques=("clrs",),
    ),
    Algorithm(
        name="convex_hull_monotone_chain",
        family="geometry",
        statement=(
            "Given a list of points (x, y) with integer coordinates, return the corners of their convex hull as a "
            "list, counterclockwise from the leftmost point, the lowest one of equals. Build the lower and the upper "
            "half from the points in sorted order; points on an edge of the hull are left out."
        ),
        source="Andrew, Another Efficient Algorithm for Convex Hulls in Two Dimensions, "
        "Information Processing Letters 9(5), 1979",
        complexity="O(n log n) for n points",
        draw=_points,
        edges=(([],), *_HULL_EDGES, ([(1, 1), (1, 1), (0, 0)],)),
        entry_point="convex_hull",
        techniques=("stack",),
    ),
    Algorithm(
        name="polygon_area",
        family="geometry",
        statement=(
            "Given the corners of a polygon that does not cross itself, in order, as a list of points (x, y) with "
            "integer coordinates, return its area as a float."
        ),
        source="O'Rourke, Computational Geometry in C, 2nd edition, section 1.3",
        complexity="O(n) for n corners",
        draw=_polygon,
        edges=(
            ([],),
            ([(1, 2)],),
            ([(0, 0), (3, 4)],),
            ([(0, 0), (2, 0), (0, 2)],),
            ([(0, 0), (0, 3), (3, 3), (3, 0)],),
        ),
        entry_point="polygon_area",
    ),
    Algorithm(
        name="point_in_polygon",
        family="geometry",
        statement=(
            "Given the corners of a polygon that does not cross itself, in order, as a list of points (x, y) with "
            "integer coordinates, and a point, return True if the point is inside, and False otherwise. Count the "
            "edges that a ray to the right of the point crosses; a point on an edge counts as inside on left and "
            "lower edges only."
        ),
        source="O'Rourke, Computational Geometry in C, 2nd edition, section 7.4",
        complexity="O(n) for n corners",
        draw=_polygon_and_point,
        edges=(
            ([], (0, 0)),
            ([(0, 0), (4, 0), (4, 4), (0, 4)], (2, 2)),
            ([(0, 0), (4, 0), (4, 4), (0, 4)], (5, 2)),
            ([(0, 0), (4, 0), (4, 4), (0, 4)], (0, 2)),
            ([(0, 0), (4, 0), (4, 4), (0, 4)], (4, 2)),
            ([(0, 0), (4, 4), (0, 4)], (3, 1)),
        ),
        entry_point="point_in_polygon",
        techniques=("parity",),
    ),
    Algorithm(
        name="closest_pair",
        family="geometry",
        statement=(
            "Given a list of points (x, y) with integer coordinates, return the square of the smallest distance "
            "between two of them, or None if there are fewer than two. Halve the points by x, solve both halves, and "
            "compare points near the dividing line only."
        ),
        source=f"{_CLRS}, section 33.4",
        complexity="O(n (log n)^2) for n points",
        draw=_few_points,
        edges=(
            ([],),
            ([(3, 3)],),
            ([(0, 0), (3, 4)],),
            ([(1, 1), (1, 1)],),
            ([(0, 0), (0, 5), (0, 7)],),
            ([(0, 0), (9, 0), (4, 0), (6, 0)],),
        ),
        entry_point="closest_pair",
        techniques=("recursion", "divide-and-conquer"),
    ),
    Algorithm(
        name="bresenham_line",
        family="geometry",
        statement=(
            "Given the two ends (x, y) of a line on a grid of pixels, return the list of the pixels that Bresenham's "
            "algorithm sets from the first end to the second, with integer arithmetic only."
        ),
        source="Bresenham, Algorithm for Computer Control of a Digital Plotter, IBM Systems Journal 4(1), 1965",
        complexity="O(n) for n pixels",
        draw=_pixel_ends,
        edges=(((0, 0), (0, 0)), ((0, 0), (3, 0)), ((2, 2), (2, -1)), ((0, 0), (-3, 3)), ((0, 0), (1, 5))),
        entry_point="bresenham_line",
    ),
)
