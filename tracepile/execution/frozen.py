"""Values held still: immutable pictures of live values, so that two moments of a run can be compared.

`freeze` looks at a value without running any of the program's code (no `__repr__`, no `__eq__`, no `__hash__`).
Containers become `tracepile.execution.packed.Packed`, objects of the program's classes tuples of their fields.
"""

from __future__ import annotations

import types
from collections import deque
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from tracepile.execution.frozen_atoms import LITERAL_TYPES, frozen_atom, text_by
from tracepile.execution.packed import CONTAINER_TYPES, Freezer, Packed, is_mutable
from tracepile.execution.picture_text import CUT, DICT, LIST, OBJECT, SET, TEXT, TUPLE, Frozen
from tracepile.execution.statements import PROGRAM_MODULES
from tracepile.execution.whereabouts import Whereabouts

MAX_OBJECTS = 20_000
"""A picture of a value looks into this many parts that are not plain data; what is behind them is written as `...`."""

_OF_OTHER_KINDS = (
    *(types.FunctionType, types.BuiltinFunctionType, types.MethodType, type, types.ModuleType, BaseException),
    *(list, deque, set, dict, tuple, int, str, float),
)
_PICTURES = 64
_LAYERS_MAX = 8


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of a program's own class, as read back from text."""

    type: str
    fields: tuple[tuple[str, Any], ...]


def freeze(value: object, known: Frozen = None) -> Frozen:
    """Give an immutable picture of a value: equal pictures are of equal values of equal types.

    What is nested deeper than `MAX_DEPTH`, and what holds itself, is left out, as is whatever lies behind
    `MAX_OBJECTS` parts that are not plain data.

    Args:
        value: the value.
        known: an earlier picture, if there is one; what did not change is shared with it.
    """
    kind = type(value)
    if kind is int or kind is str:
        return frozen_atom(value)
    return _Freezer().freeze(value, known)


def freeze_inside(value: object, known: Frozen, held_by: Collection[int]) -> Frozen:
    """Do what `freeze` does with a part of a value, given the objects, by identity, that it lies in."""
    freezer = _Freezer()
    freezer.enter(held_by)
    return freezer.freeze(value, known)


Fields = tuple[str, list[tuple[str, types.MemberDescriptorType]], bool]
"""What objects of a class are pictured by: its name, their slots, and whether they have a `__dict__`."""


def pictured_by(kind: type) -> Fields | Frozen:
    """Give what all objects of a class are pictured by, their one picture where they look alike, None for neither."""
    if issubclass(kind, _OF_OTHER_KINDS) or kind in _OF_THEIR_OWN_KINDS:
        return None
    if kind.__module__ not in PROGRAM_MODULES:
        return _opaque(kind)
    named = [vars(owner) for owner in kind.__mro__]
    if not all(isinstance(names.get("__dict__"), (types.GetSetDescriptorType, types.NoneType)) for names in named):
        return None
    return kind.__name__, _slots_of(kind), bool(kind.__dictoffset__)


def _opaque(kind: type) -> Frozen:
    return (TEXT, f"<{kind.__name__}>")


_OF_THEIR_OWN_KINDS = LITERAL_TYPES | CONTAINER_TYPES | {Instance}


