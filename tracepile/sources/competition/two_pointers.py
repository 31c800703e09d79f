"""Problems of two pointers: windows, sorted lists read from both sides, and lists read side by side."""

from __future__ import annotations

import random
from itertools import pairwise
from string import ascii_lowercase

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, is_word, read_rows, write_rows


def _spans(rng: random.Random, count: int) -> list[list[int]]:
    ends = sorted(rng.sample(range(6 * count + 2), 2 * count))
    return [ends[2 * i : 2 * i + 2] for i in range(count)]


def _shared_hours(rng: random.Random, size: int) -> str:
    n, m = rng.randint(1, size), rng.randint(1, size)
    return write_rows((n, m), *_spans(rng, n), *_spans(rng, m))


def _shared_hours_constraints(stdin: str) -> bool:
    (n, m), *spans = read_rows(stdin)
    return (
        between(1, (n, m), 50)
        and len(spans) == n + m
        and all(0 <= a < b <= 1000 for a, b in spans)
        and all(one[1] < two[0] for part in (spans[:n], spans[n:]) for one, two in pairwise(part))
    )


def _banner_poles(rng: random.Random, size: int) -> str:
    n = rng.randint(size + 1, size + 4)
    places = sorted(rng.sample(range(5 * n), n))
    return write_rows((n,), *((place, rng.randint(1, 12)) for place in places))


def _banner_poles_constraints(stdin: str) -> bool:
    (n,), *poles = read_rows(stdin)
    return (
        2 <= n <= 500
        and len(poles) == n
        and all(0 <= x <= 10**4 and 1 <= h <= 1000 for x, h in poles)
        and all(one[0] < two[0] for one, two in pairwise(poles))
    )


def _exact_flavours(rng: random.Random, size: int) -> str:
    n = rng.randint(size + 1, size + 4)
    kinds = rng.randint(2, max(2, n // 2))
    return write_rows((n, rng.randint(1, kinds)), (rng.randint(1, kinds) for _ in range(n)))


def _exact_flavours_constraints(stdin: str) -> bool:
    (n, k), flavours = read_rows(stdin)
    return 1 <= k <= n <= 1000 and len(flavours) == n and between(1, flavours, n)


def _triple_prices(rng: random.Random, size: int) -> str:
    n = rng.randint(3, size + 3)
    prices = [rng.randint(1, 5) for _ in range(n)]
    return write_rows((n, sum(rng.sample(prices, 3)) + rng.choice((0, 0, 1))), prices)


def _triple_prices_constraints(stdin: str) -> bool:
    (n, s), prices = read_rows(stdin)
    return 3 <= n <= 200 and 1 <= s <= 3000 and len(prices) == n and between(1, prices, 1000)


def _sticky_keys(rng: random.Random, size: int) -> str:
    pairs = []
    for _ in range(rng.randint(1, 1 + size // 2)):
        meant = rng.choices(rng.sample(ascii_lowercase, 3), k=rng.randint(1, size + 1))
        paper = [letter * rng.choice((1, 1, 2)) for letter in meant]
        if rng.random() < 0.4:
            # a letter more or less, somewhere
            place = rng.randrange(len(paper))
            paper[place : place + rng.randint(0, 1)] = rng.choice(meant)
        pairs.append(("".join(meant), "".join(paper)))
    return write_rows((len(pairs),), *pairs)


def _sticky_keys_constraints(stdin: str) -> bool:
    first, *lines = stdin.splitlines()
    return (
        1 <= int(first) <= 20
        and len(lines) == int(first)
        and all(is_word(meant, 50) and is_word(paper, 50) for meant, paper in map(str.split, lines))
    )


def _all_colours(rng: random.Random, size: int) -> str:
    n = rng.randint(size + 1, 2 * size + 2)
    colours = rng.sample(range(1, 20), rng.randint(2, 2 + size // 2))
    return write_rows((n,), rng.choices(colours, k=n))


def _all_colours_constraints(stdin: str) -> bool:
    (n,), colours = read_rows(stdin)
    return 1 <= n <= 1000 and len(colours) == n and between(1, colours, 1000)


PROBLEMS = (
    Problem(
        "shared-hours",
        1200,
        ("two pointers", "implementation"),
        _shared_hours,
        _shared_hours_constraints,
        (
            "1 1\n0 1\n0 1\n",
            "1 1\n0 1\n999 1000\n",
            "2 1\n0 5\n6 9\n0 9\n",
            "1 3\n2 20\n0 3\n5 6\n19 30\n",
            "2 2\n0 2\n4 6\n2 4\n6 8\n",
        ),
    ),
    Problem(
        "banner-poles",
        1400,
        ("two pointers", "greedy", "sorting"),
        _banner_poles,
        _banner_poles_constraints,
        ("2\n0 1\n1 1\n", "2\n0 1000\n10000 1000\n", "4\n0 1\n1 9\n2 9\n3 1\n", "5\n0 1\n1 2\n2 3\n3 4\n4 5\n"),
    ),
    Problem(
        "exact-flavours",
        1700,
        ("two pointers", "data structures"),
        _exact_flavours,
        _exact_flavours_constraints,
        ("1 1\n1\n", "5 1\n3 3 3 3 3\n", "5 5\n5 4 3 2 1\n", "6 2\n1 2 1 2 1 2\n", "4 4\n1 1 2 2\n"),
    ),
    Problem(
        "triple-prices",
        1600,
        ("two pointers", "sorting", "combinatorics"),
        _triple_prices,
        _triple_prices_constraints,
        ("3 3\n1 1 1\n", "3 3000\n1000 1000 1000\n", "3 1\n1 1 1\n", "6 9\n3 3 3 3 3 3\n", "6 6\n1 1 2 2 3 3\n"),
    ),
    Problem(
        "sticky-keys",
        1000,
        ("two pointers", "strings"),
        _sticky_keys,
        _sticky_keys_constraints,
        ("1\na a\n", "1\na b\n", "1\na aaaaaaaaaaaa\n", "2\nab a\na ab\n", "3\naa a\naab abb\nabab aabbaabb\n"),
    ),
    Problem(
        "all-colours",
        1500,
        ("two pointers", "data structures"),
        _all_colours,
        _all_colours_constraints,
        ("1\n1\n", "5\n7 7 7 7 7\n", "5\n1 2 3 4 1000\n", "6\n1 2 1 1 2 1\n", "7\n1 1 1 2 3 1 1\n"),
    ),
)
