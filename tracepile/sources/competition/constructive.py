"""Constructive problems: find the one arrangement that fits what is known."""

from __future__ import annotations

import random

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, read_rows, write_rows


def _circle_sums(rng: random.Random, size: int) -> str:
    n = rng.choice((3, 5, 7)[: 1 + size // 2])
    marbles = [rng.randint(0, 3 * size) for _ in range(n)]
    return write_rows((n,), (marbles[i] + marbles[(i + 1) % n] for i in range(n)))


def _circle_sums_constraints(stdin: str) -> bool:
    (n,), sums = read_rows(stdin)
    if not (3 <= n <= 99 and n % 2 == 1 and len(sums) == n and sum(sums) % 2 == 0):
        return False
    marbles = [(sum(sums[::2]) - sum(sums[1::2])) // 2]
    for total in sums[:-1]:
        marbles.append(total - marbles[-1])
    return between(0, marbles, 1000)


def _earliest_shuffle(rng: random.Random, size: int) -> str:
    n = rng.randint(size + 1, size + 5)
    return write_rows((n, rng.randint(0, n * (n - 1) // 2)))


def _earliest_shuffle_constraints(stdin: str) -> bool:
    ((n, k),) = read_rows(stdin)
    return 1 <= n <= 100 and 0 <= k <= n * (n - 1) // 2


def _height_line(rng: random.Random, size: int) -> str:
    line = rng.sample(range(140, 200), rng.randint(size, size + 2))
    tourists = [(height, sum(other > height for other in line[:place])) for place, height in enumerate(line)]
    rng.shuffle(tourists)
    return write_rows((len(line),), *tourists)


def _height_line_constraints(stdin: str) -> bool:
    (n,), *tourists = read_rows(stdin)
    heights = [height for height, _ in tourists]
    return (
        1 <= n <= 100
        and len(set(heights)) == len(heights) == n
        and between(1, heights, 1000)
        and all(0 <= count <= sum(other > height for other in heights) for height, count in tourists)
    )


def _bead_row(rng: random.Random, size: int) -> str:
    fewer = rng.randint(0, size)
    more = rng.randint(max(1, fewer), min(fewer + 4, 2 * fewer + 3))
    return write_rows(rng.sample((fewer, more), 2))


def _bead_row_constraints(stdin: str) -> bool:
    ((a, b),) = read_rows(stdin)
    return between(0, (a, b), 50) and a + b >= 1


PROBLEMS = (
    Problem(
        "circle-sums",
        1300,
        ("constructive algorithms", "math"),
        _circle_sums,
        _circle_sums_constraints,
        ("3\n0 0 0\n", "3\n2000 2000 2000\n", "3\n1000 0 1000\n", "5\n1 0 0 0 1\n", "7\n2 2 2 2 2 2 2\n"),
    ),
    Problem(
        "earliest-shuffle",
        1800,
        ("constructive algorithms", "greedy", "combinatorics"),
        _earliest_shuffle,
        _earliest_shuffle_constraints,
        ("1 0\n", "2 1\n", "6 15\n", "6 0\n", "8 1\n", "100 0\n"),
    ),
    Problem(
        "height-line",
        1700,
        ("constructive algorithms", "greedy", "data structures", "sorting"),
        _height_line,
        _height_line_constraints,
        ("1\n1 0\n", "1\n1000 0\n", "4\n1 3\n2 2\n3 1\n4 0\n", "4\n1 0\n2 0\n3 0\n4 0\n", "3\n5 1\n4 1\n6 0\n"),
    ),
    Problem(
        "bead-row",
        1600,
        ("constructive algorithms", "greedy", "dp"),
        _bead_row,
        _bead_row_constraints,
        ("0 1\n", "1 0\n", "0 3\n", "2 0\n", "4 1\n", "2 6\n", "6 2\n", "2 7\n", "5 5\n"),
    ),
)
