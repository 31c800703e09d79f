"""The parameters of a function: what is known of each, and how they hang together."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracepile.errors import InvalidCallError
from tracepile.execution._runner import Call, parse_call
from tracepile.execution.statements import statements
from tracepile.inputs.declared import (
    default_value,
    documented_calls,
    documented_types,
    vote_annotation,
    vote_convention,
    vote_phrase,
)
from tracepile.inputs.places import DEFAULT, DOCUMENTED, EXAMPLE, Kind, Place
from tracepile.inputs.shapes import Shape, ranking, shape_of
from tracepile.inputs.usage import parameter_places
from tracepile.records import Case


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name, what is known of its values, and whether a call may leave it out."""

    name: str
    place: Place
    has_default: bool
    keyword_only: bool


@dataclass(frozen=True, slots=True)
class Relations:
    """How parameters hang together, by their numbers.

    Attributes:
        members: `(scalar, container)`: the scalar is looked for among the items or keys.
        bounded: `(number, container)`: the number is an index into the container or at most its length.
        counted: `(number, container)`: the number says how many items there are.
        paired: containers that are indexed by one index, and so have one length.
        alike: containers whose items are compared with each other.
        self_indexed: lists whose items are indices of the same list.
        graphs: containers whose items lead to items: adjacency lists and dictionaries.
        sized: `(container, number)`: the items are indices of something that has the given number of items.
    """

    members: tuple[tuple[int, int], ...] = ()
    bounded: tuple[tuple[int, int], ...] = ()
    counted: tuple[tuple[int, int], ...] = ()
    paired: tuple[tuple[int, int], ...] = ()
    alike: tuple[tuple[int, int], ...] = ()
    self_indexed: frozenset[int] = frozenset()
    graphs: frozenset[int] = frozenset()
    sized: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """A function's parameters in order, the calls of it that are known, and the order of the kinds to try."""

    function: str
    parameters: tuple[Parameter, ...]
    relations: Relations
    documented: tuple[Call, ...]

    def shapes(self, chosen: Mapping[int, Kind] | None = None) -> tuple[Shape, ...]:
        """Freeze what is known of each parameter."""
        return tuple(shape_of(parameter.place, chosen) for parameter in self.parameters)

    def guesses(self) -> list[dict[int, Kind]]:
        """Give other kinds to try where those of `shapes` fail: one parameter changed at a time, the doubtful first."""
        found: list[tuple[float, int, dict[int, Kind]]] = []
        for parameter in self.parameters:
            place = parameter.place.found()
            ranked = ranking(place)
            best = ranked[0] if ranked else (0.0, Kind.INT)
            others = [kind for _, kind in ranked[1:]]
            others += [kind for kind in _ALTERNATIVES if kind is not best[1] and kind not in others]
            for number, kind in enumerate(others[:_OTHERS]):
                if best[0] < DOCUMENTED:
                    found.append((best[0] + number * DEFAULT / 8, len(found), {id(place): kind}))
            if best[1] is Kind.LIST and best[0] < EXAMPLE and place.item.found() is not place:
                inner = ranking(place.item)
                for kind in _INNER if not inner or inner[0][0] < DOCUMENTED else ():
                    if not inner or kind is not inner[0][1]:
                        found.append((best[0] + DEFAULT / 8, len(found), {id(place.item): kind}))
        return [guess for _, _, guess in sorted(found, key=lambda each: each[:2])]


_ALTERNATIVES = (Kind.LIST, Kind.STR, Kind.INT, Kind.DICT, Kind.FLOAT)
_INNER = (Kind.LIST, Kind.STR, Kind.TUPLE, Kind.INT)
_OTHERS = 3


def read_signature(code: str, function: str, statement: str | None, cases: Iterable[Case]) -> Signature | None:
    """Learn what one can of a function's parameters; None where the program defines no such function in plain sight."""
    tree = ast.Module([s.node for s in statements(code) if isinstance(s.node, ast.stmt) and s.parent == -1], [])
    node = next((n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == function), None)
    if node is None:
        return None
    try:
        places = parameter_places(tree, node)
    except RecursionError:  # nested too deep for a pass over the tree
        return None
    documentation = "\n".join(filter(None, (ast.get_docstring(node), statement)))
    parameters = tuple(_parameters(node, places, documentation))
    calls = [call for case in cases if case.call is not None and (call := _read(case.call)) is not None]
    shown = [call for call in documented_calls(documentation, function) if fits(call, parameters)]
    for call, weight in [(call, EXAMPLE) for call in calls] + [(call, DOCUMENTED) for call in shown]:
        for number, value in enumerate(arguments_of(call, parameters)):
            if value is not MISSING:
                parameters[number].place.show(value, weight)
    return Signature(function, parameters, relations([each.place for each in parameters]), tuple(shown))


