"""What differs between two frozen values, as paths: `dp[2][3]`, `graph['a']`, `self.items[0]`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tracepile.execution.packed import BLOCK, Packed
from tracepile.execution.picture_text import DICT, LIST, OBJECT, TUPLE
from tracepile.execution.values import Frozen, is_mutable, shown
from tracepile.records import How

MAX_PATHS = 3
"""More differences than this in one container are told as one change of the container."""

ABSENT: Frozen = ("absent", "")
"""Stands for "there was nothing here"; no frozen value is like it."""
PathChange = tuple[str, Frozen, Frozen, How]


def diff(path: str, before: Frozen, after: Frozen) -> list[PathChange]:
    """Give the smallest set of changed paths below `path`, or the whole when too much changed.

    A list that grew or shrank at its end is told by its new or lost elements. Only blocks of items that two values do
    not share are looked into.
    """
    if _kind(before) != _kind(after) or _kind(before) is None:
        return [(path, before, after, How.REBOUND)]
    changes = _parts(path, before, after)
    if changes is None or len(changes) > MAX_PATHS:
        return [(path, before, after, How.REBOUND if _is_tuple(before) else How.MUTATED)]
    return changes


def _is_tuple(frozen: Frozen) -> bool:
    return isinstance(frozen, Packed) and frozen.tag == TUPLE


def _kind(frozen: Frozen) -> tuple[str, str] | None:
    if isinstance(frozen, Packed):
        return frozen.tag, frozen.name
    return frozen[:2] if isinstance(frozen, tuple) and frozen[0] == OBJECT else None


def _parts(path: str, before: Frozen, after: Frozen) -> list[PathChange] | None:
    """Give the changes part by part, None where the parts of this container have no paths."""
    if not isinstance(before, Packed):
        if all(field for field, _ in (*before[2], *after[2])):
            return _keyed_parts(before[2], after[2], lambda key: f"{path}.{key}")
        return None
    if before.tag == LIST:
        return _list_parts(path, before, after)
    if before.tag == TUPLE and before.length == after.length:
        # A tuple with another number in it is another tuple; one that holds another list may hold the same, changed.
        unlike = before.unlike_items(after)
        kept = all(is_mutable(old) and is_mutable(new) for _, old, new in unlike)
        return _list_parts(path, before, after) if kept else None
    if before.tag == DICT:
        values = before.unlike_values(after)
        if values is not None:
            return _value_parts(path, values)
        old, new = _unlike_entries(before, after)
        return _keyed_parts(old, new, lambda key: f"{path}[{shown(key)}]")
    return None


def _list_parts(path: str, before: Packed, after: Packed) -> list[PathChange] | None:
    shared = min(before.length, after.length)
    if abs(before.length - after.length) > MAX_PATHS:
        return None
    changes: list[PathChange] = []
    for index, old, new in before.unlike_items(after):
        if before.length != after.length:
            return None
        changes += diff(f"{path}[{index}]", old, new)
        if len(changes) > MAX_PATHS:
            return None
    gained, lost = _behind(after, shared), _behind(before, shared)
    changes += [(f"{path}[{shared + n}]", ABSENT, item, How.BOUND) for n, item in enumerate(gained)]
    changes += [(f"{path}[{shared + n}]", item, ABSENT, How.UNBOUND) for n, item in reversed([*enumerate(lost)])]
    return changes


def _value_parts(path: str, values: list[tuple[Frozen, Frozen, Frozen]]) -> list[PathChange] | None:
    changes: list[PathChange] = []
    for key, old, new in values:
        changes += diff(f"{path}[{shown(key)}]", old, new)
        if len(changes) > MAX_PATHS:
            return None
    return changes


def _unlike_entries(before: Packed, after: Packed) -> tuple[Sequence[Frozen], Sequence[Frozen]]:
    """Give the entries of two dicts, without those of the blocks that they share."""
    both = min(len(_blocks(before.length)), len(_blocks(after.length)))
    shared = set(range(both)) - set(before.unlike_blocks(after))
    return tuple(
        [entry for block in _blocks(one.length) if block not in shared for entry in one.block_items(block)]
        for one in (before, after)
    )  # type: ignore[return-value]


def _behind(packed: Packed, start: int) -> list[Frozen]:
    """Give the items from a place on."""
    if packed.length <= start:
        return []
    first = start // BLOCK
    items = [item for block in _blocks(packed.length) if block >= first for item in packed.block_items(block)]
    return items[start - first * BLOCK :]


def _blocks(length: int) -> range:
    return range(-(-length // BLOCK))


def _keyed_parts(
    before: Sequence[tuple[Frozen, Frozen]], after: Sequence[tuple[Frozen, Frozen]], path_of: Callable[[Frozen], str]
) -> list[PathChange] | None:
    old, new = dict(before), dict(after)
    if len(old) < len(before) or len(new) < len(after):
        return None  # keys that look alike, such as two objects of one class
    shared = [key for key in old if key in new]
    if shared != [key for key in new if key in old]:
        return None  # only the order of the keys tells them apart
    changes: list[PathChange] = []
    for key in [*old, *(key for key in new if key not in old)]:
        if key not in new:
            changes.append((path_of(key), old[key], ABSENT, How.UNBOUND))
        elif key not in old:
            changes.append((path_of(key), ABSENT, new[key], How.BOUND))
        elif old[key] != new[key]:
            changes += diff(path_of(key), old[key], new[key])
        if len(changes) > MAX_PATHS:
            return None
    return changes
