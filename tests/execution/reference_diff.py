"""What differs between two pictures, part by part: the rules of `tracepile.execution.diffs`, written the plain way."""

from __future__ import annotations

from typing import Any, NamedTuple

from tracepile.execution.packed import Packed
from tracepile.execution.picture_text import DICT, LIST, OBJECT, TUPLE, write
from tracepile.execution.values import Frozen, is_mutable, shown

MOST = 3
"""More differences than this in one container are told as one change of the container."""

Told = tuple[str, str | None, str | None, str]
"""A path, the text before, the text after, and how it changed."""


class Part(NamedTuple):
    """A part of a container: where it is and what it looks like."""

    path: str
    key: str
    picture: Frozen


def difference(path: str, before: Frozen, after: Frozen) -> list[Told]:
    """Give the smallest set of changes that makes one picture the other, or one change of the whole.

    Lists are compared place by place, dicts and objects key by key. A list may be longer or shorter by a few items at
    its end and else the same. A tuple is another tuple where anything that cannot change in place is another.
    """
    kind = _kind(before)
    whole: Told = (path, shown(before), shown(after), "rebound" if kind in (None, TUPLE) else "mutated")
    if kind is None or kind != _kind(after) or _name(before) != _name(after):
        return [(*whole[:3], "rebound")]
    old, new = _parts(path, before), _parts(path, after)
    if old is None or new is None or not _comparable(kind, old, new):
        return [whole]
    later, earlier = {part.key: part for part in new}, {part.key for part in old}
    found: list[Told] = []
    for part in old:
        other = later.get(part.key)
        if other is None:
            found.append((part.path, shown(part.picture), None, "unbound"))
        elif _text(other.picture) != _text(part.picture):
            found += difference(part.path, part.picture, other.picture)
    if kind == LIST and len(new) < len(old):
        found.reverse()  # items are lost from the end
    found += [(part.path, None, shown(part.picture), "bound") for part in new if part.key not in earlier]
    return found if len(found) <= MOST else [whole]


def _kind(picture: Frozen) -> str | None:
    if isinstance(picture, Packed):
        return picture.tag
    return OBJECT if isinstance(picture, tuple) and picture[0] == OBJECT else None


def _name(picture: Frozen) -> Any:
    return picture.name if isinstance(picture, Packed) else picture[1]


def _text(picture: Frozen) -> str:
    return write(picture)


def _parts(path: str, picture: Frozen) -> list[Part] | None:
    """Give the parts of a container, None where they have no paths or two of them have the same."""
    if not isinstance(picture, Packed):
        parts = [Part(f"{path}.{field}", field, item) for field, item in picture[2]]
        return None if any(part.key == "" for part in parts) else parts
    if picture.tag in (LIST, TUPLE):
        return [Part(f"{path}[{n}]", str(n), item) for n, item in enumerate(picture.items())]
    if picture.tag == DICT:
        parts = [Part(f"{path}[{shown(key)}]", _text(key), item) for key, item in picture.items()]
        return parts if len({part.key for part in parts}) == len(parts) else None
    return None


def _comparable(kind: str, old: list[Part], new: list[Part]) -> bool:
    """Whether the two can be compared part by part."""
    unlike = [
        (one.picture, other.picture)
        for one, other in zip(old, new, strict=False)
        if _text(one.picture) != _text(other.picture)
    ]
    if kind == TUPLE:
        kept = all(is_mutable(one) and is_mutable(other) for one, other in unlike)
        return len(old) == len(new) and kept
    if kind == LIST:
        return len(old) == len(new) or (abs(len(old) - len(new)) <= MOST and not unlike)
    keys, others = [part.key for part in old], [part.key for part in new]
    return [key for key in keys if key in others] == [key for key in others if key in keys]
