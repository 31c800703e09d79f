"""Exact duplicates: programs that differ in layout only, and texts that differ in spacing only."""

from __future__ import annotations

import ast
import hashlib


def program_key(code: str) -> str:
    """Give a key that is equal for programs with equal syntax trees, whatever their layout and comments.

    Names and literals count. A program that is not Python 3 is keyed by its text.
    """
    try:
        normal = ast.unparse(ast.parse(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return text_key(code)
    return _hash(f"tree\n{normal}")


def text_key(text: str) -> str:
    """Give a key that is equal for texts that differ only in their white space."""
    return _hash(f"text\n{' '.join(text.split())}")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Duplicates:
    """Remembers the first owner of every key it was shown."""

    def __init__(self) -> None:
        self._owners: dict[tuple[str, ...], str] = {}

    def owner(self, key: tuple[str, ...], candidate: str) -> str | None:
        """Give the owner that `key` had before; None when it is new, and then `candidate` owns it from now on."""
        known = self._owners.get(key)
        if known is None:
            self._owners[key] = candidate
        return known

    def __len__(self) -> int:
        return len(self._owners)
