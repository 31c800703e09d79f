"""Argument lists: a value for every parameter, brought together as the program wants them."""

from __future__ import annotations

import random
from collections.abc import Sequence, Sized
from typing import Any

from tracepile.execution.values import render_value
from tracepile.inputs.drawing import edges, ordinary
from tracepile.inputs.parameters import MISSING, Parameter, Relations, Signature
from tracepile.inputs.places import Kind
from tracepile.inputs.shapes import Shape

_LEAVE_DEFAULT = 0.5
_NONE_SHARE = 0.1


def drawn(signature: Signature, shapes: Sequence[Shape], rng: random.Random) -> list[Any]:
    """Draw ordinary arguments; a parameter with a default is left out half of the time, with those after it."""
    values: list[Any] = [ordinary(shape, rng) for shape in shapes]
    for number, shape in enumerate(shapes):
        if shape.optional and not signature.parameters[number].has_default and rng.random() < _NONE_SHARE:
            values[number] = None
    return _without_defaults(signature, _related(values, shapes, signature.relations, rng), rng)


def at_edges(signature: Signature, shapes: Sequence[Shape], rng: random.Random) -> list[list[Any]]:
    """Give argument lists in which one argument is at an edge and the others are ordinary, parameters taking turns."""
    turns: list[list[list[Any]]] = []
    for number, shape in enumerate(shapes):
        found = []
        for edge in edges(shape, rng):
            values = [ordinary(other, rng) for other in shapes]
            values = _related(values, shapes, signature.relations, rng)
            values[number] = edge
            found.append(_related(values, shapes, signature.relations, rng, keep=number))
        if shape.optional:
            found.insert(0, [*found[0][:number], None, *found[0][number + 1 :]])
        turns.append(found)
    longest = max(map(len, turns), default=0)
    return [turn[at] for at in range(longest) for turn in turns if at < len(turn)]


def written(function: str, parameters: Sequence[Parameter], values: Sequence[Any]) -> str:
    """Write the call of a function; arguments after one that is left out, and keyword-only ones, go by name."""
    parts: list[str] = []
    by_name = False
    for parameter, value in zip(parameters, values, strict=True):
        by_name = by_name or value is MISSING or parameter.keyword_only
        if value is not MISSING:
            text = render_value(value)
            parts.append(f"{parameter.name}={text}" if by_name else text)
    return f"{function}({', '.join(parts)})"


def _without_defaults(signature: Signature, values: list[Any], rng: random.Random) -> list[Any]:
    for number in range(len(values) - 1, -1, -1):
        parameter = signature.parameters[number]
        if not parameter.has_default:
            break
        unknown = not parameter.place.found().votes
        if unknown or rng.random() < _LEAVE_DEFAULT:
            values[number] = MISSING
    return values


def _related(
    values: list[Any], shapes: Sequence[Shape], relations: Relations, rng: random.Random, keep: int = -1
) -> list[Any]:
    """Change values so that they fit one another; the one numbered `keep` stays."""
    values = list(values)
    for number in sorted(relations.graphs - {keep}):
        values[number] = _graph(values[number], shapes[number], rng)
    for number in sorted(relations.self_indexed - {keep}):
        if isinstance(values[number], list) and shapes[number].item is not None and rng.random() < 0.8:
            values[number] = _own_indices(values[number], rng)
    for first, second in relations.paired:
        if keep == second:
            first, second = second, first
        if rng.random() < 0.8 and isinstance(values[first], Sized):
            values[second] = _resized(values[second], len(values[first]), shapes[second], rng)
    for first, second in relations.alike:
        mixed, other = (first, second) if keep == second else (second, first)
        if isinstance(values[other], list | tuple) and isinstance(values[mixed], list | tuple):
            values[mixed] = _mixed(values[mixed], values[other], rng)
    for container, size in relations.sized:
        if type(values[size]) is int and container not in (keep, size):
            values[size] = values[size] if size == keep else max(2, min(values[size], 7))
            values[container] = _below(values[container], max(1, values[size]), rng)
    for number, container in relations.bounded:
        if number != keep and isinstance(values[container], list | tuple | str) and rng.random() < 0.85:
            values[number] = rng.randint(0, max(1, len(values[container])))
            if rng.random() < 0.7:
                values[number] = max(1, min(values[number], len(values[container]) - 1))
    for number, container in relations.counted:
        if number != keep and isinstance(values[container], Sized) and rng.random() < 0.9:
            values[number] = len(values[container])
    for scalar, container in relations.members:
        held = values[container]
        if isinstance(held, str) and len(held) > 1 and isinstance(values[scalar], str):
            if scalar != keep and rng.random() < 0.6:
                start = rng.randrange(len(held) - 1)
                values[scalar] = held[start : start + rng.randint(1, 3)]
            continue
        items = (
            list(held)
            if isinstance(held, list | tuple | str | dict)
            else sorted(held, key=repr)
            if isinstance(held, set)
            else []
        )
        fitting = [item for item in items if type(item) is type(values[scalar])]
        if scalar != keep and fitting and (rng.random() < 0.6 or container in relations.graphs):
            values[scalar] = rng.choice(fitting)
    return values


