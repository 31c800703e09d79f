"""The text of a program while it is being written: quantities first, then the working, then the result."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_INDENT = "    "
_LINE_LENGTH = 88


class Listing:
    """Writes a program whose function `solution` assigns its quantities, works, and returns."""

    def __init__(self) -> None:
        """Start an empty program."""
        self._imports: list[str] = []
        self._functions: list[str] = []
        self._givens: list[str] = []
        self._body: list[str] = []
        self._names: set[str] = set()
        self._depth = 1

    def need(self, statement: str) -> None:
        """Put an import statement at the top, once."""
        if statement not in self._imports:
            self._imports.append(statement)

    def function(self, text: str) -> None:
        """Put a function definition above `solution`, once."""
        if text not in self._functions:
            self._functions.append(text.strip("\n"))

    def name(self, wanted: str) -> str:
        """Give `wanted`, or `wanted_2`, `wanted_3` and so on where that name is taken, and take it."""
        name, number = wanted, 1
        while name in self._names:
            number += 1
            name = f"{wanted}_{number}"
        self._names.add(name)
        return name

    def given(self, wanted: str, value: Any) -> str:
        """Assign a quantity of the statement at the top of `solution`; give the name it got."""
        name = self.name(wanted)
        text = f"{_INDENT}{name} = {_literal(value)}"
        if len(text) <= _LINE_LENGTH or not isinstance(value, list):
            self._givens.append(text)
            return name
        items = [f"{_INDENT * 2}{', '.join(map(_literal, value))}"]
        if len(items[0]) > _LINE_LENGTH:
            items = [f"{_INDENT * 2}{_literal(item)}," for item in value]
        self._givens.extend([f"{_INDENT}{name} = [", *items, f"{_INDENT}]"])
        return name

    def line(self, text: str) -> None:
        """Write one statement."""
        self._body.append(_INDENT * self._depth + text)

    @contextmanager
    def block(self, header: str) -> Iterator[None]:
        """Write a compound statement's header; what is written inside the `with` is its body."""
        self.line(header)
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def render(self) -> str:
        """Give the whole program, ending in a newline."""
        parts = ["\n".join(self._imports)] if self._imports else []
        parts.extend(self._functions)
        parts.append("\n".join(["def solution():", *self._givens, *self._body]))
        return "\n\n\n".join(parts) + "\n"


def _literal(value: Any) -> str:
    """Write a value with double quotes, as the rest of a program's strings are."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return repr(value)