class Pictures:
    """Takes pictures, and lets those of one object share what did not change, whoever looks at it."""

    def __init__(self) -> None:
        self._latest: dict[int, Frozen] = {}
        self._whereabouts = Whereabouts()

    def retake(
        self, value: object, known: Frozen, places: Sequence[int], ends: int, touched: AbstractSet[int]
    ) -> Frozen:
        """Freeze a value again, which is seen whole where it is not a list, or holds more than lists and the like.

        Args:
            value: the value.
            known: an earlier picture of it.
            places: indices at which another item may stand now.
            ends: how many items at its end may be others.
            touched: the objects, by identity, that may have changed in place since then.
        """
        if type(value) is not list or not isinstance(known, Packed) or (known.tag, known.name) != (LIST, ""):
            return self.take(value, known)
        if known.layers > _LAYERS_MAX:
            return self.take(value, known)
        if known.layers:
            behind = min(len(value), known.length) - ends
            replaced = {*(place for place in places if 0 <= place < len(value)), *range(max(0, behind), len(value))}
            places = [*places, *self._whereabouts.find(value, touched, replaced)]
        return _Freezer().refresh(value, known, places, ends)

    def take(self, value: object, known: Frozen = None) -> Frozen:
        """Freeze a value; `known` is an earlier picture of it, if the caller has one."""
        kind = type(value)
        if kind is int or kind is str:
            return frozen_atom(value)
        self._whereabouts.forget(value)
        frozen = freeze(value, self._latest.get(id(value)) if known is None else known)
        if is_mutable(frozen):
            # Identity is only a guess at what may be alike: nothing is believed of a picture that is not compared.
            self._latest.pop(id(value), None)
            self._latest[id(value)] = frozen
            if len(self._latest) > _PICTURES:
                del self._latest[next(iter(self._latest))]
        return frozen


class _Freezer(Freezer):
    """Freezes objects too."""

    def __init__(self) -> None:
        super().__init__()
        self._objects = 0

    def other(self, kind: type, value: Any, known: Frozen) -> Frozen:
        """Freeze functions and the like by their names, objects of the program's classes by their fields."""
        if issubclass(kind, (types.FunctionType, types.BuiltinFunctionType, types.MethodType)):
            return (TEXT, f"<function {value.__name__}>")
        if issubclass(kind, type):
            return (TEXT, f"<class {value.__name__}>")
        if issubclass(kind, types.ModuleType):
            return (TEXT, f"<module {value.__name__}>")
        self._objects += 1
        if self._objects > MAX_OBJECTS:
            return CUT
        if kind is Instance:
            return self._object(value.type, list(value.fields), known)
        if issubclass(kind, BaseException):
            return self._object(kind.__name__, [("", argument) for argument in value.args], known)
        return self._instance(kind, value, known)

    def _instance(self, kind: type, value: Any, known: Frozen) -> Frozen:
        for base, tag in ((list, LIST), (deque, LIST), (set, SET), (dict, DICT), (tuple, TUPLE)):
            if issubclass(kind, base):
                return self._subclass(kind, base, tag, value, known)
        for plain in (int, str, float):
            if issubclass(kind, plain):
                return (TEXT, f"{kind.__name__}({text_by(plain, value)})")
        fields = dict(_slots(kind, value))
        try:
            own = object.__getattribute__(value, "__dict__")
            fields.update((name, own[name]) for name in dict.keys(own) if type(name) is str)
        except AttributeError:
            pass  # all that it has is in slots
        if kind.__module__ not in PROGRAM_MODULES:
            return _opaque(kind)
        return self._object(kind.__name__, list(fields.items()), known)

    def _subclass(self, kind: type, base: type, tag: str, value: Any, known: Frozen) -> Frozen:
        if base is tuple and hasattr(kind, "_fields"):
            return self._object(kind.__name__, list(zip(kind._fields, tuple.__iter__(value), strict=True)), known)
        if base is dict:
            return self.pack(DICT, kind.__name__, [list(dict.keys(value)), list(dict.values(value))], known)
        items = list(base.__iter__(value))  # type: ignore[attr-defined]
        return self.pack(tag, kind.__name__, [self.in_order(items) if tag == SET else items], known)

    def _object(self, name: str, fields: list[tuple[str, Any]], known: Frozen) -> Frozen:
        before = dict(known[2]) if isinstance(known, tuple) and known[0] == OBJECT else {}
        return (OBJECT, name, tuple((field, self.freeze(item, before.get(field))) for field, item in fields))


def _slots_of(kind: type) -> list[tuple[str, types.MemberDescriptorType]]:
    return [
        (name, descriptor)
        for owner in reversed(kind.__mro__)
        for name, descriptor in vars(owner).items()
        if isinstance(descriptor, types.MemberDescriptorType)
    ]


def _slots(kind: type, value: object) -> list[tuple[str, object]]:
    found = []
    for name, descriptor in _slots_of(kind):
        try:
            found.append((name, descriptor.__get__(value)))
        except AttributeError:
            continue
    return found
