"""Problems of bit manipulation: counting bits, and what the exclusive or of numbers can be."""

from __future__ import annotations

import random
from collections import Counter

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, is_word, read_rows, write_rows


def _lone_badge(rng: random.Random, size: int) -> str:
    lone, *others = rng.sample(range(2 ** (size + 2)), rng.randint(1, 1 + size))
    log = [lone, *3 * others]
    rng.shuffle(log)
    return write_rows((len(log),), log)


def _lone_badge_constraints(stdin: str) -> bool:
    (n,), log = read_rows(stdin)
    counts = sorted(Counter(log).values())
    return 1 <= n <= 301 and len(log) == n and between(0, log, 10**6) and counts == [1] + [3] * (len(counts) - 1)


def _bit_parade(rng: random.Random, size: int) -> str:
    a = rng.randint(0, 8**size)
    return write_rows((a, a + rng.randint(0, size + 3)))


def _range_constraints(stdin: str) -> bool:
    ((a, b),) = read_rows(stdin)
    return 0 <= a <= b <= 10**9 and b - a <= 1000


def _gate_range(rng: random.Random, size: int) -> str:
    a = rng.randint(0, 8**size)
    return write_rows((a, a + rng.randint(0, 4 * size)))


def _xor_span(rng: random.Random, size: int) -> str:
    n = rng.randint(1, size + 1)
    numbers = [rng.randrange(2 ** min(size + 1, 6)) for _ in range(n)]
    if n >= 3:
        numbers[rng.randrange(1, n)] ^= numbers[0]
    return write_rows((n,), numbers)


def _xor_span_constraints(stdin: str) -> bool:
    (n,), numbers = read_rows(stdin)
    return 1 <= n <= 50 and len(numbers) == n and between(0, numbers, 1023)


def _light_board(rng: random.Random, size: int) -> str:
    n, m = rng.randint(1, min(size, 4)), rng.randint(2, 4)
    words = [f"{rng.randrange(1, 2**m):0{m}b}" for _ in range(n)]
    lit = 0
    for word in rng.sample(words, rng.randint(0, n)):
        lit ^= int(word, 2)
    if rng.random() < 0.2:
        lit = rng.randrange(2**m)
    return write_rows((n, m), *([word] for word in words), [f"{lit:0{m}b}"])


def _light_board_constraints(stdin: str) -> bool:
    first, *words = stdin.splitlines()
    n, m = map(int, first.split())
    return (
        between(1, (n, m), 10)
        and len(words) == n + 1
        and all(is_word(word, 10, "01") and len(word) == m for word in words)
    )


def _two_dials(rng: random.Random, size: int) -> str:
    notes = []
    for _ in range(rng.randint(1, 1 + size // 2)):
        a, b = rng.randrange(4**size), rng.randrange(2 ** (size + 1))
        wrong = rng.choice((0, 0, 0, 1, 2))
        notes.append((a + b, (a ^ b) + wrong))
    return write_rows((len(notes),), *notes)


def _two_dials_constraints(stdin: str) -> bool:
    (t,), *notes = read_rows(stdin)
    return 1 <= t <= 10 and len(notes) == t and all(between(0, (s, x), 10**5) for s, x in notes)


def _bright_pair(rng: random.Random, size: int) -> str:
    n = rng.randint(2, min(size + 2, 5))
    return write_rows((n,), (rng.randrange(2 ** (2 + size // 2)) for _ in range(n)))


def _bright_pair_constraints(stdin: str) -> bool:
    (n,), stars = read_rows(stdin)
    return 2 <= n <= 200 and len(stars) == n and between(0, stars, 2**15 - 1)


PROBLEMS = (
    Problem(
        "lone-badge",
        1300,
        ("bit manipulation", "math"),
        _lone_badge,
        _lone_badge_constraints,
        ("1\n0\n", "1\n1000000\n", "4\n0 0 7 0\n", "4\n1 1 0 1\n", "7\n1 2 4 1 2 1 2\n"),
    ),
    Problem(
        "bit-parade",
        1400,
        ("bit manipulation", "math", "combinatorics"),
        _bit_parade,
        _range_constraints,
        ("0 0\n", "1 1\n", "0 8\n", "1000000000 1000000000\n", "7 8\n", "536870911 536870912\n"),
    ),
    Problem(
        "gate-range",
        1500,
        ("bit manipulation", "math"),
        _gate_range,
        _range_constraints,
        ("0 0\n", "0 1\n", "7 8\n", "1000000000 1000000000\n", "999999990 1000000000\n", "16 31\n"),
    ),
    Problem(
        "xor-span",
        1800,
        ("bit manipulation", "math"),
        _xor_span,
        _xor_span_constraints,
        ("1\n0\n", "1\n1023\n", "3\n1 2 4\n", "4\n5 5 5 5\n", "4\n1 2 3 0\n", "3\n512 1023 511\n"),
    ),
    Problem(
        "light-board",
        1600,
        ("bit manipulation", "graphs", "shortest paths"),
        _light_board,
        _light_board_constraints,
        (
            "1 1\n0\n1\n",
            "1 1\n1\n0\n",
            "3 3\n110\n011\n101\n000\n",
            "3 3\n100\n010\n001\n111\n",
            "2 10\n1111111111\n0000011111\n1111100000\n",
            "3 2\n11\n10\n01\n11\n",
        ),
    ),
    Problem(
        "two-dials",
        1500,
        ("bit manipulation", "math"),
        _two_dials,
        _two_dials_constraints,
        ("1\n0 0\n", "1\n100000 100000\n", "1\n0 1\n", "2\n2 0\n2 2\n", "2\n3 1\n5 1\n", "1\n100000 0\n"),
    ),
    Problem(
        "bright-pair",
        2000,
        ("bit manipulation", "data structures", "greedy"),
        _bright_pair,
        _bright_pair_constraints,
        ("2\n0 0\n", "2\n0 32767\n", "3\n5 5 5\n", "4\n0 1 2 3\n", "3\n8 8 7\n", "4\n1 2 4 8\n"),
    ),
)
