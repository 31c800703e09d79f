"""Where in a list the objects lie that it holds, at any depth, so that a change in one of them finds its place.

A table of rows changes in one row at a time. To look for that row by going over all of them costs more than all else
that is to be done; here it costs one look-up.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Iterable
from typing import Any

from tracepile.execution.plain_data import ATOMS

_LISTS = 8
_UNKNOWN = -1
"""Stands for the objects in what cannot be looked into."""

_DICTS = frozenset({dict, Counter, OrderedDict, defaultdict})
_ITERABLE = frozenset({list, deque, bytearray, tuple, set, frozenset})


class Whereabouts:
    """Knows for a few lists at which places the objects are. It must be told of every place that may hold another."""

    def __init__(self) -> None:
        self._places: dict[int, dict[int, int | set[int]]] = {}

    def forget(self, items: object) -> None:
        """Believe nothing any more of a list."""
        self._places.pop(id(items), None)

    def find(self, items: list[Any], touched: Iterable[int], replaced: Iterable[int]) -> set[int]:
        """Give the places of the items that are one of the touched objects, or hold one; perhaps some more.

        Args:
            items: the list, which holds nothing that holds itself.
            touched: objects, by identity.
            replaced: the places that may hold other items than when this list was last asked about.
        """
        key = id(items)
        index = self._places.pop(key, None)
        if index is None:
            index, replaced = {}, range(len(items))
        self._places[key] = index
        if len(self._places) > _LISTS:
            del self._places[next(iter(self._places))]
        _note(index, items, replaced)
        found: set[int] = set()
        for number in (*touched, _UNKNOWN):
            places = index.get(number)
            if places is not None:
                found |= places if isinstance(places, set) else {places}
        found = {place for place in found if place < len(items)}
        _note(index, items, found)  # what they hold may be other objects now
        return found


def _note(index: dict[int, int | set[int]], items: list[Any], places: Iterable[int]) -> None:
    for place in places:
        for number in _objects(items[place]):
            known = index.setdefault(number, place)
            if isinstance(known, set):
                known.add(place)
            elif known != place:
                index[number] = {known, place}


def _objects(item: Any) -> set[int]:
    """Give an item that can change and all such in it, by identity."""
    found: set[int] = set()
    waiting = [item]
    while waiting:
        part = waiting.pop()
        kind = type(part)
        if kind in ATOMS or id(part) in found:
            continue
        found.add(id(part))
        if kind in _DICTS:
            waiting += [*dict.keys(part), *dict.values(part)]
        elif kind in _ITERABLE:
            waiting += part
        else:
            found.add(_UNKNOWN)  # to look into it might run the program's code
    return found
