"""Problems of greedy choice and sorting."""

from __future__ import annotations

import random
from itertools import pairwise

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


def _charging_docks(rng: random.Random, size: int) -> str:
    starts = [rng.randint(0, 4 * size) for _ in range(rng.randint(size, size + 4))]
    return write_rows((len(starts),), *((start, start + rng.randint(1, 3 * size)) for start in starts))


def _charging_docks_constraints(stdin: str) -> bool:
    (n,), *buses = read_rows(stdin)
    return 1 <= n <= 200 and len(buses) == n and all(0 <= start < end <= 1440 for start, end in buses)


def _honey_jars(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 3)
    return write_rows((n,), (rng.randint(1, 20) for _ in range(n)))


def _honey_jars_constraints(stdin: str) -> bool:
    (n,), jars = read_rows(stdin)
    return 1 <= n <= 1000 and len(jars) == n and between(1, jars, 1000)


def _kiln_order(rng: random.Random, size: int) -> str:
    n = rng.randint(1, min(size, 4))
    return write_rows((n,), *((rng.randint(1, 3 * size), rng.randint(1, 9)) for _ in range(n)))


def _kiln_order_constraints(stdin: str) -> bool:
    (n,), *pots = read_rows(stdin)
    return 1 <= n <= 10 and len(pots) == n and all(len(pot) == 2 and between(1, pot, 100) for pot in pots)


def _fuel_stops(rng: random.Random, size: int) -> str:
    n = rng.randint(1, size + 1)
    goal = 10 * n + rng.randint(1, 10)
    places = sorted(rng.sample(range(1, goal), n))
    return write_rows((n, rng.randint(4, 20), goal), *((place, rng.randint(3, 18)) for place in places))


def _fuel_stops_constraints(stdin: str) -> bool:
    (n, fuel, goal), *farms = read_rows(stdin)
    places = [place for place, _ in farms]
    return (
        1 <= n <= 100
        and between(1, (fuel, goal), 1000)
        and len(farms) == n
        and between(1, places, goal - 1)
        and all(one < two for one, two in pairwise(places))
        and between(1, (litres for _, litres in farms), 1000)
    )


def _stepping_stones(rng: random.Random, size: int) -> str:
    n = rng.randint(size + 1, 2 * size + 3)
    return write_rows((n,), (rng.choice((0, 1, 1, 2, 2, 3)) for _ in range(n)))


def _stepping_stones_constraints(stdin: str) -> bool:
    (n,), stones = read_rows(stdin)
    return 1 <= n <= 200 and len(stones) == n and between(0, stones, 200)


def _tram_change(rng: random.Random, size: int) -> str:
    days = [
        [rng.choices((1, 2, 4), (5, 2, 2))[0] for _ in range(rng.randint(1, size + 3))]
        for _ in range(rng.randint(1, 1 + size // 2))
    ]
    for coins in days:
        # nobody after a first passenger with a large coin would be served
        coins[0] = rng.choice((1, 1, 1, coins[0]))
    return write_rows((len(days),), *(row for coins in days for row in ((len(coins),), coins)))


def _tram_change_constraints(stdin: str) -> bool:
    (t,), *rows = read_rows(stdin)
    return (
        1 <= t <= 10
        and len(rows) == 2 * t
        and all(1 <= n <= 100 and len(coins) == n for (n,), coins in zip(rows[::2], rows[1::2], strict=True))
        and all(coin in (1, 2, 4) for coins in rows[1::2] for coin in coins)
    )


def _guard_shifts(rng: random.Random, size: int) -> str:
    length = rng.randint(3, 3 * size + 2)
    starts = [0, *(rng.randint(0, length - 1) for _ in range(rng.randint(size, size + 3)))]
    shifts = [(start, start + rng.randint(1, 2 + length // 2)) for start in starts]
    rng.shuffle(shifts)
    return write_rows((len(shifts), length), *shifts)


def _guard_shifts_constraints(stdin: str) -> bool:
    (n, length), *shifts = read_rows(stdin)
    return (
        1 <= n <= 100
        and 1 <= length <= 100
        and len(shifts) == n
        and all(0 <= start < end <= 100 for start, end in shifts)
    )


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
    Problem(
        "charging-docks",
        1100,
        ("greedy", "sorting", "data structures"),
        _charging_docks,
        _charging_docks_constraints,
        ("1\n0 1440\n", "3\n0 1\n1 2\n2 3\n", "4\n0 9\n1 8\n2 7\n3 6\n", "3\n5 6\n5 6\n5 6\n"),
    ),
    Problem(
        "honey-jars",
        1300,
        ("greedy", "data structures"),
        _honey_jars,
        _honey_jars_constraints,
        ("1\n1\n", "2\n1000 1000\n", "4\n1 1 1 1\n", "5\n1 2 4 8 16\n", "5\n9 9 9 9 9\n"),
    ),
    Problem(
        "kiln-order",
        1500,
        ("greedy", "sorting", "dp", "bit manipulation"),
        _kiln_order,
        _kiln_order_constraints,
        ("1\n1 1\n", "1\n100 100\n", "2\n100 1\n1 100\n", "3\n2 4\n1 2\n3 6\n", "4\n1 1\n1 1\n1 1\n1 1\n"),
    ),
    Problem(
        "fuel-stops",
        1800,
        ("greedy", "data structures", "dp"),
        _fuel_stops,
        _fuel_stops_constraints,
        (
            "1 1 2\n1 1\n",
            "1 1000 1000\n999 1\n",
            "2 1 3\n1 1\n2 1\n",
            "3 2 9\n1 1\n2 1\n4 1000\n",
            "3 5 12\n1 2\n3 9\n5 1\n",
        ),
    ),
    Problem(
        "stepping-stones",
        1300,
        ("greedy", "dp"),
        _stepping_stones,
        _stepping_stones_constraints,
        ("1\n0\n", "2\n0 5\n", "2\n200 0\n", "6\n1 1 1 1 1 1\n", "5\n4 3 2 1 0\n", "5\n3 2 1 0 9\n"),
    ),
    Problem(
        "tram-change",
        1000,
        ("greedy", "simulation"),
        _tram_change,
        _tram_change_constraints,
        ("1\n1\n4\n", "1\n1\n1\n", "1\n5\n1 1 1 4 1\n", "2\n2\n1 2\n3\n2 1 1\n", "1\n6\n1 1 2 1 4 4\n"),
    ),
    Problem(
        "guard-shifts",
        1400,
        ("greedy", "dp"),
        _guard_shifts,
        _guard_shifts_constraints,
        (
            "1 1\n0 1\n",
            "1 100\n0 99\n",
            "1 5\n0 100\n",
            "2 4\n1 4\n2 4\n",
            "3 6\n4 6\n2 4\n0 2\n",
            "2 5\n0 2\n3 5\n",
        ),
    ),
)
