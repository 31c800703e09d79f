"""Rows of a problem's standard input: how generators write them and how constraints read them back."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_lowercase


def write_rows(*rows: Iterable[object]) -> str:
    """Give one line for each row, its items separated by single spaces, every line ended by a newline."""
    return "".join(" ".join(str(item) for item in row) + "\n" for row in rows)


def read_rows(stdin: str) -> list[list[int]]:
    """Give the integers of every line.

    Raises:
        ValueError: a token is not an integer.
    """
    return [[int(token) for token in line.split()] for line in stdin.splitlines()]


def between(low: int, values: Iterable[int], high: int) -> bool:
    """Whether every value lies in `[low, high]`."""
    return all(low <= value <= high for value in values)


def is_word(text: str, longest: int, letters: str = ascii_lowercase) -> bool:
    """Whether the text has between 1 and `longest` characters, each one of `letters`."""
    return 1 <= len(text) <= longest and set(text) <= set(letters)
