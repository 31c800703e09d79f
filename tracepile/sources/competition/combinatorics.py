"""Problems of combinatorics: counts of orders, shares, words and rings."""

from __future__ import annotations

import random
from string import ascii_lowercase

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, is_word, read_rows, write_rows


def _ballot_lead(rng: random.Random, size: int) -> str:
    a = rng.randint(size, 2 * size)
    return write_rows((a, rng.randint(0, min(a - 1, 4))))


def _ballot_lead_constraints(stdin: str) -> bool:
    ((a, b),) = read_rows(stdin)
    return 0 <= b < a <= 500


def _wrong_envelopes(rng: random.Random, size: int) -> str:
    n = rng.randint(size, 3 * size)
    return write_rows((n, rng.randint(0, n)))


def _wrong_envelopes_constraints(stdin: str) -> bool:
    ((n, k),) = read_rows(stdin)
    return 0 <= k <= n <= 300 and n >= 1


def _sweet_shares(rng: random.Random, size: int) -> str:
    n, m = rng.randint(1, size), rng.randint(1, 4)
    return write_rows((n, m, rng.randint(0, min(9, n * m + 1))))


def _sweet_shares_constraints(stdin: str) -> bool:
    ((n, m, c),) = read_rows(stdin)
    return between(1, (n, m), 50) and 0 <= c <= 200


def _anagram_rank(rng: random.Random, size: int) -> str:
    letters = rng.sample(ascii_lowercase, 1 + (size + 1) // 2)
    word = [rng.choice(letters) for _ in range(rng.randint(1 + size // 3, 2 + size // 2))]
    return write_rows(["".join(word)])


def _anagram_rank_constraints(stdin: str) -> bool:
    (word,) = stdin.splitlines()
    return is_word(word, 8)


def _bead_rings(rng: random.Random, size: int) -> str:
    n = rng.randint(1, size + 1)
    most = max(k for k in range(1, 11) if k**n <= 40)
    return write_rows((n, rng.randint(1, most)))


def _bead_rings_constraints(stdin: str) -> bool:
    ((n, k),) = read_rows(stdin)
    return 1 <= n <= 12 and 1 <= k <= 10 and k**n <= 10**5


PROBLEMS = (
    Problem(
        "ballot-lead",
        1600,
        ("combinatorics", "dp", "math"),
        _ballot_lead,
        _ballot_lead_constraints,
        ("1 0\n", "2 1\n", "9 0\n", "6 5\n", "9 3\n", "30 1\n"),
    ),
    Problem(
        "wrong-envelopes",
        1600,
        ("combinatorics", "math"),
        _wrong_envelopes,
        _wrong_envelopes_constraints,
        ("1 0\n", "1 1\n", "2 1\n", "5 0\n", "6 6\n", "25 0\n", "24 3\n"),
    ),
    Problem(
        "sweet-shares",
        1700,
        ("combinatorics", "dp", "math"),
        _sweet_shares,
        _sweet_shares_constraints,
        ("1 1 0\n", "1 50 50\n", "1 1 2\n", "3 50 4\n", "5 1 5\n", "4 2 8\n", "50 50 0\n"),
    ),
    Problem(
        "anagram-rank",
        1600,
        ("combinatorics", "strings"),
        _anagram_rank,
        _anagram_rank_constraints,
        ("a\n", "zzzzzzzz\n", "ba\n", "abcd\n", "dcba\n", "abab\n", "aaaaaaab\n"),
    ),
    Problem(
        "bead-rings",
        1800,
        ("combinatorics", "number theory"),
        _bead_rings,
        _bead_rings_constraints,
        ("1 1\n", "1 10\n", "12 1\n", "5 2\n", "4 2\n", "3 3\n"),
    ),
)
