"""Problems of dynamic programming."""

from __future__ import annotations

import random
from collections.abc import Sequence
from string import ascii_lowercase

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, is_word, read_rows, write_rows


def _word(rng: random.Random, letters: Sequence[str], length: int) -> str:
    return "".join(rng.choice(letters) for _ in range(length))


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
    return is_word(word, 60)


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


def _vending_change(rng: random.Random, size: int) -> str:
    n = rng.randint(1, 1 + size // 2)
    return write_rows((n, rng.randint(size, 5 + 3 * size)), rng.sample(range(1, 8 + size), n))


def _vending_change_constraints(stdin: str) -> bool:
    (n, s), coins = read_rows(stdin)
    return 1 <= n <= 10 and 1 <= s <= 1000 and len(coins) == len(set(coins)) == n and between(1, coins, 1000)


def _rucksack_tour(rng: random.Random, size: int) -> str:
    things = [(rng.randint(1, 8), rng.randint(1, 30)) for _ in range(rng.randint(1, size))]
    return write_rows((len(things), rng.randint(2, 6 + 2 * size)), *things)


def _rucksack_tour_constraints(stdin: str) -> bool:
    (n, capacity), *things = read_rows(stdin)
    return (
        1 <= n <= 15
        and 1 <= capacity <= 100
        and len(things) == n
        and all(1 <= weight <= 100 and 1 <= value <= 1000 for weight, value in things)
    )


def _tent_field(rng: random.Random, size: int) -> str:
    rows, columns = rng.randint(1, 1 + size // 2), rng.randint(1, size)
    return write_rows((rows, columns), *([_word(rng, "....#", columns)] for _ in range(rows)))


def _tent_field_constraints(stdin: str) -> bool:
    first, *field = stdin.splitlines()
    rows, columns = map(int, first.split())
    return (
        between(1, (rows, columns), 50)
        and [len(line) for line in field] == [columns] * rows
        and set("".join(field)) <= set(".#")
    )


def _snow_heaps(rng: random.Random, size: int) -> str:
    n = rng.randint(1, size)
    return write_rows((n,), (rng.randint(1, 12) for _ in range(n)))


def _snow_heaps_constraints(stdin: str) -> bool:
    (n,), heaps = read_rows(stdin)
    return 1 <= n <= 10 and len(heaps) == n and between(1, heaps, 1000)


def _meter_readings(rng: random.Random, size: int) -> str:
    return write_rows((rng.randint(1, 10 * size), rng.randint(1, 7)))


def _meter_readings_constraints(stdin: str) -> bool:
    ((n, s),) = read_rows(stdin)
    return 1 <= n <= 10**4 and 1 <= s <= 36


def _band_gigs(rng: random.Random, size: int) -> str:
    n = rng.randint(1 + size // 3, 2 + size // 3)
    return write_rows((n,), *([rng.randint(1, 20) for _ in range(n)] for _ in range(n)))


def _band_gigs_constraints(stdin: str) -> bool:
    (n,), *fees = read_rows(stdin)
    return 1 <= n <= 7 and len(fees) == n and all(len(row) == n and between(1, row, 1000) for row in fees)


def _common_melody(rng: random.Random, size: int) -> str:
    notes = rng.sample("abcdefg", 2 + size // 3)
    return write_rows(*([_word(rng, notes, rng.randint(size, size + 2))] for _ in range(2)))


def _common_melody_constraints(stdin: str) -> bool:
    first, second = stdin.splitlines()
    return is_word(first, 100, "abcdefg") and is_word(second, 100, "abcdefg")


def _apple_circle(rng: random.Random, size: int) -> str:
    n = rng.randint(3, 3 + size // 2)
    return write_rows((n,), (rng.randint(1, 9 * size) for _ in range(n)))


def _apple_circle_constraints(stdin: str) -> bool:
    (n,), apples = read_rows(stdin)
    return 3 <= n <= 12 and len(apples) == n and between(1, apples, 1000)


def _spelling_fix(rng: random.Random, size: int) -> str:
    letters = rng.sample(ascii_lowercase, 3)
    return write_rows(*([_word(rng, letters, (size + 3) // 2 + rng.randint(0, 1))] for _ in range(2)))


def _spelling_fix_constraints(stdin: str) -> bool:
    have, want = stdin.splitlines()
    return is_word(have, 50) and is_word(want, 50)


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
    Problem(
        "vending-change",
        1100,
        ("dp", "graphs"),
        _vending_change,
        _vending_change_constraints,
        ("1 1\n1\n", "1 1\n1000\n", "2 7\n2 4\n", "1 9\n3\n", "3 6\n1 3 4\n"),
    ),
    Problem(
        "rucksack-tour",
        1400,
        ("dp",),
        _rucksack_tour,
        _rucksack_tour_constraints,
        ("1 1\n1 1\n", "1 1\n100 1000\n", "3 10\n5 9\n5 9\n6 10\n", "4 4\n1 1\n1 1\n1 1\n1 1\n"),
    ),
    Problem(
        "tent-field",
        1400,
        ("dp", "implementation"),
        _tent_field,
        _tent_field_constraints,
        ("1 1\n#\n", "1 1\n.\n", "1 6\n......\n", "3 3\n...\n...\n...\n", "3 3\n...\n.#.\n...\n"),
    ),
    Problem(
        "snow-heaps",
        1700,
        ("dp", "shortest paths"),
        _snow_heaps,
        _snow_heaps_constraints,
        ("1\n1\n", "2\n1000 1\n", "4\n5 5 5 5\n", "5\n1 2 3 4 5\n", "5\n9 1 1 1 9\n"),
    ),
    Problem(
        "meter-readings",
        1500,
        ("dp", "combinatorics", "implementation"),
        _meter_readings,
        _meter_readings_constraints,
        ("1 1\n", "1 36\n", "9 9\n", "10 1\n", "40 13\n"),
    ),
    Problem(
        "band-gigs",
        1500,
        ("dp", "bit manipulation"),
        _band_gigs,
        _band_gigs_constraints,
        ("1\n1\n", "2\n1 1000\n1 1\n", "3\n1 2 3\n2 4 6\n3 6 9\n", "3\n5 5 5\n5 5 5\n5 5 5\n"),
    ),
    Problem(
        "common-melody",
        1600,
        ("dp", "strings", "binary search"),
        _common_melody,
        _common_melody_constraints,
        ("a\ng\n", "a\na\n", "abcdef\nfedcba\n", "aaaaa\naaa\n", "abcabc\nabcabc\n"),
    ),
    Problem(
        "apple-circle",
        1300,
        ("dp", "bit manipulation"),
        _apple_circle,
        _apple_circle_constraints,
        ("3\n1 1 1\n", "4\n1 1000 1 1000\n", "5\n9 1 1 1 9\n", "6\n4 4 4 4 4 4\n"),
    ),
    Problem(
        "spelling-fix",
        1500,
        ("dp", "strings", "shortest paths"),
        _spelling_fix,
        _spelling_fix_constraints,
        ("a\nb\n", "a\na\n", "abcd\nbcda\n", "aaaaaa\na\n", "abc\nxyz\n"),
    ),
)
