"""Problems of dynamic programming."""

from __future__ import annotations

import random
from string import ascii_lowercase

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, read_rows, write_rows


def _toll_stairs(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 3)
    return write_rows((n,), (rng.randint(1, 20) for _ in range(n)))


def _toll_stairs_constraints(stdin: str) -> bool:
    (n,), tolls = read_rows(stdin)
    return 1 <= n <= 100 and len(tolls) == n and between(1, tolls, 1000)


def _cargo_lift(rng: random.Random, size: int) -> str:
    n = rng.randint(1, size)
    weights = [rng.randint(2, 20) for _ in range(n)]
    return write_rows((n, rng.randint(min(weights), max(10, sum(weights)))), weights)


def _cargo_lift_constraints(stdin: str) -> bool:
    (n, capacity), weights = read_rows(stdin)
    return 1 <= n <= 20 and 1 <= capacity <= 1000 and len(weights) == n and between(1, weights, 1000)


def _berry_garden(rng: random.Random, size: int) -> str:
    longest = 2 if size < 3 else 3
    rows, columns = rng.randint(1, longest), rng.randint(1, longest)
    return write_rows((rows, columns), *([rng.randint(0, 6) for _ in range(columns)] for _ in range(rows)))


def _berry_garden_constraints(stdin: str) -> bool:
    (rows, columns), *cells = read_rows(stdin)
    return (
        between(1, (rows, columns), 8)
        and len(cells) == rows
        and all(len(row) == columns and between(0, row, 100) for row in cells)
    )


def _mirror_word(rng: random.Random, size: int) -> str:
    letters = rng.sample(ascii_lowercase, 3)
    return write_rows(["".join(rng.choice(letters) for _ in range(rng.randint(size, size + 2)))])


def _mirror_word_constraints(stdin: str) -> bool:
    (word,) = stdin.splitlines()
    return 1 <= len(word) <= 60 and set(word) <= set(ascii_lowercase)


def _nested_boxes(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 3)
    return write_rows((n,), (rng.randint(1, 15) for _ in range(n)))


def _nested_boxes_constraints(stdin: str) -> bool:
    (n,), sizes = read_rows(stdin)
    return 1 <= n <= 1000 and len(sizes) == n and between(1, sizes, 1000)


def _fence_colours(rng: random.Random, size: int) -> str:
    n = rng.randint(1, size)
    return write_rows((n,), *([rng.randint(1, 15) for _ in range(3)] for _ in range(n)))


def _fence_colours_constraints(stdin: str) -> bool:
    (n,), *boards = read_rows(stdin)
    return 1 <= n <= 100 and len(boards) == n and all(len(costs) == 3 and between(1, costs, 1000) for costs in boards)


PROBLEMS = (
    Problem(
        "toll-stairs",
        900,
        ("dp",),
        _toll_stairs,
        _toll_stairs_constraints,
        ("1\n1\n", "2\n5 1\n", "4\n1 1 1 1000\n", "7\n3 3 3 3 3 3 3\n"),
    ),
    Problem(
        "cargo-lift",
        1200,
        ("dp", "bit manipulation"),
        _cargo_lift,
        _cargo_lift_constraints,
        ("1 1\n1\n", "1 1\n1000\n", "3 1000\n1 2 4\n", "4 10\n5 5 5 5\n", "4 7\n2 4 6 8\n"),
    ),
    Problem(
        "berry-garden",
        1200,
        ("dp", "combinatorics"),
        _berry_garden,
        _berry_garden_constraints,
        ("1 1\n0\n", "1 4\n1 0 2 5\n", "4 1\n1\n0\n2\n5\n", "3 3\n0 0 0\n0 0 0\n0 0 0\n", "2 3\n0 5 0\n0 0 0\n"),
    ),
    Problem(
        "mirror-word",
        1500,
        ("dp", "strings"),
        _mirror_word,
        _mirror_word_constraints,
        ("a\n", "ab\n", "aaaa\n", "abcde\n", "abcba\n"),
    ),
    Problem(
        "nested-boxes",
        1400,
        ("dp", "binary search", "greedy"),
        _nested_boxes,
        _nested_boxes_constraints,
        ("1\n1\n", "6\n1 2 3 4 5 6\n", "6\n6 5 4 3 2 1\n", "4\n1000 1 1000 1\n"),
    ),
    Problem(
        "fence-colours",
        1300,
        ("dp", "shortest paths"),
        _fence_colours,
        _fence_colours_constraints,
        (
            "1\n1 1 1\n",
            "2\n1 5 9\n1 5 9\n",
            "4\n7 7 7\n7 7 7\n7 7 7\n7 7 7\n",
            "3\n1 1000 1000\n1 1000 1000\n1 1000 1000\n",
        ),
    ),
)
