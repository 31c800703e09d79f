"""Problems of strings: rotations, periods, beginnings, anagrams and numerals."""

from __future__ import annotations

import random
from itertools import product
from string import ascii_lowercase
from types import MappingProxyType

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import is_word, write_rows

# The digits of a Roman numeral, from the thousands to the ones, and the numerals of 1 to 3999 made of them.
_ROMAN_DIGITS = (
    ("", "M", "MM", "MMM"),
    ("", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"),
    ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"),
    ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"),
)
_ROMAN = MappingProxyType({"".join(digits): number for number, digits in enumerate(product(*_ROMAN_DIGITS)) if number})
_ROMAN_NUMERALS = tuple(_ROMAN)


def _word(rng: random.Random, letters: str, length: int) -> str:
    return "".join(rng.choices(letters, k=length))


def _caesar_crib(rng: random.Random, size: int) -> str:
    letters = "".join(rng.sample(ascii_lowercase, 3))
    message = _word(rng, letters, rng.randint(size + 1, 2 * size + 3))
    length = rng.randint(2, min(len(message), 4))
    start = rng.randint(0, len(message) - length)
    crib = message[start : start + length] if rng.random() < 0.7 else _word(rng, letters, length)
    key = rng.randint(0, 9)
    shifted = ascii_lowercase[key:] + ascii_lowercase[:key]
    return write_rows([message.translate(str.maketrans(ascii_lowercase, shifted))], [crib])


def _caesar_crib_constraints(stdin: str) -> bool:
    secret, crib = stdin.splitlines()
    return is_word(secret, 200) and is_word(crib, 20) and len(crib) <= len(secret)


def _least_rotation(rng: random.Random, size: int) -> str:
    letters = "".join(rng.sample(ascii_lowercase, 2 + size // 3))
    return write_rows([_word(rng, letters, rng.randint(size, 2 * size + 2)) * rng.choice((1, 1, 1, 2))])


def _word_constraints(stdin: str) -> bool:
    (word,) = stdin.splitlines()
    return is_word(word, 300)


def _anagram_shelves(rng: random.Random, size: int) -> str:
    roots = [_word(rng, ascii_lowercase, rng.randint(2, size + 2)) for _ in range(1 + size // 2)]
    chosen = rng.choices(roots, k=rng.randint(1, size + 2))
    return write_rows((len(chosen),), *(["".join(rng.sample(root, len(root)))] for root in chosen))


def _anagram_shelves_constraints(stdin: str) -> bool:
    first, *words = stdin.splitlines()
    return 1 <= int(first) <= 200 and len(words) == int(first) and all(is_word(word, 20) for word in words)


def _one_slip(rng: random.Random, size: int) -> str:
    pairs = []
    for _ in range(rng.randint(1, 1 + size // 2)):
        name = _word(rng, "".join(rng.sample(ascii_lowercase, 3)), rng.randint(2, size + 1))
        other = name
        for _ in range(rng.choice((0, 1, 1, 1, 2))):
            place = rng.randint(0, len(other) - 1)
            inserted = rng.choice(("", *rng.sample(name, 2))) if len(other) > 1 else rng.choice(name)
            other = other[:place] + inserted + other[place + rng.choice((0, 1)) :]
        pairs.append((name, other))
    return write_rows((len(pairs),), *pairs)


def _one_slip_constraints(stdin: str) -> bool:
    first, *lines = stdin.splitlines()
    return (
        1 <= int(first) <= 20
        and len(lines) == int(first)
        and all(is_word(one, 12) and is_word(other, 12) for one, other in map(str.split, lines))
    )


def _short_names(rng: random.Random, size: int) -> str:
    letters = "".join(rng.sample(ascii_lowercase, 2))
    drawn = (_word(rng, letters, rng.randint(1, 4)) for _ in range(rng.randint(1, size + 1)))
    commands = [_word(rng, ascii_lowercase, 3), *drawn]
    rng.shuffle(commands)
    commands = list(dict.fromkeys(commands))
    return write_rows((len(commands),), *([command] for command in commands))


def _short_names_constraints(stdin: str) -> bool:
    first, *commands = stdin.splitlines()
    return (
        1 <= int(first) <= 100
        and len(set(commands)) == len(commands) == int(first)
        and all(is_word(command, 15) for command in commands)
    )


def _echo_word(rng: random.Random, size: int) -> str:
    letters = "".join(rng.sample(ascii_lowercase, 2))
    heard = _word(rng, letters, rng.randint(1, size + 1)) * rng.randint(1, 3)
    return write_rows([heard if rng.random() < 0.8 else heard + heard[0]])


def _roman_ledger(rng: random.Random, size: int) -> str:
    n = rng.randint(1, size)
    return write_rows((n,), (rng.choice(_ROMAN_NUMERALS[: 3 * 10 ** (1 + size // 3)]) for _ in range(n)))


def _roman_ledger_constraints(stdin: str) -> bool:
    first, second = stdin.splitlines()
    numerals = second.split()
    return (
        1 <= int(first) <= 50
        and len(numerals) == int(first)
        and all(numeral in _ROMAN for numeral in numerals)
        and sum(_ROMAN[numeral] for numeral in numerals) <= 3999
    )


PROBLEMS = (
    Problem(
        "caesar-crib",
        1200,
        ("strings", "math"),
        _caesar_crib,
        _caesar_crib_constraints,
        ("a\na\n", "a\nz\n", "abcdefg\nz\n", "zab\nyza\n", "aabb\nba\n", "hello\nhello\n"),
    ),
    Problem(
        "least-rotation",
        1900,
        ("strings", "two pointers"),
        _least_rotation,
        _word_constraints,
        ("z\n", "aaaaaa\n", "ba\n", "abab\n", "dcba\n", "aabaaab\n", "abaab\n"),
    ),
    Problem(
        "anagram-shelves",
        900,
        ("strings", "sorting", "data structures"),
        _anagram_shelves,
        _anagram_shelves_constraints,
        ("1\na\n", "3\na\na\na\n", "3\naab\naabb\nabb\n", "2\nabcdefghijklmnopqrst\ntsrqponmlkjihgfedcba\n"),
    ),
    Problem(
        "one-slip",
        1300,
        ("strings", "two pointers", "dp"),
        _one_slip,
        _one_slip_constraints,
        ("1\na a\n", "1\na b\n", "2\na ab\naa aaa\n", "1\nabc abcdef\n", "2\nabab baba\nabcd abdc\n"),
    ),
    Problem(
        "short-names",
        1500,
        ("strings", "sorting", "data structures"),
        _short_names,
        _short_names_constraints,
        ("1\na\n", "3\na\naa\naaa\n", "2\nabcdefgh\nabcdefgi\n", "3\nx\ny\nz\n", "3\nba\nb\nab\n"),
    ),
    Problem(
        "echo-word",
        1400,
        ("strings", "number theory"),
        _echo_word,
        _word_constraints,
        ("a\n", "aaaaaaaaa\n", "abcabc\n", "abcab\n", "aabaab\n", "abababab\n"),
    ),
    Problem(
        "roman-ledger",
        1200,
        ("implementation", "strings", "math"),
        _roman_ledger,
        _roman_ledger_constraints,
        ("1\nI\n", "1\nMMMCMXCIX\n", "4\nI I I I\n", "2\nIX XC\n", "2\nMMMCMXCVIII I\n", "3\nCD XL IV\n"),
    ),
)