def _mixed(items: Any, others: Any, rng: random.Random) -> Any:
    """Give the items with some exchanged for those of another container, or now and then all of one run of these."""
    if not others or rng.random() < 0.35:
        return items
    if rng.random() < 0.3:
        start = rng.randrange(len(others))
        return type(items)(others[start : start + rng.randint(1, 3)])
    return type(items)([rng.choice(others) if rng.random() < 0.4 else item for item in items])


def _own_indices(items: list[Any], rng: random.Random) -> list[Any]:
    if not all(type(item) is int for item in items):
        return items
    if rng.random() < 0.5:
        return rng.sample(range(len(items)), len(items))
    return [rng.randrange(len(items)) for _ in items]


def _below(value: Any, bound: int, rng: random.Random) -> Any:
    """Give the value with every integer in it replaced by one below the bound."""
    match value:
        case bool():
            return value
        case int():
            return value if 0 <= value < bound else rng.randrange(bound)
        case list() | tuple():
            return type(value)([_below(item, bound, rng) for item in value])
    return value


def _graph(value: Any, shape: Shape, rng: random.Random) -> Any:
    """Draw a graph as the neighbours (with weights, where they are mappings) of each vertex."""
    count = rng.randint(3, 6)
    if shape.kind is Kind.DICT:
        text = shape.key is None or shape.key.kind is Kind.STR
        names: list[Any] = list("ABCDEF"[:count]) if text else list(range(count))
    else:
        names = list(range(count))
    graph: dict[Any, list[Any]] = {name: [] for name in names}
    for number, name in enumerate(names):
        if number and rng.random() < 0.85:
            graph[rng.choice(names[:number])].append(name)
        if rng.random() < 0.4:
            other = rng.choice(names)
            if other != name and other not in graph[name]:
                graph[name].append(other)
    item = shape.item
    made: dict[Any, Any] = dict(graph)
    if item is not None and item.kind is Kind.DICT:
        made = {name: {other: rng.randint(1, 9) for other in held} for name, held in graph.items()}
    elif item is not None and item.kind is Kind.SET:
        made = {name: set(held) for name, held in graph.items()}
    elif item is not None and item.item is not None and item.item.kind is Kind.TUPLE:
        made = {name: [(other, rng.randint(1, 9)) for other in held] for name, held in graph.items()}
    elif item is None or item.kind is not Kind.LIST:
        return value
    return made if shape.kind is Kind.DICT else list(made.values())


def _resized(value: Any, length: int, shape: Shape, rng: random.Random) -> Any:
    """Give a container cut, or filled up by its own kind of items, to a length."""
    match value:
        case str():
            filling = value or "abc"
            return (
                value[:length] if length <= len(value) else (value + "".join(rng.choices(filling, k=length)))[:length]
            )
        case list() | tuple():
            item = shape.item or Shape(Kind.INT)
            more = [ordinary(item, rng, 1) for _ in range(length - len(value))]
            return type(value)([*value[:length], *more])
    return value
