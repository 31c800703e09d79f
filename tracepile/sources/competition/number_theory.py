"""Problems of number theory, counting and bit manipulation."""

from __future__ import annotations

import random

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, read_rows, write_rows


def _clock_gears(rng: random.Random, size: int) -> str:
    n = rng.randint(1, 1 + size // 2)
    return write_rows((n,), (rng.randint(2, 6 + 4 * size) for _ in range(n)))


def _clock_gears_constraints(stdin: str) -> bool:
    (n,), teeth = read_rows(stdin)
    return 1 <= n <= 10 and len(teeth) == n and between(1, teeth, 60)


def _lucky_pairs(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 3)
    return write_rows((n, rng.randint(2, 6)), (rng.randint(1, 20) for _ in range(n)))


def _lucky_pairs_constraints(stdin: str) -> bool:
    (n, k), tickets = read_rows(stdin)
    return 1 <= n <= 1000 and 1 <= k <= 1000 and len(tickets) == n and between(1, tickets, 10**6)


def _xor_segments(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 3)
    return write_rows((n, rng.randint(0, 7)), (rng.randint(0, 7) for _ in range(n)))


def _xor_segments_constraints(stdin: str) -> bool:
    (n, k), numbers = read_rows(stdin)
    return 1 <= n <= 1000 and 0 <= k < 1024 and len(numbers) == n and between(0, numbers, 1023)


def _three_divisors(rng: random.Random, size: int) -> str:
    low = rng.randint(1, 12 * size)
    return write_rows((low, low + rng.randint(0, size + 3)))


def _three_divisors_constraints(stdin: str) -> bool:
    ((low, high),) = read_rows(stdin)
    return 1 <= low <= high <= 10**4


def _lamp_switches(rng: random.Random, size: int) -> str:
    return write_rows(rng.getrandbits(size + 2) for _ in range(3))


def _lamp_switches_constraints(stdin: str) -> bool:
    ((a, b, c),) = read_rows(stdin)
    return between(0, (a, b, c), 10**9)


def _paper_squares(rng: random.Random, size: int) -> str:
    return write_rows((rng.randint(1, 8 * size), rng.randint(size, 8 * size)))


def _paper_squares_constraints(stdin: str) -> bool:
    ((a, b),) = read_rows(stdin)
    return between(1, (a, b), 1000)


def _factorial_zeros(rng: random.Random, size: int) -> str:
    return write_rows((rng.randint(size + 2, 4 * size + 2), rng.randint(2, 24)))


def _factorial_zeros_constraints(stdin: str) -> bool:
    ((n, base),) = read_rows(stdin)
    return 1 <= n <= 200 and 2 <= base <= 100


def _pan_scales(rng: random.Random, size: int) -> str:
    return write_rows((rng.randint(3**size // 2 + 1, 3 ** (size + 2)),))


def _pan_scales_constraints(stdin: str) -> bool:
    ((grams,),) = read_rows(stdin)
    return 1 <= grams <= 10**9


def _tide_wheel(rng: random.Random, size: int) -> str:
    return write_rows((rng.randint(2, 30), rng.randint(2**size, 4 ** (size + 1)), rng.randint(3, 10 + 4 * size)))


def _tide_wheel_constraints(stdin: str) -> bool:
    ((a, b, m),) = read_rows(stdin)
    return 1 <= a <= 1000 and 0 <= b <= 10**18 and 1 <= m <= 1000


def _coprime_count(rng: random.Random, size: int) -> str:
    numbers = [rng.randint(1, 6 * size) for _ in range(rng.randint(1, 1 + size // 3))]
    return write_rows((len(numbers),), *((n,) for n in numbers))


def _coprime_count_constraints(stdin: str) -> bool:
    (t,), *rows = read_rows(stdin)
    return 1 <= t <= 10 and len(rows) == t and all(1 <= n <= 10**4 for (n,) in rows)


def _prime_duo(rng: random.Random, size: int) -> str:
    return write_rows((rng.randint(2, 12 * size),))


def _prime_duo_constraints(stdin: str) -> bool:
    ((n,),) = read_rows(stdin)
    return 2 <= n <= 10**4


def _lighthouse_flash(rng: random.Random, size: int) -> str:
    moduli = [rng.randint(1, 4 + size) for _ in range(rng.randint(1, 1 + size // 2))]
    second = rng.randrange(100)
    # two coasts in three have a common flash
    agree = rng.random() < 2 / 3
    return write_rows((len(moduli),), *((m, second % m if agree else rng.randrange(m)) for m in moduli))


def _lighthouse_flash_constraints(stdin: str) -> bool:
    (n,), *rows = read_rows(stdin)
    return 1 <= n <= 8 and len(rows) == n and all(0 <= r < m <= 100 for m, r in rows)


def _stamp_ways(rng: random.Random, size: int) -> str:
    letters = [(*rng.sample(range(1, 6 + 2 * size), 2), rng.randint(1, 15 * size)) for _ in range(1 + size // 3)]
    return write_rows((len(letters),), *letters)


def _stamp_ways_constraints(stdin: str) -> bool:
    (t,), *letters = read_rows(stdin)
    return (
        1 <= t <= 10
        and len(letters) == t
        and all(between(1, (a, b), 100) and a != b and 1 <= c <= 10**4 for a, b, c in letters)
    )


def _counting_rhyme(rng: random.Random, size: int) -> str:
    return write_rows((rng.randint(size, 4 * size), rng.randint(1, 3 + 2 * size)))


def _counting_rhyme_constraints(stdin: str) -> bool:
    ((n, k),) = read_rows(stdin)
    return between(1, (n, k), 1000)


def _glow_worms(rng: random.Random, size: int) -> str:
    return write_rows((rng.randint(1, 9), rng.randint(1, 9), rng.randint(0, 4**size), rng.randint(2, 3 + size // 2)))


def _glow_worms_constraints(stdin: str) -> bool:
    ((a, b, n, m),) = read_rows(stdin)
    return between(1, (a, b, m), 100) and 0 <= n <= 10**18


PROBLEMS = (
    Problem(
        "clock-gears",
        1000,
        ("number theory", "math"),
        _clock_gears,
        _clock_gears_constraints,
        ("1\n1\n", "1\n60\n", "3\n1 1 1\n", "3\n2 3 5\n", "4\n32 27 25 49\n", "2\n59 53\n"),
    ),
    Problem(
        "lucky-pairs",
        1200,
        ("math", "combinatorics"),
        _lucky_pairs,
        _lucky_pairs_constraints,
        ("1 1\n1\n", "4 1\n1 2 3 4\n", "4 2\n1 1 1 1\n", "3 1000\n500 1500 1000000\n", "5 5\n5 10 15 20 25\n"),
    ),
    Problem(
        "xor-segments",
        1500,
        ("bit manipulation", "data structures"),
        _xor_segments,
        _xor_segments_constraints,
        ("1 0\n0\n", "1 0\n1\n", "1 1023\n1023\n", "5 0\n0 0 0 0 0\n", "6 1\n1 1 1 1 1 1\n"),
    ),
    Problem(
        "three-divisors",
        1300,
        ("number theory", "math"),
        _three_divisors,
        _three_divisors_constraints,
        ("1 1\n", "4 4\n", "1 16\n", "48 50\n", "9409 9409\n"),
    ),
    Problem(
        "lamp-switches",
        1000,
        ("bit manipulation", "greedy"),
        _lamp_switches,
        _lamp_switches_constraints,
        ("0 0 0\n", "0 0 1\n", "7 7 0\n", "1000000000 1000000000 0\n", "0 0 1000000000\n", "8 4 12\n"),
    ),
    Problem(
        "paper-squares",
        1000,
        ("number theory", "math", "simulation"),
        _paper_squares,
        _paper_squares_constraints,
        ("1 1\n", "1000 1000\n", "1 25\n", "25 1\n", "34 21\n", "1000 375\n"),
    ),
    Problem(
        "factorial-zeros",
        1700,
        ("number theory", "math"),
        _factorial_zeros,
        _factorial_zeros_constraints,
        ("1 2\n", "1 100\n", "25 10\n", "10 16\n", "12 97\n", "30 36\n"),
    ),
    Problem(
        "pan-scales",
        1800,
        ("math", "greedy"),
        _pan_scales,
        _pan_scales_constraints,
        ("1\n", "2\n", "3\n", "4\n", "13\n", "14\n", "1000000000\n"),
    ),
    Problem(
        "tide-wheel",
        1500,
        ("number theory", "math", "binary exponentiation"),
        _tide_wheel,
        _tide_wheel_constraints,
        ("1 0 1\n", "5 0 7\n", "6 3 6\n", "1000 1000000000000000000 10\n", "2 3 8\n", "12 1 64\n"),
    ),
    Problem(
        "coprime-count",
        1200,
        ("number theory", "math"),
        _coprime_count,
        _coprime_count_constraints,
        ("1\n1\n", "2\n2\n3\n", "1\n64\n", "1\n97\n", "3\n30\n30\n1\n", "10\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"),
    ),
    Problem(
        "prime-duo",
        1200,
        ("number theory", "implementation"),
        _prime_duo,
        _prime_duo_constraints,
        ("2\n", "3\n", "4\n", "5\n", "6\n", "49\n", "50\n"),
    ),
    Problem(
        "lighthouse-flash",
        1700,
        ("number theory", "math"),
        _lighthouse_flash,
        _lighthouse_flash_constraints,
        ("1\n1 0\n", "1\n100 99\n", "2\n4 0\n6 3\n", "3\n2 1\n3 2\n5 4\n", "2\n12 7\n12 7\n", "2\n9 8\n10 9\n"),
    ),
    Problem(
        "stamp-ways",
        1500,
        ("number theory", "math"),
        _stamp_ways,
        _stamp_ways_constraints,
        ("1\n1 2 1\n", "1\n100 99 98\n", "2\n2 4 7\n2 4 8\n", "1\n100 1 1000\n", "1\n97 89 10000\n"),
    ),
    Problem(
        "counting-rhyme",
        1200,
        ("math", "simulation", "data structures"),
        _counting_rhyme,
        _counting_rhyme_constraints,
        ("1 1\n", "1 1000\n", "2 1\n", "2 2\n", "7 7\n", "9 1000\n", "16 2\n"),
    ),
    Problem(
        "glow-worms",
        1800,
        ("number theory", "matrices", "binary exponentiation"),
        _glow_worms,
        _glow_worms_constraints,
        ("1 1 0 1\n", "1 1 1 1\n", "1 1 1 2\n", "100 100 1000 10\n", "1 1 999999999999 5\n", "2 4 17 8\n"),
    ),
)
