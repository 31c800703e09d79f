"""Which parts of a long value differ between two pictures of it, as the witness writes them down.

The text of a long value is shortened, so that it need not show what changed. This looks for it by itself, apart from
`tracepile.execution.diffs`, which serves the tracer.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracepile.execution.packed import BLOCK, Packed
from tracepile.execution.picture_text import DICT, LIST, OBJECT, TUPLE, Frozen
from tracepile.execution.values import is_mutable, shown

PARTS_MAX = 64
"""A part of which more parts than this changed is written down as a whole."""

WrittenPart = list[str | bool | None]
"""A path, its text before and after (None for nothing there), and whether it is told as a whole, not by its parts."""


def changed_parts(name: str, before: Frozen, after: Frozen) -> list[WrittenPart] | None:
    """Give all parts of a variable that differ, each behind the part that holds it.

    None where they are too many, or where the two values are not of one kind.
    """
    return _differences(name, before, after) if _alike((before,), (after,)) else None


def _differences(path: str, before: Frozen, after: Frozen) -> list[WrittenPart] | None:
    found: list[WrittenPart] = []
    for step, old, new in _children(before, after):
        here = f"{path}{step}"
        inside = _differences(here, old[0], new[0]) if old and new and _alike(old, new) else None
        found += [[here, _text(old), _text(new), inside is None], *(inside or [])]
        if len(found) > PARTS_MAX:
            return None
    return found


_Side = tuple[Frozen] | None
"""What stands at a place before or after: one value, or nothing."""


def _children(before: Frozen, after: Frozen) -> Iterator[tuple[str, _Side, _Side]]:
    """Give the places right below two values of one kind at which they differ."""
    if isinstance(before, Packed) and before.tag in (LIST, TUPLE):
        behind = range(min(before.length, after.length) // BLOCK, -(-max(before.length, after.length) // BLOCK))
        for block in sorted({*before.unlike_blocks(after), *behind}):
            yield from _unlike(before, after, block)
        return
    if isinstance(before, Packed):
        was, now = dict(before.items()), dict(after.items())
        steps = {key: f"[{shown(key)}]" for key in [*was, *now]}
    else:
        was, now = dict(before[2]), dict(after[2])
        steps = {key: f".{key}" for key in [*was, *now]}
    for key, step in steps.items():
        old, new = (was[key],) if key in was else None, (now[key],) if key in now else None
        if old != new:
            yield step, old, new


def _unlike(before: Packed, after: Packed, block: int) -> Iterator[tuple[str, _Side, _Side]]:
    start = block * BLOCK
    sides = [() if start >= side.length else side.block_items(block) for side in (before, after)]
    for place in range(max(map(len, sides))):
        old, new = ((side[place],) if place < len(side) else None for side in sides)
        if old != new:
            yield f"[{start + place}]", old, new


def _alike(old: _Side, new: _Side) -> bool:
    """Whether two parts are containers of one kind whose own parts have paths."""
    if old is None or new is None or not (is_mutable(old[0]) and is_mutable(new[0])):
        return False
    one, other = old[0], new[0]
    if isinstance(one, Packed) and isinstance(other, Packed):
        same = (one.tag, one.name) == (other.tag, other.name)
        return same and (one.tag in (LIST, DICT) or (one.tag == TUPLE and one.length == other.length))
    return _is_object(one) and _is_object(other) and one[1] == other[1]


def _is_object(frozen: Frozen) -> bool:
    return isinstance(frozen, tuple) and frozen[0] == OBJECT and all(field for field, _ in frozen[2])


def _text(side: _Side) -> str | None:
    return None if side is None else shown(side[0])
