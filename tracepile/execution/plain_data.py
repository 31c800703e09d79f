"""Plain data: numbers, text, and the usual containers of such, as the interpreter's own `marshal` writes them."""

from __future__ import annotations

import itertools
import marshal
import re
import types
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from tracepile.execution.picture_text import MAX_DEPTH

ATOMS = frozenset({int, str, float, bool, types.NoneType})
CONTAINERS = frozenset({list, tuple, dict, set, frozenset})
BYTES_MAX = 2**14
"""Items that take more bytes than this are better not kept together."""
LARGE_INT_BYTES = 1_800
"""Fewer bytes than this hold no integer that is too large to be written in full."""

_VERSION = 2  # later ones abbreviate what occurs twice, so that equal values may have unlike bytes
_SEQUENTIAL = frozenset({list, tuple})
_ORDERED = _SEQUENTIAL | {dict}  # containers that `repr` writes in the order that everyone sees
_LARGE_INT = re.compile(r"\d{4000}")


def written(items: Any) -> bytes:
    """Give plain data as bytes: the same for the same data of the same types."""
    return marshal.dumps(items, _VERSION)


def is_plain(items: Sequence[Any]) -> bool:
    """Whether all that is in these items is of the types that `marshal` tells apart, and it has an end and is small.

    To write what holds itself in two places `marshal` takes forever.
    """
    kinds = set(map(type, items))
    layers, left = 1, BYTES_MAX
    while not kinds <= ATOMS:
        if layers == MAX_DEPTH or not kinds <= ATOMS | CONTAINERS:
            return False
        left -= sum(len(item) for item in items if type(item) in CONTAINERS)
        if left < 0:
            return False
        items, layers = _below(items, kinds), layers + 1
        kinds = set(map(type, items))
    return True


def layers_of(items: Sequence[Any]) -> int:
    """Give how many layers of containers plain items have."""
    layers, kinds = 0, set(map(type, items))
    while not kinds <= ATOMS:
        items, layers = _below(items, kinds), layers + 1
        kinds = set(map(type, items))
    return layers


def reaches_mutable(items: Sequence[Any]) -> bool:
    """Whether plain items can change in place, or hold in tuples what can."""
    kinds = set(map(type, items)) - ATOMS
    return bool(kinds - {tuple}) or any(reaches_mutable(item) for item in items if type(item) is tuple)


def text_of(blocks: Sequence[bytes], room: int) -> str | None:
    """Give what `repr` writes for items, without the brackets, None where pictures are written in another way.

    Args:
        blocks: the items, or the keys and the values of a dict.
        room: how many layers of containers the items may have.
    """
    columns = [marshal.loads(block) for block in blocks]
    if not all(_is_repr_ours(column, room) for column in columns):
        return None
    try:
        text = repr(columns[0] if len(columns) == 1 else dict(zip(*columns, strict=True)))
    except ValueError:  # a number with more digits than the interpreter writes
        return None
    if max(map(len, blocks)) >= LARGE_INT_BYTES and _LARGE_INT.search(text):
        return None
    return text[1:-1]


def _is_repr_ours(items: Sequence[Any], room: int) -> bool:
    kinds = set(map(type, items))
    while not kinds <= ATOMS:
        if not room or not kinds <= ATOMS | _ORDERED:
            return False
        items, room = _below(items, kinds), room - 1
        kinds = set(map(type, items))
    return True


def _below(items: Sequence[Any], kinds: AbstractSet[type]) -> list[Any]:
    """Give what the containers among plain items hold; `kinds` are the types of the items."""
    if kinds <= _SEQUENTIAL:
        return list(itertools.chain.from_iterable(items))
    return list(itertools.chain.from_iterable(_members(item) for item in items if type(item) in CONTAINERS))


def _members(container: Any) -> list[Any]:
    if isinstance(container, dict):
        return [*dict.keys(container), *dict.values(container)]
    return list(container)
