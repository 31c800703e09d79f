"""Places: what is known of the values that a variable, an item or a result may hold.

Type inference by unification (Hindley-Milner without its rigour, since programs need not be typed): what flows from one
place to another makes the two one, and every use of a place is a vote for the kinds that allow it.
"""

from __future__ import annotations

from collections import deque
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The kinds of literals that an argument can be made of."""

    INT = "int"
    FLOAT = "float"
    BOOL = "bool"
    STR = "str"
    LIST = "list"
    TUPLE = "tuple"
    SET = "set"
    DICT = "dict"
    NONE = "None"


EXAMPLE, ANNOTATION, DOCUMENTED, DEFAULT, SURE, LIKELY, WEAK = 1000.0, 200.0, 60.0, 40.0, 8.0, 2.0, 0.5
"""Weights of votes: recorded values say more than annotations, and those more than how a value is used."""

_LONGEST_RECORD = 4

_KIND_OF: tuple[tuple[type, Kind], ...] = (
    (bool, Kind.BOOL),
    (int, Kind.INT),
    (float, Kind.FLOAT),
    (str, Kind.STR),
    (list, Kind.LIST),
    (deque, Kind.LIST),
    (tuple, Kind.TUPLE),
    (set, Kind.SET),
    (frozenset, Kind.SET),
    (dict, Kind.DICT),
    (type(None), Kind.NONE),
)


class Place:
    """One class of places that hold like values.

    Attributes:
        votes: weight for each kind.
        constants: literals that the code compares the value with, in order of first sight.
        moduli: integers that the code divides the value by to look at the rest.
        features: what the code asks of a text (`digits`, `words`, `letters`, `case`, `number`), or of a list
            (`sorted`, `rectangular`).
        separators: texts that the code splits the value at.
        samples: recorded values.
        indexed: containers that the value indexes.
        indices: values that index it, if it is a container.
        limits: what the value stays below, if it counts through a `range`.
        fields: the values of a record such as a pair, by their numbers.
        entries: the values of a dictionary that is used as a record, by their keys.
    """

    def __init__(self) -> None:
        self._joined: Place | None = None
        self._item: Place | None = None
        self._key: Place | None = None
        self._size: Place | None = None
        self._piece: Place | None = None
        self.fields: dict[int, Place] = {}
        self.entries: dict[str, Place] = {}
        self.votes: dict[Kind, float] = {}
        self.constants: dict[str, Any] = {}
        self.moduli: dict[int, None] = {}
        self.features: dict[str, None] = {}
        self.separators: dict[str, None] = {}
        self.samples: list[Any] = []
        self.indexed: list[Place] = []
        self.indices: list[Place] = []
        self.limits: list[Place] = []

    def found(self) -> Place:
        """Give the place that stands for all that were joined with this one."""
        place = self
        while place._joined is not None:
            place = place._joined
        return place

    @property
    def item(self) -> Place:
        """The items of a list, set or text, or the values of a dictionary."""
        own = self.found()
        own._item = (own._item or Place()).found()
        return own._item

    @property
    def key(self) -> Place:
        """The keys of a dictionary."""
        own = self.found()
        own._key = (own._key or Place()).found()
        return own._key

    @property
    def size(self) -> Place:
        """The number of items."""
        own = self.found()
        if own._size is None:
            own._size = Place()
            own._size.vote(Kind.INT, SURE)
        return own._size.found()

    @property
    def piece(self) -> Place:
        """The parts that a text is split into."""
        own = self.found()
        own._piece = (own._piece or Place()).found()
        return own._piece

    def has_pieces(self) -> bool:
        """Whether it is a text that is split."""
        return self.found()._piece is not None

    def has_items(self) -> bool:
        """Whether anything is known of items."""
        return self.found()._item is not None

    def field(self, number: int) -> Place:
        """Give one of the values of a record, such as a pair."""
        own = self.found()
        return own.fields.setdefault(number, Place()).found()

    def entry(self, key: str) -> Place:
        """Give the value that a dictionary holds under a key that the program names."""
        own = self.found()
        return own.entries.setdefault(key, Place()).found()

    def vote(self, kind: Kind, weight: float) -> None:
        """Count a hint that the value is of a kind."""
        votes = self.found().votes
        votes[kind] = votes.get(kind, 0.0) + weight

    def note(self, feature: str) -> None:
        """Count a feature."""
        self.found().features[feature] = None

    def index(self, container: Place) -> None:
        """Note that the value indexes a container."""
        self.found().indexed.append(container)
        container.found().indices.append(self)

    def compare(self, value: Any) -> None:
        """Note that the code compares the value with a literal, and vote for its kind."""
        own = self.found()
        kind = kind_of(value)
        if kind is None or kind is Kind.NONE:
            return
        own.constants.setdefault(repr(value), value)
        own.vote(kind, LIKELY)

    def join(self, other: Place) -> None:
        """Make two places one."""
        pairs = [(self, other)]
        while pairs:
            left, right = (place.found() for place in pairs.pop())
            if left is right:
                continue
            right._joined = left
            for kind, weight in right.votes.items():
                left.vote(kind, weight)
            left.constants = right.constants | left.constants
            left.moduli |= right.moduli
            left.features |= right.features
            left.separators |= right.separators
            left.samples += right.samples
            left.indexed += right.indexed
            left.indices += right.indices
            left.limits += right.limits
            for name in ("_item", "_key", "_size", "_piece"):
                mine, theirs = getattr(left, name), getattr(right, name)
                if mine is None:
                    setattr(left, name, theirs)
                elif theirs is not None:
                    pairs.append((mine, theirs))
            pairs += [(left.fields.setdefault(number, place), place) for number, place in right.fields.items()]
            pairs += [(left.entries.setdefault(key, place), place) for key, place in right.entries.items()]

    def show(self, value: Any, weight: float = EXAMPLE) -> None:
        """Note a recorded value and vote for its kind, and for those of its parts."""
        own = self.found()
        kind = kind_of(value)
        if kind is None:
            return
        own.vote(kind, weight)
        own.samples.append(value)
        match value:
            case dict():
                for each, held in value.items():
                    self.key.show(each, weight)
                    (self.entry(each) if each in own.entries else self.item).show(held, weight)
            case tuple() if 0 < len(value) <= _LONGEST_RECORD:
                for number, held in enumerate(value):
                    self.field(number).show(held, weight)
            case set() | frozenset():
                for held in sorted(value, key=repr):  # no order of a set's own is the same on every machine
                    self.item.show(held, weight)
            case list() | tuple() | deque():
                for held in value:
                    self.item.show(held, weight)


def kind_of(value: Any) -> Kind | None:
    """Give the kind of a literal; None for anything that no argument is made of."""
    return next((kind for of, kind in _KIND_OF if type(value) is of), None)
