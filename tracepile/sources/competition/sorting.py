"""Problems of sorting: orders, ranks and permutations."""

from __future__ import annotations

import random
from string import ascii_lowercase

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, is_word, read_rows, write_rows


def _close_heights(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 4)
    return write_rows((n, rng.randint(1, n)), (rng.randint(150, 150 + 10 * size) for _ in range(n)))


def _close_heights_constraints(stdin: str) -> bool:
    (n, k), heights = read_rows(stdin)
    return 1 <= k <= n <= 1000 and len(heights) == n and between(1, heights, 1000)


def _flip_segment(rng: random.Random, size: int) -> str:
    n = rng.randint(size + 1, size + 5)
    cards = list(range(1, n + 1))
    for _ in range(rng.choice((1, 1, 1, 2))):
        left, right = sorted(rng.sample(range(n + 1), 2))
        cards[left:right] = reversed(cards[left:right])
    return write_rows((n,), cards)


def _permutation_constraints(stdin: str) -> bool:
    (n,), numbers = read_rows(stdin)
    return 1 <= n <= 100 and sorted(numbers) == list(range(1, n + 1))


def _medal_table(rng: random.Random, size: int) -> str:
    drawn = ("".join(rng.choices(ascii_lowercase, k=rng.randint(3, 6))) for _ in range(rng.randint(size, size + 2)))
    names = list(dict.fromkeys(drawn))
    return write_rows((len(names),), *((name, *(rng.randint(0, 2) for _ in range(3))) for name in names))


def _medal_table_constraints(stdin: str) -> bool:
    first, *lines = stdin.splitlines()
    countries = [line.split() for line in lines]
    return (
        1 <= int(first) <= 100
        and len(countries) == int(first) == len({country[0] for country in countries})
        and all(is_word(name, 10) and between(0, map(int, medals), 100) for name, *medals in countries)
        and all(len(country) == 4 for country in countries)
    )


def _locker_keys(rng: random.Random, size: int) -> str:
    n = rng.randint(size + 1, size + 5)
    return write_rows((n,), rng.sample(range(1, n + 1), n))


def _rider_number(rng: random.Random, size: int) -> str:
    n = rng.randint(size, 2 * size + 2)
    return write_rows((n,), (rng.randint(1, 4 * size) for _ in range(n)))


def _rider_number_constraints(stdin: str) -> bool:
    (n,), rides = read_rows(stdin)
    return 1 <= n <= 1000 and len(rides) == n and between(1, rides, 200)


PROBLEMS = (
    Problem(
        "close-heights",
        900,
        ("sorting", "greedy"),
        _close_heights,
        _close_heights_constraints,
        ("1 1\n1\n", "2 2\n1 1000\n", "4 1\n9 8 7 6\n", "5 5\n3 1 4 1 5\n", "6 3\n7 7 7 1 1 1\n"),
    ),
    Problem(
        "flip-segment",
        1100,
        ("sorting", "implementation"),
        _flip_segment,
        _permutation_constraints,
        ("1\n1\n", "2\n2 1\n", "6\n6 5 4 3 2 1\n", "3\n2 3 1\n", "6\n3 2 1 6 5 4\n", "5\n1 2 3 5 4\n"),
    ),
    Problem(
        "medal-table",
        800,
        ("sorting", "implementation"),
        _medal_table,
        _medal_table_constraints,
        (
            "1\na 0 0 0\n",
            "2\nb 100 100 100\na 100 100 100\n",
            "3\nc 0 0 1\nb 0 1 0\na 1 0 0\n",
            "3\nabcdefghij 0 0 100\nabcdefghi 0 1 0\nz 1 0 0\n",
        ),
    ),
    Problem(
        "locker-keys",
        1200,
        ("sorting", "graphs", "greedy"),
        _locker_keys,
        _permutation_constraints,
        ("1\n1\n", "2\n2 1\n", "6\n1 2 3 4 5 6\n", "6\n2 3 4 5 6 1\n", "6\n6 5 4 3 2 1\n"),
    ),
    Problem(
        "rider-number",
        1000,
        ("sorting", "data structures"),
        _rider_number,
        _rider_number_constraints,
        ("1\n1\n", "1\n200\n", "4\n1 1 1 1\n", "4\n4 4 4 4\n", "5\n5 4 3 2 1\n", "3\n200 200 200\n"),
    ),
)
