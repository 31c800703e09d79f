"""Problems of searching: two pointers, binary search, monotonic stacks and range updates."""

from __future__ import annotations

import random
from string import ascii_lowercase

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, is_word, read_rows, write_rows


def _signal_window(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 4)
    costs = [rng.randint(1, 9) for _ in range(n)]
    return write_rows((n, rng.randint(1, max(2, sum(costs)))), costs)


def _signal_window_constraints(stdin: str) -> bool:
    (n, s), costs = read_rows(stdin)
    return 1 <= n <= 1000 and 1 <= s <= 10**6 and len(costs) == n and between(1, costs, 1000)


def _rope_pieces(rng: random.Random, size: int) -> str:
    n = rng.randint(1, size)
    ropes = [rng.randint(1, 10 * size) for _ in range(n)]
    return write_rows((n, rng.randint(1, 2 * size)), ropes)


def _rope_pieces_constraints(stdin: str) -> bool:
    (n, k), ropes = read_rows(stdin)
    return 1 <= n <= 1000 and 1 <= k <= 10**4 and len(ropes) == n and between(1, ropes, 10**4)


def _nearest_pair(rng: random.Random, size: int) -> str:
    n, m = rng.randint(1, size + 1), rng.randint(1, size + 1)
    breads = [rng.randint(1, 30) for _ in range(n)]
    cheeses = [rng.randint(1, 30) for _ in range(m)]
    return write_rows((n, m, rng.randint(5, 55)), breads, cheeses)


def _nearest_pair_constraints(stdin: str) -> bool:
    (n, m, t), breads, cheeses = read_rows(stdin)
    return (
        1 <= n <= 1000
        and 1 <= m <= 1000
        and 1 <= t <= 10**6
        and (len(breads), len(cheeses)) == (n, m)
        and between(1, breads + cheeses, 10**6)
    )


def _fresh_letters(rng: random.Random, size: int) -> str:
    letters = rng.sample(ascii_lowercase, size + 2)
    return write_rows(["".join(rng.choice(letters) for _ in range(rng.randint(size, 3 * size)))])


def _fresh_letters_constraints(stdin: str) -> bool:
    (word,) = stdin.splitlines()
    return is_word(word, 1000)


def _taller_neighbour(rng: random.Random, size: int) -> str:
    n = rng.randint(size, 2 * size)
    return write_rows((n,), (rng.randint(1, 12) for _ in range(n)))


def _taller_neighbour_constraints(stdin: str) -> bool:
    (n,), heights = read_rows(stdin)
    return 1 <= n <= 1000 and len(heights) == n and between(1, heights, 1000)


def _rain_barrels(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 4)
    spans = [sorted((rng.randint(1, n), rng.randint(1, n))) for _ in range(rng.randint(1, size))]
    showers = [(left, right, rng.randint(1, 9)) for left, right in spans]
    return write_rows((n, len(showers)), *showers)


def _rain_barrels_constraints(stdin: str) -> bool:
    (n, q), *showers = read_rows(stdin)
    return (
        1 <= n <= 1000
        and 0 <= q <= 1000
        and len(showers) == q
        and all(1 <= left <= right <= n and 1 <= litres <= 1000 for left, right, litres in showers)
    )


def _beehive_spacing(rng: random.Random, size: int) -> str:
    n = rng.randint(2, 2 + size)
    return write_rows((n, rng.randint(2, n)), rng.sample(range(20 * size), n))


def _beehive_spacing_constraints(stdin: str) -> bool:
    (n, k), spots = read_rows(stdin)
    return 2 <= k <= n <= 100 and len(spots) == len(set(spots)) == n and between(0, spots, 1000)


def _chapter_split(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 2)
    return write_rows((n, rng.randint(1, n)), (rng.randint(1, 30) for _ in range(n)))


def _chapter_split_constraints(stdin: str) -> bool:
    (n, k), pages = read_rows(stdin)
    return 1 <= k <= n <= 100 and len(pages) == n and between(1, pages, 1000)


def _times_table(rng: random.Random, size: int) -> str:
    rows, columns = rng.randint(1, size + 1), rng.randint(1, size + 1)
    return write_rows((rows, columns, rng.randint(1, rows * columns)))


