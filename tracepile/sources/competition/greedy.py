"""Problems of greedy choice and sorting."""

from __future__ import annotations

import random

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, read_rows, write_rows


def _ferry_trips(rng: random.Random, size: int) -> str:
    n = rng.randint(size, 2 * size)
    capacity = 10 * rng.randint(5, 12)
    return write_rows((n, capacity), (rng.randint(10, capacity) for _ in range(n)))


def _ferry_trips_constraints(stdin: str) -> bool:
    (n, capacity), weights = read_rows(stdin)
    return 1 <= n <= 1000 and 1 <= capacity <= 1000 and len(weights) == n and between(1, weights, capacity)


def _lantern_street(rng: random.Random, size: int) -> str:
    n = rng.randint(size, 2 * size)
    return write_rows((n, rng.randint(0, 3)), (rng.randint(0, 5 * size) for _ in range(n)))


def _lantern_street_constraints(stdin: str) -> bool:
    (n, r), houses = read_rows(stdin)
    return 1 <= n <= 1000 and 0 <= r <= 1000 and len(houses) == n and between(0, houses, 10**6)


def _market_coupons(rng: random.Random, size: int) -> str:
    n = rng.randint(1, size + 1)
    return write_rows((n, rng.randint(0, size + 1)), (rng.randint(1, 40) for _ in range(n)))


def _market_coupons_constraints(stdin: str) -> bool:
    (n, k), prices = read_rows(stdin)
    return 1 <= n <= 1000 and 0 <= k <= 1000 and len(prices) == n and between(1, prices, 1000)


def _repair_shop(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 3)
    return write_rows((n,), *((rng.randint(1, size + 1), 5 * rng.randint(1, 12)) for _ in range(n)))


def _repair_shop_constraints(stdin: str) -> bool:
    (n,), *requests = read_rows(stdin)
    valid = all(1 <= day <= 200 and 1 <= pay <= 1000 for day, pay in requests)
    return 1 <= n <= 200 and len(requests) == n and valid


def _shelf_swaps(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 3)
    return write_rows((n,), (rng.randint(1, 9) for _ in range(n)))


def _shelf_swaps_constraints(stdin: str) -> bool:
    (n,), books = read_rows(stdin)
    return 1 <= n <= 1000 and len(books) == n and between(1, books, 1000)


def _stage_shows(rng: random.Random, size: int) -> str:
    starts = [rng.randint(0, 3 * size) for _ in range(rng.randint(size, size + 3))]
    return write_rows((len(starts),), *((start, start + rng.randint(1, size + 2)) for start in starts))


def _stage_shows_constraints(stdin: str) -> bool:
    (n,), *shows = read_rows(stdin)
    return 1 <= n <= 200 and len(shows) == n and all(0 <= start < end <= 1000 for start, end in shows)


PROBLEMS = (
    Problem(
        "ferry-trips",
        900,
        ("greedy", "two pointers", "sorting"),
        _ferry_trips,
        _ferry_trips_constraints,
        ("1 1\n1\n", "2 10\n5 5\n", "2 10\n5 6\n", "6 7\n1 2 3 4 5 6\n", "4 1000\n1000 1000 1 999\n"),
    ),
    Problem(
        "lantern-street",
        1000,
        ("greedy", "dp", "sorting"),
        _lantern_street,
        _lantern_street_constraints,
        ("1 0\n0\n", "4 1\n0 2 4 6\n", "5 0\n3 3 3 3 3\n", "3 1000\n0 2000 2001\n", "2 3\n1000000 0\n"),
    ),
    Problem(
        "market-coupons",
        1200,
        ("greedy", "data structures", "sorting"),
        _market_coupons,
        _market_coupons_constraints,
        ("1 0\n1\n", "1 1\n1\n", "1 9\n1000\n", "3 2\n8 8 8\n", "2 12\n1 2\n"),
    ),
    Problem(
        "repair-shop",
        1500,
        ("greedy", "data structures", "sorting"),
        _repair_shop,
        _repair_shop_constraints,
        ("1\n1 1\n", "4\n2 7\n2 7\n2 7\n2 7\n", "3\n3 1\n2 2\n1 3\n", "3\n1 5\n200 6\n200 7\n"),
    ),
    Problem(
        "shelf-swaps",
        1300,
        ("sorting", "data structures"),
        _shelf_swaps,
        _shelf_swaps_constraints,
        ("1\n1\n", "2\n2 1\n", "5\n5 4 3 2 1\n", "5\n1 2 3 4 5\n", "6\n2 2 1 1 2 1\n"),
    ),
    Problem(
        "stage-shows",
        1100,
        ("greedy", "dp", "binary search", "sorting"),
        _stage_shows,
        _stage_shows_constraints,
        ("1\n0 1\n", "3\n0 1\n1 2\n2 3\n", "3\n0 9\n1 9\n2 9\n", "2\n0 1000\n999 1000\n", "4\n2 3\n2 3\n1 2\n3 4\n"),
    ),
)