def _parameters(node: ast.FunctionDef, places: dict[str, Place], documentation: str) -> Iterable[Parameter]:
    positional = [*node.args.posonlyargs, *node.args.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(node.args.defaults))
    defaults += node.args.defaults
    given = [(each, default, False) for each, default in zip(positional, defaults, strict=True)]
    given += [(each, default, True) for each, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)]
    for each, default, keyword_only in given:
        place = places[each.arg]
        vote_annotation(place, each.annotation)
        for phrase in documented_types(documentation, each.arg):
            if vote_phrase(place, phrase):
                break
        vote_convention(place, each.arg)
        value = default_value(default)
        if value is not None:
            place.show(value, DEFAULT)
        yield Parameter(each.arg, place, default is not None, keyword_only)


def _read(text: str) -> Call | None:
    try:
        return parse_call(text)
    except InvalidCallError:
        return None


MISSING = object()
"""Stands for an argument that a call leaves to its default."""


def fits(call: Call, parameters: Sequence[Parameter]) -> bool:
    """Whether a call gives every parameter without a default a value, and no other."""
    names = {parameter.name for parameter in parameters}
    given = arguments_of(call, parameters)
    return (
        len(call.args) <= len(parameters)
        and call.kwargs.keys() <= names
        and all(value is not MISSING or each.has_default for value, each in zip(given, parameters, strict=True))
    )


def arguments_of(call: Call, parameters: Sequence[Parameter]) -> list[Any]:
    """Give the value of each parameter in a call, `MISSING` where it is left out."""
    values = [call.kwargs.get(parameter.name, MISSING) for parameter in parameters]
    values[: len(call.args)] = call.args[: len(parameters)]
    return values


def relations(places: Sequence[Place]) -> Relations:
    """Read from the joined places of parameters how these hang together."""
    own = [place.found() for place in places]
    kinds = [ranked[0][1] if (ranked := ranking(place)) else Kind.INT for place in own]
    containers = [
        number for number, kind in enumerate(kinds) if kind in (Kind.LIST, Kind.DICT, Kind.STR, Kind.TUPLE, Kind.SET)
    ]
    members: list[tuple[int, int]] = []
    bounded: list[tuple[int, int]] = []
    counted: list[tuple[int, int]] = []
    paired: list[tuple[int, int]] = []
    alike: list[tuple[int, int]] = []
    sized: list[tuple[int, int]] = []
    self_indexed: set[int] = set()
    graphs: set[int] = set()
    for number in containers:
        place = own[number]
        inner = _parts(place)
        if kinds[number] is Kind.DICT and (place.item.item is place.key or place.item.key is place.key):
            graphs.add(number)
        elif any(place is indexed.found() for part in inner for indexed in part.indexed):
            (graphs if ranking(place.item) and ranking(place.item)[0][1] in _NESTED else self_indexed).add(number)
        for other, scalar in enumerate(own):
            if other == number or kinds[other] in _NESTED:
                continue
            if scalar is place.item or (kinds[number] is Kind.DICT and scalar is place.key):
                members.append((other, number))
            if kinds[other] is Kind.INT and kinds[number] is not Kind.DICT:
                if any(scalar is limit.found() for index in place.indices for limit in index.found().limits):
                    counted.append((other, number))
                elif scalar is place.size or any(place is indexed.found() for indexed in scalar.indexed):
                    bounded.append((other, number))
                elif any(scalar is indexed.found().size for part in inner for indexed in part.indexed):
                    sized.append((number, other))
        for other in containers:
            if number < other and place is not own[other]:
                shared = {id(index.found()) for index in place.indices} & {id(i.found()) for i in own[other].indices}
                if place.size is own[other].size or shared:
                    paired.append((number, other))
        alike += [(number, other) for other in containers if number < other and place.item is own[other].item]
    return Relations(
        tuple(members),
        tuple(bounded),
        tuple(counted),
        tuple(paired),
        tuple(alike),
        frozenset(self_indexed),
        frozenset(graphs),
        tuple(sized),
    )


_NESTED = (Kind.LIST, Kind.DICT, Kind.TUPLE, Kind.SET)


def _parts(place: Place) -> list[Place]:
    """Give the places of a container's items and of the items of these."""
    if not place.has_items():
        return []
    item = place.item
    parts = [item, *(item.field(number) for number in sorted(item.found().fields))]
    return [*parts, item.item] if item.has_items() else parts
