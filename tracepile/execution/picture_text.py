"""Pictures of values as text: the Python literal wherever one exists.

A picture is an `int`, a `str`, None, a container (see `tracepile.execution.packed`), or a tuple whose first element is
one of the tags below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

Frozen = Any
"""An `int`, a `str`, None, a `Packed` container, or a tuple whose first element is a tag."""

FLOAT, BOOL, TEXT, OBJECT = "float", "bool", "text", "object"
LEFT_OUT = "left out"  # a part that is too large, or nested too deep, to be looked into
LIST, TUPLE, SET, DICT = "list", "tuple", "set", "dict"

MAX_DEPTH = 50
"""Parts of a value that are nested deeper are written as `...`."""
CUT: Frozen = (LEFT_OUT, "...")

_SHORTEST_ITEM = 2  # characters of text: one of its own and a bracket or comma
_BRACKETS = {LIST: ("[", "]"), TUPLE: ("(", ")"), SET: ("{", "}"), DICT: ("{", "}")}


class Container(Protocol):
    """What is asked of a frozen container to write it."""

    tag: str
    name: str
    length: int

    def pieces(self, room: int) -> Iterator[str | Sequence[Frozen]]:
        """Give the items in order, block by block: as text where that is `repr`'s, else each by itself.

        Args:
            room: how many layers of containers may be written below this one.
        """


class TooLongError(Exception):
    """A text would be longer than it may."""


def write(frozen: Frozen, limit: int = 2**62, *, whole: bool = False) -> str:
    """Write a picture in full.

    Raises:
        TooLongError: the text is longer than `limit` characters (which is found out after that many), or `whole` is
            asked for and the picture leaves out a part that is too large or nested too deep.
    """
    writer = _Writer(limit, whole=whole)
    writer.write(frozen, 0)
    return "".join(writer.parts)


def brackets(tag: str, name: str) -> tuple[str, str]:
    """Give what stands before and behind the items of a container that has some."""
    opening, closing = _BRACKETS[tag]
    if not name or name == "set":
        return opening, closing
    if name.startswith("defaultdict:"):
        return f"defaultdict({name.partition(':')[2]}, {opening}", f"{closing})"
    return f"{name}({opening}", f"{closing})"


class _Writer:
    def __init__(self, limit: int, *, whole: bool) -> None:
        self.parts: list[str] = []
        self._left, self._whole = limit, whole

    def put(self, text: str) -> None:
        self._left -= len(text)
        if self._left < 0:
            raise TooLongError
        self.parts.append(text)

    def write(self, frozen: Frozen, depth: int) -> None:
        if frozen is None or isinstance(frozen, (int, str)):
            if isinstance(frozen, str) and len(frozen) > self._left:
                raise TooLongError
            self.put(repr(frozen))
        elif not isinstance(frozen, tuple):
            if depth < MAX_DEPTH:
                self._container(frozen, depth + 1)
            else:
                self.write(CUT, depth)
        elif frozen[0] == OBJECT:
            self._object(frozen[1], frozen[2], depth + 1)
        elif frozen[0] == LEFT_OUT and self._whole:
            raise TooLongError
        else:
            self.put(frozen[1])

    def _object(self, name: str, fields: tuple[tuple[str, Frozen], ...], depth: int) -> None:
        self.put(f"{name}(")
        for number, (field, value) in enumerate(fields):
            self.put((", " if number else "") + (f"{field}=" if field else ""))
            self.write(value, depth)
        self.put(")")

    def _container(self, container: Container, depth: int) -> None:
        if container.tag == SET and not container.length:
            self.put(f"{container.name}()")
            return
        opening, closing = brackets(container.tag, container.name)
        if _SHORTEST_ITEM * container.length > self._left:
            raise TooLongError
        self.put(opening)
        for number, piece in enumerate(container.pieces(MAX_DEPTH - depth)):
            if number:
                self.put(", ")
            if isinstance(piece, str):
                self.put(piece)
            else:
                self._items(piece, container.tag, depth)
        self.put("," + closing if container.tag == TUPLE and container.length == 1 else closing)

    def _items(self, items: Sequence[Frozen], tag: str, depth: int) -> None:
        for number, item in enumerate(items):
            if number:
                self.put(", ")
            if tag == DICT:
                self.write(item[0], depth)
                self.put(": ")
                self.write(item[1], depth)
            else:
                self.write(item, depth)
