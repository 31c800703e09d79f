"""Numbers for the objects of a run: two names of one object, an alias, carry one number."""

from __future__ import annotations

from collections import deque

from tracepile.execution.packed import Packed
from tracepile.execution.values import Frozen

_LARGE_ITEMS, _KEPT_ITEMS_MAX = 1_000, 2_000_000


class ObjectNumbers:
    """Gives numbers in the order of first sight.

    Objects are kept alive, so that each number stays with its object. Of large ones the oldest are let go of in time,
    so that a run that makes one large list after another does not run out of memory; seen again, they get new numbers.
    """

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._given = 0
        self._kept: list[object] = []
        self._large: deque[tuple[object, int]] = deque()
        self._large_items = 0

    def number(self, value: object, frozen: Frozen) -> int:
        """Give an object's number; `frozen` is a picture of it."""
        number = self._numbers.get(id(value))
        if number is None:
            number = self._numbers[id(value)] = self._given
            self._given += 1
            self._keep(value, frozen.length if isinstance(frozen, Packed) else 0)
        return number

    def _keep(self, value: object, length: int) -> None:
        if length < _LARGE_ITEMS:
            self._kept.append(value)
            return
        self._large.append((value, length))
        self._large_items += length
        while self._large_items > _KEPT_ITEMS_MAX:
            gone, items = self._large.popleft()
            self._large_items -= items
            del self._numbers[id(gone)]
