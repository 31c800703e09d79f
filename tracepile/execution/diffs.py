"""What differs between two frozen trees, as paths: `dp[2][3]`, `graph['a']`, `self.items[0]`."""

from __future__ import annotations

from collections.abc import Callable

from tracepile.execution.values import Frozen, is_mutable, render
from tracepile.records import How

MAX_PATHS = 3
"""More differences than this in one container are told as one change of the container."""

ABSENT: Frozen = ("absent", "")
"""Stands for "there was nothing here"; no frozen value is like it."""
PathChange = tuple[str, Frozen, Frozen, How]


def diff(path: str, before: Frozen, after: Frozen) -> list[PathChange]:
    """Give the smallest set of changed paths below `path`, or the whole when too much changed.

    A list that grew or shrank at its end is told by its new or lost elements.
    """
    if not (isinstance(before, tuple) and isinstance(after, tuple) and before[:2] == after[:2] and len(before) > 2):
        return [(path, before, after, How.REBOUND)]
    changes = _parts(path, before[0], before[2], after[2])
    if changes is None or len(changes) > MAX_PATHS:
        return [(path, before, after, How.REBOUND if before[0] == "tuple" else How.MUTATED)]
    return changes


def _parts(path: str, tag: str, before: tuple[Frozen, ...], after: tuple[Frozen, ...]) -> list[PathChange] | None:
    """Give the changes part by part, None where the parts of this container have no paths."""
    if tag == "list":
        return _list_parts(path, before, after)
    if tag == "tuple" and len(before) == len(after):
        # A tuple with another number in it is another tuple; one that holds another list may hold the same, changed.
        kept = all(old == new or (is_mutable(old) and is_mutable(new)) for old, new in zip(before, after, strict=True))
        return _list_parts(path, before, after) if kept else None
    if tag == "dict":
        return _keyed_parts(before, after, lambda key: f"{path}[{render(key)}]")
    if tag == "object" and all(field for field, _ in (*before, *after)):
        return _keyed_parts(before, after, lambda key: f"{path}.{key}")
    return None


def _list_parts(path: str, before: tuple[Frozen, ...], after: tuple[Frozen, ...]) -> list[PathChange] | None:
    shared = min(len(before), len(after))
    if abs(len(before) - len(after)) > MAX_PATHS:
        return None
    changes: list[PathChange] = []
    for index in range(shared):
        if before[index] != after[index]:
            if len(before) != len(after):
                return None
            changes += diff(f"{path}[{index}]", before[index], after[index])
            if len(changes) > MAX_PATHS:
                return None
    changes += [(f"{path}[{i}]", ABSENT, after[i], How.BOUND) for i in range(shared, len(after))]
    changes += [(f"{path}[{i}]", before[i], ABSENT, How.UNBOUND) for i in reversed(range(shared, len(before)))]
    return changes


def _keyed_parts(
    before: tuple[Frozen, ...], after: tuple[Frozen, ...], path_of: Callable[[Frozen], str]
) -> list[PathChange] | None:
    old, new = dict(before), dict(after)
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
