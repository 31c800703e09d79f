"""Problems of geometry on points with whole coordinates."""

from __future__ import annotations

import random

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, read_rows, write_rows


def _points(rng: random.Random, n: int, reach: int) -> list[tuple[int, int]]:
    """Give n different points with coordinates up to the reach in absolute value."""
    width = 2 * reach + 1
    return [(code // width - reach, code % width - reach) for code in rng.sample(range(width * width), n)]


def _triangle_orchard(rng: random.Random, size: int) -> str:
    while True:
        stdin = write_rows(*_points(rng, 3, 1 + size // 2))
        if _triangle_orchard_constraints(stdin):
            return stdin


def _triangle_orchard_constraints(stdin: str) -> bool:
    (ax, ay), (bx, by), (cx, cy) = read_rows(stdin)
    return between(-50, (ax, ay, bx, by, cx, cy), 50) and (bx - ax) * (cy - ay) != (by - ay) * (cx - ax)


def _poster_wall(rng: random.Random, size: int) -> str:
    posters = []
    for _ in range(rng.randint(1, 1 + size // 2)):
        x, y = rng.randint(0, size), rng.randint(0, size)
        posters.append((x, y, x + rng.randint(1, 2 + size // 2), y + rng.randint(1, 2 + size // 2)))
    return write_rows((len(posters),), *posters)


def _poster_wall_constraints(stdin: str) -> bool:
    (n,), *posters = read_rows(stdin)
    return (
        1 <= n <= 20
        and len(posters) == n
        and all(0 <= x1 < x2 <= 50 and 0 <= y1 < y2 <= 50 for x1, y1, x2, y2 in posters)
    )


def _rubber_band(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 2)
    return write_rows((n,), *_points(rng, n, 1 + size // 2))


def _rubber_band_constraints(stdin: str) -> bool:
    (n,), *nails = read_rows(stdin)
    return 1 <= n <= 100 and len({(x, y) for x, y in nails}) == len(nails) == n and _within(nails, -1000, 1000)


def _tower_view(rng: random.Random, size: int) -> str:
    lamps = [point for point in _points(rng, rng.randint(size, size + 2), 1 + size // 2) if point != (0, 0)]
    lamps = lamps or [(size, -size)]
    return write_rows((len(lamps),), *lamps)


def _tower_view_constraints(stdin: str) -> bool:
    return _rubber_band_constraints(stdin) and [0, 0] not in read_rows(stdin)


def _closest_lamps(rng: random.Random, size: int) -> str:
    lamps = [(rng.randint(0, 8 * size), rng.randint(0, 8 * size)) for _ in range(rng.randint(2, size + 2))]
    return write_rows((len(lamps),), *lamps)


def _closest_lamps_constraints(stdin: str) -> bool:
    (n,), *lamps = read_rows(stdin)
    return 2 <= n <= 200 and len(lamps) == n and _within(lamps, 0, 1000)


def _within(points: list[list[int]], low: int, high: int) -> bool:
    return all(between(low, (x, y), high) for x, y in points)


def _crossing_paths(rng: random.Random, size: int) -> str:
    paths = []
    for _ in range(rng.randint(1, size + 2)):
        x, y, length = rng.randint(0, 6), rng.randint(0, 6), rng.randint(1, 3 + size)
        paths.append((x, y, x + length, y) if rng.random() < 0.5 else (x, y, x, y + length))
    return write_rows((len(paths),), *paths)


def _crossing_paths_constraints(stdin: str) -> bool:
    (n,), *paths = read_rows(stdin)
    return (
        1 <= n <= 100
        and len(paths) == n
        and all(between(0, path, 1000) for path in paths)
        and all((y1 == y2 and x1 < x2) or (x1 == x2 and y1 < y2) for x1, y1, x2, y2 in paths)
    )


PROBLEMS = (
    Problem(
        "triangle-orchard",
        1600,
        ("geometry", "math", "number theory"),
        _triangle_orchard,
        _triangle_orchard_constraints,
        (
            "0 0\n1 0\n0 1\n",
            "0 0\n0 3\n3 0\n",
            "-50 50\n-50 49\n-49 50\n",
            "-1 -1\n3 0\n0 3\n",
            "-50 -50\n-40 -50\n-50 -49\n",
        ),
    ),
    Problem(
        "poster-wall",
        1500,
        ("geometry", "sorting"),
        _poster_wall,
        _poster_wall_constraints,
        (
            "1\n0 0 1 1\n",
            "1\n49 49 50 50\n",
            "2\n0 0 3 3\n1 1 2 2\n",
            "2\n0 0 2 2\n2 0 4 2\n",
            "3\n0 0 2 2\n0 0 2 2\n1 1 3 3\n",
        ),
    ),
    Problem(
        "rubber-band",
        1800,
        ("geometry", "sorting"),
        _rubber_band,
        _rubber_band_constraints,
        (
            "1\n1000 -1000\n",
            "2\n0 0\n0 1\n",
            "4\n0 0\n2 2\n1 1\n-1 -1\n",
            "5\n0 0\n2 0\n0 2\n2 2\n1 1\n",
            "4\n-1000 -1000\n1000 -1000\n1000 1000\n-1000 1000\n",
        ),
    ),
    Problem(
        "tower-view",
        1400,
        ("geometry", "number theory", "sorting"),
        _tower_view,
        _tower_view_constraints,
        ("1\n1 0\n", "2\n1 1\n-1 -1\n", "4\n0 1\n0 2\n0 -1\n0 -2\n", "3\n6 9\n2 3\n4 6\n", "2\n1000 999\n999 1000\n"),
    ),
    Problem(
        "closest-lamps",
        1700,
        ("geometry", "divide and conquer", "sorting"),
        _closest_lamps,
        _closest_lamps_constraints,
        ("2\n0 0\n1000 1000\n", "3\n5 5\n9 9\n5 5\n", "4\n0 0\n0 9\n9 0\n9 9\n", "4\n3 1\n3 8\n3 4\n3 6\n"),
    ),
    Problem(
        "crossing-paths",
        1600,
        ("geometry", "data structures", "sorting"),
        _crossing_paths,
        _crossing_paths_constraints,
        (
            "1\n0 0 1000 0\n",
            "2\n0 0 2 0\n2 0 2 5\n",
            "2\n0 0 2 0\n1 1 1 5\n",
            "4\n0 0 3 0\n0 3 3 3\n0 0 0 3\n3 0 3 3\n",
            "3\n0 5 9 5\n0 5 9 5\n4 0 4 9\n",
        ),
    ),
)