def _times_table_constraints(stdin: str) -> bool:
    ((rows, columns, k),) = read_rows(stdin)
    return between(1, (rows, columns), 100) and 1 <= k <= rows * columns


def _bakery_batch(rng: random.Random, size: int) -> str:
    n = rng.randint(1, size)
    return write_rows((n, rng.randint(1, 5 * size)), (rng.randint(1, 12) for _ in range(n)))


def _bakery_batch_constraints(stdin: str) -> bool:
    (n, m), minutes = read_rows(stdin)
    return 1 <= n <= 100 and 1 <= m <= 1000 and len(minutes) == n and between(1, minutes, 1000)


PROBLEMS = (
    Problem(
        "signal-window",
        1200,
        ("two pointers", "binary search"),
        _signal_window,
        _signal_window_constraints,
        ("1 1\n1\n", "1 1\n2\n", "3 1000000\n1000 1000 1000\n", "5 3\n1 1 1 1 1\n", "4 5\n5 6 5 5\n"),
    ),
    Problem(
        "rope-pieces",
        1400,
        ("binary search", "greedy", "data structures"),
        _rope_pieces,
        _rope_pieces_constraints,
        ("1 1\n1\n", "1 2\n1\n", "1 10000\n5\n", "2 1\n10000 9999\n", "3 3\n4 4 4\n"),
    ),
    Problem(
        "nearest-pair",
        1200,
        ("two pointers", "binary search", "sorting"),
        _nearest_pair,
        _nearest_pair_constraints,
        ("1 1 1\n1\n1\n", "1 1 1000000\n1\n1\n", "2 2 1\n1000000 5\n1000000 7\n", "3 1 6\n3 3 3\n3\n"),
    ),
    Problem(
        "fresh-letters",
        1100,
        ("two pointers", "strings", "dp"),
        _fresh_letters,
        _fresh_letters_constraints,
        ("a\n", "aaaaaa\n", "abba\n", "abcdefghijkl\n", "abcabcabc\n"),
    ),
    Problem(
        "taller-neighbour",
        1300,
        ("data structures", "dp"),
        _taller_neighbour,
        _taller_neighbour_constraints,
        ("1\n1\n", "4\n1 2 3 4\n", "4\n4 3 2 1\n", "5\n7 7 7 7 8\n", "6\n5 1 4 2 3 1000\n"),
    ),
    Problem(
        "rain-barrels",
        1100,
        ("data structures", "implementation"),
        _rain_barrels,
        _rain_barrels_constraints,
        ("1 0\n", "3 0\n", "1 1\n1 1 1000\n", "5 2\n1 5 1\n1 5 1\n", "4 3\n1 1 2\n4 4 2\n2 3 2\n"),
    ),
    Problem(
        "beehive-spacing",
        1500,
        ("binary search", "greedy", "dp"),
        _beehive_spacing,
        _beehive_spacing_constraints,
        ("2 2\n0 1\n", "2 2\n1000 0\n", "5 5\n4 0 2 3 1\n", "6 3\n0 1 2 3 4 5\n", "4 2\n7 1000 9 8\n"),
    ),
    Problem(
        "chapter-split",
        1500,
        ("binary search", "greedy", "dp"),
        _chapter_split,
        _chapter_split_constraints,
        ("1 1\n1\n", "1 1\n1000\n", "4 1\n1 2 3 4\n", "4 4\n1 2 3 4\n", "5 2\n9 1 1 1 9\n", "6 3\n5 5 5 5 5 5\n"),
    ),
    Problem(
        "times-table",
        1600,
        ("binary search", "data structures"),
        _times_table,
        _times_table_constraints,
        ("1 1 1\n", "1 100 50\n", "20 1 7\n", "3 3 9\n", "4 4 1\n", "5 5 13\n"),
    ),
    Problem(
        "bakery-batch",
        1300,
        ("binary search", "data structures", "simulation"),
        _bakery_batch,
        _bakery_batch_constraints,
        ("1 1\n1\n", "1 1\n1000\n", "3 1\n9 7 8\n", "4 9\n2 2 2 2\n", "2 20\n1 1000\n"),
    ),
)
