"""Problems of prefix sums, over rows, grids and the best sums that end or begin at a place."""

from __future__ import annotations

import random

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, is_word, read_rows, write_rows


def _fair_parcels(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 4)
    return write_rows((n,), (rng.randint(1, 3) for _ in range(n)))


def _fair_parcels_constraints(stdin: str) -> bool:
    (n,), weights = read_rows(stdin)
    return 1 <= n <= 1000 and len(weights) == n and between(1, weights, 1000)


def _orchard_rectangles(rng: random.Random, size: int) -> str:
    r, c, q = rng.randint(1, 1 + size // 2), rng.randint(1, size), rng.randint(1, size)
    trees = [[rng.randint(0, 9) for _ in range(c)] for _ in range(r)]
    queries = []
    for _ in range(q):
        top, bottom = sorted(rng.choices(range(1, r + 1), k=2))
        left, right = sorted(rng.choices(range(1, c + 1), k=2))
        queries.append((top, left, bottom, right))
    return write_rows((r, c, q), *trees, *queries)


def _orchard_rectangles_constraints(stdin: str) -> bool:
    (r, c, q), *rows = read_rows(stdin)
    return (
        between(1, (r, c), 30)
        and 1 <= q <= 100
        and len(rows) == r + q
        and all(len(row) == c and between(0, row, 100) for row in rows[:r])
        and all(1 <= a <= d <= r and 1 <= b <= e <= c for a, b, d, e in rows[r:])
    )


def _tug_teams(rng: random.Random, size: int) -> str:
    weights = rng.choice(((1, 1), (1, 2), (3, 1)))
    return write_rows(["".join(rng.choices("RB", weights, k=rng.randint(size + 1, 2 * size + 3)))])


def _tug_teams_constraints(stdin: str) -> bool:
    (caps,) = stdin.splitlines()
    return is_word(caps, 1000, "RB")


def _skip_one_day(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 5)
    return write_rows((n,), (rng.randint(-9, 9) for _ in range(n)))


def _skip_one_day_constraints(stdin: str) -> bool:
    (n,), coins = read_rows(stdin)
    return 1 <= n <= 1000 and len(coins) == n and between(-1000, coins, 1000)


PROBLEMS = (
    Problem(
        "fair-parcels",
        1200,
        ("implementation", "math"),
        _fair_parcels,
        _fair_parcels_constraints,
        ("1\n1\n", "2\n1 1\n", "3\n1000 1 1000\n", "5\n8 8 8 8 8\n", "6\n1 2 3 4 5 6\n"),
    ),
    Problem(
        "orchard-rectangles",
        1300,
        ("data structures", "implementation"),
        _orchard_rectangles,
        _orchard_rectangles_constraints,
        (
            "1 1 1\n0\n1 1 1 1\n",
            "1 1 2\n100\n1 1 1 1\n1 1 1 1\n",
            "1 4 2\n1 2 3 4\n1 2 1 3\n1 1 1 4\n",
            "4 1 2\n1\n2\n3\n4\n2 1 3 1\n4 1 4 1\n",
        ),
    ),
    Problem(
        "tug-teams",
        1300,
        ("strings", "data structures", "two pointers"),
        _tug_teams,
        _tug_teams_constraints,
        ("R\n", "B\n", "RB\n", "BBBBBB\n", "RBRBRBRB\n", "RRRBBB\n"),
    ),
    Problem(
        "skip-one-day",
        1600,
        ("dp", "greedy"),
        _skip_one_day,
        _skip_one_day_constraints,
        ("1\n-1000\n", "1\n1000\n", "2\n5 -3\n", "5\n-3 -3 -3 -3 -3\n", "3\n1000 -1000 1000\n", "4\n0 0 0 0\n"),
    ),
)
