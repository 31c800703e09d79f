"""Shapes: what is to be drawn for a parameter, frozen from what is known of its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracepile.inputs.places import ANNOTATION, LIKELY, WEAK, Kind, Place, kind_of

_DEEPEST = 3
_LONGEST = 100
_LONGEST_RECORD = 6

# An integer is recorded where a float may stand.
_NARROWER = {Kind.FLOAT: Kind.INT}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value is made of.

    Attributes:
        kind: the kind of the value itself.
        item: shape of the items of a list, tuple or set, and of the values of a dictionary.
        key: shape of a dictionary's keys.
        fields: shapes of a record such as a pair; then `item` is not used.
        entries: names and shapes of the entries of a dictionary that is used as a record.
        piece: shape of the parts that a text is split into.
        constants: literals that the program compares the value with.
        moduli: integers whose multiples matter.
        lengths: lengths that the program compares the value's with.
        features: see `Place`.
        separators: texts that the program splits the value at.
        samples: recorded values of this kind.
        optional: whether it may be None.
    """

    kind: Kind
    item: Shape | None = None
    key: Shape | None = None
    fields: tuple[Shape, ...] = ()
    entries: tuple[tuple[str, Shape], ...] = ()
    piece: Shape | None = None
    constants: tuple[Any, ...] = ()
    moduli: tuple[int, ...] = ()
    lengths: tuple[int, ...] = ()
    features: frozenset[str] = frozenset()
    separators: tuple[str, ...] = ()
    samples: tuple[Any, ...] = ()
    optional: bool = False


def ranking(place: Place) -> list[tuple[float, Kind]]:
    """Give the kinds that a value may have with their weights, the likeliest first."""
    own = place.found()
    votes = dict(own.votes)
    if own.has_items() and _is_character(own.item):
        # Both lists and texts are gone over and indexed; what is asked of the items tells them apart.
        votes[Kind.STR] = votes.get(Kind.STR, 0.0) + max(LIKELY, votes.get(Kind.LIST, 0.0)) + WEAK
    if own.fields and not votes.get(Kind.TUPLE) and not votes.get(Kind.LIST):
        votes[Kind.TUPLE] = WEAK
    if len(own.fields) > 1 and votes.get(Kind.LIST, 0.0) < ANNOTATION:
        votes.pop(Kind.STR, None)
    order = list(Kind)
    weighed = [(weight, kind) for kind, weight in votes.items() if kind is not Kind.NONE and weight > 0]
    return sorted(weighed, key=lambda each: (-each[0], order.index(each[1])))


def shape_of(place: Place, chosen: Mapping[int, Kind] | None = None) -> Shape:
    """Freeze a place.

    Args:
        place: what is known.
        chosen: kinds for some places, by the identity of what stands for them, in the place of the likeliest.
    """
    return _Freezer(chosen or {}).freeze(place, ())


class _Freezer:
    def __init__(self, chosen: Mapping[int, Kind]) -> None:
        self._chosen = chosen

    def freeze(self, place: Place, around: tuple[Place, ...]) -> Shape:
        """Freeze a place inside others; one that holds itself, such as a tree, ends after a few levels."""
        own = place.found()
        ranked = ranking(own)
        kind = self._chosen.get(id(own)) or (ranked[0][1] if ranked else Kind.INT)
        if len(around) > _DEEPEST and kind in _CONTAINERS:
            kind = Kind.NONE if own.entries else Kind.INT
        inside = (*around, own)
        item = key = None
        fields: tuple[Shape, ...] = ()
        entries: tuple[tuple[str, Shape], ...] = ()
        if kind in _CONTAINERS:
            fields = tuple(self.freeze(each, inside) for each in _fields(own, kind))
            item = fields[0] if fields else self.freeze(own.item, inside)
        if kind is Kind.SET and item is not None:
            item, fields = _hashable(item), ()
        if kind is Kind.DICT:
            entries = tuple((name, self.freeze(each, inside)) for name, each in own.entries.items())
            key = _hashable(self.freeze(own.key, inside)) if own.key.votes else Shape(Kind.STR)
            fields = ()
        constants, features = dict(own.constants), dict(own.features)
        if kind is Kind.STR and own.has_items():
            constants |= own.item.constants
            features |= own.item.features
        return Shape(
            kind,
            item,
            key,
            fields,
            entries,
            self.freeze(own.piece, inside) if kind is Kind.STR and own.has_pieces() else None,
            tuple(constants.values()),
            tuple(own.moduli),
            tuple(value for value in own.size.constants.values() if type(value) is int and 0 < value <= _LONGEST),
            frozenset(features),
            tuple(own.separators),
            tuple(value for value in own.samples if kind_of(value) in (kind, _NARROWER.get(kind))),
            own.votes.get(Kind.NONE, 0.0) > 0 or own in around,
        )


_CONTAINERS = frozenset({Kind.LIST, Kind.TUPLE, Kind.SET, Kind.DICT})
_CHARACTER_FEATURES = frozenset({"digits", "letters"})


def _is_character(place: Place) -> bool:
    """Whether the items of something are single characters, as far as one can see."""
    votes = place.found().votes
    if any(weight > votes.get(Kind.STR, 0.0) for kind, weight in votes.items() if kind is not Kind.STR):
        return False
    texts = [value for value in place.found().constants.values() if isinstance(value, str)]
    if any(len(text) != 1 for text in texts):
        return False
    return bool(texts) or bool(_CHARACTER_FEATURES & place.found().features.keys())


def _fields(own: Place, kind: Kind) -> list[Place]:
    if not own.fields or kind not in (Kind.TUPLE, Kind.LIST) or max(own.fields) >= _LONGEST_RECORD:
        return []
    if kind is Kind.LIST and own.has_items() and own.item.votes:
        return []
    return [own.field(number) for number in range(max(own.fields) + 1)]


def _hashable(shape: Shape) -> Shape:
    return Shape(Kind.STR) if shape.kind in (Kind.LIST, Kind.SET, Kind.DICT) else shape
