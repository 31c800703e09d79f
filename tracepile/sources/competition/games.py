"""Problems of games for two players who both play as well as possible."""

from __future__ import annotations

import random

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, read_rows, write_rows


def _nim_openings(rng: random.Random, size: int) -> str:
    n = rng.randint(1, 1 + size // 2)
    return write_rows((n,), (rng.randint(1, 7 if n == 1 else 5 - n) for _ in range(n)))


def _nim_openings_constraints(stdin: str) -> bool:
    (n,), heaps = read_rows(stdin)
    return 1 <= n <= 5 and len(heaps) == n and between(1, heaps, 7)


def _coin_row(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 3)
    return write_rows((n,), (rng.randint(1, 20) for _ in range(n)))


def _coin_row_constraints(stdin: str) -> bool:
    (n,), coins = read_rows(stdin)
    return 1 <= n <= 100 and len(coins) == n and between(1, coins, 1000)


def _match_heap(rng: random.Random, size: int) -> str:
    k = rng.randint(1, 1 + size // 2)
    return write_rows((k, rng.randint(size, 3 * size)), rng.sample(range(1, 4 + size), k))


def _match_heap_constraints(stdin: str) -> bool:
    (k, h), numbers = read_rows(stdin)
    return 1 <= k <= 10 and 1 <= h <= 200 and len(numbers) == len(set(numbers)) == k and between(1, numbers, 200)


PROBLEMS = (
    Problem(
        "nim-openings",
        1700,
        ("games", "bit manipulation"),
        _nim_openings,
        _nim_openings_constraints,
        ("1\n1\n", "1\n7\n", "2\n3 3\n", "4\n1 1 1 1\n", "3\n1 2 2\n"),
    ),
    Problem(
        "coin-row",
        1800,
        ("games", "dp", "greedy"),
        _coin_row,
        _coin_row_constraints,
        ("1\n1\n", "2\n1 1000\n", "3\n1 1000 1\n", "6\n5 5 5 5 5 5\n", "7\n1 9 2 8 3 7 4\n"),
    ),
    Problem(
        "match-heap",
        1400,
        ("games", "dp", "bit manipulation"),
        _match_heap,
        _match_heap_constraints,
        ("1 1\n1\n", "1 1\n200\n", "1 9\n3\n", "3 10\n1 2 3\n", "2 12\n2 4\n"),
    ),
)
