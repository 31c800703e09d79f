"""Values of a shape: ordinary ones that a person would write down, and those at the edges.

Everything is small, for every value is shown in a trace that somebody reads.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from tracepile.inputs.places import Kind
from tracepile.inputs.shapes import Shape
from tracepile.inputs.texts import edge_texts, ordinary_text

LARGEST = 10**6
"""Numbers that a program compares with are used as they are up to here."""

_LENGTHS = (3, 4, 4, 5, 5, 6, 7)
_LONGEST = 12
_NESTED_LENGTHS = (2, 2, 3, 3, 4)
_ROUND_FLOATS = (0.5, 1.5, 2.0, 2.5, 3.0, 3.25, 4.75, 10.0)


def ordinary(shape: Shape, rng: random.Random, depth: int = 0) -> Any:
    """Draw a value of a shape.

    Args:
        shape: what the value is made of.
        rng: where chance comes from.
        depth: how many containers are around the value.
    """
    if shape.kind not in _NEVER_REPEATED and shape.samples and rng.random() < 0.25:
        return rng.choice(shape.samples)
    match shape.kind:
        case Kind.INT:
            return ordinary_integer(shape, rng)
        case Kind.FLOAT:
            return _ordinary_float(shape, rng)
        case Kind.BOOL:
            return rng.random() < 0.5
        case Kind.STR:
            return ordinary_text(shape, rng, short=depth > 0)
        case Kind.NONE:
            return None
        case Kind.DICT:
            return _ordinary_dict(shape, rng, depth)
    return _ordinary_items(shape, rng, depth)


_NEVER_REPEATED = frozenset({Kind.LIST, Kind.TUPLE, Kind.SET, Kind.DICT, Kind.BOOL, Kind.NONE})


def edges(shape: Shape, rng: random.Random) -> list[Any]:
    """Give the values at the edges of a shape: the small, the empty, the equal, and what the program compares with."""
    match shape.kind:
        case Kind.INT:
            near = [value + step for value in _numbers(shape) for step in (0, 1, -1)]
            multiples = [m * factor for m in shape.moduli if 0 < abs(m) <= LARGEST for factor in (1, 2, 3)]
            together = _product(shape.moduli)
            return _distinct([*near, *multiples, *together, 0, 1, 2, -1, 10, 7, 12, -5, 25, 100])
        case Kind.FLOAT:
            near = [value + step for value in _numbers(shape) for step in (0, 1, -1, 0.5)]
            return _distinct([*map(float, near), 0.0, 1.0, -1.5, 2.5, 100.0])
        case Kind.BOOL:
            return [True, False]
        case Kind.STR:
            return edge_texts(shape, rng)
        case Kind.NONE:
            return [None]
        case Kind.DICT:
            full = _ordinary_dict(shape, rng, 0)
            if shape.entries:
                alone = {name: None if each.optional else full[name] for name, each in shape.entries}
                return [alone, full, _ordinary_dict(shape, rng, 0)]
            return [{}, dict(list(full.items())[:1]), full]
    return _edge_lists(shape, rng)


def ordinary_integer(shape: Shape, rng: random.Random) -> int:
    """Draw an integer: near recorded ones, near those that the program compares with, or a small one."""
    recorded = sorted(value for value in shape.samples if type(value) is int)
    if recorded and rng.random() < 0.6:
        lowest, highest = recorded[0], recorded[-1]
        spread = max(2, (highest - lowest) // 4)
        return rng.randint(max(lowest - spread, 0) if lowest >= 0 else lowest - spread, highest + spread)
    compared = _numbers(shape)
    if compared and rng.random() < 0.35:
        return int(rng.choice(compared)) + rng.choice((-1, 0, 0, 1, 2, 5))
    if shape.moduli and rng.random() < 0.4:
        modulus = rng.choice(shape.moduli)
        if abs(modulus) <= LARGEST:
            return modulus * rng.randint(1, 12)
    drawn = rng.random()
    if drawn < 0.65:
        return rng.randint(1, 12)
    if drawn < 0.9:
        return rng.randint(10, 60)
    return rng.randint(-9, 9) if drawn < 0.96 else rng.randint(60, 400)


def arranged(items: list[Any], shape: Shape, rng: random.Random) -> list[Any]:
    """Sort a list where the program wants it sorted."""
    return _sorted(items) if "sorted" in shape.features or _always_sorted(shape) else items


def length_of(rng: random.Random, depth: int) -> int:
    """Draw the number of items of a container with `depth` containers around it."""
    return rng.choice(_NESTED_LENGTHS if depth else _LENGTHS)


def _ordinary_float(shape: Shape, rng: random.Random) -> float:
    recorded = sorted(float(value) for value in shape.samples if type(value) in (int, float) and abs(value) < LARGEST)
    if recorded and rng.random() < 0.7:
        lowest, highest = recorded[0], recorded[-1]
        return round(rng.uniform(lowest, highest) if lowest < highest else lowest * rng.uniform(0.5, 1.5), 2)
    compared = _numbers(shape)
    if compared and rng.random() < 0.35:
        return float(rng.choice(compared)) + rng.choice((-1.0, -0.5, 0.0, 0.5, 1.0))
    return rng.choice(_ROUND_FLOATS) if rng.random() < 0.5 else round(rng.uniform(0.1, 20.0), 1)


def _ordinary_dict(shape: Shape, rng: random.Random, depth: int) -> dict[Any, Any]:
    key, item = shape.key or Shape(Kind.STR), shape.item or Shape(Kind.INT)
    if shape.entries:
        return {name: _entry(each, rng, depth) for name, each in shape.entries}
    keys = _distinct([ordinary(key, rng, depth + 1) for _ in range(length_of(rng, depth))])
    return {each: ordinary(item, rng, depth + 1) for each in keys}


def _entry(shape: Shape, rng: random.Random, depth: int) -> Any:
    """Draw an entry of a record; what leads on to more of the kind, as in a tree, ends somewhere."""
    ends = shape.optional and shape.kind is Kind.DICT and rng.random() < _END
    return None if ends else ordinary(shape, rng, depth + 1)


_END = 0.45


def _ordinary_items(shape: Shape, rng: random.Random, depth: int) -> Any:
    kind = _MAKE[shape.kind]
    if shape.fields:
        return kind([ordinary(each, rng, depth + 1) for each in shape.fields])
    item = shape.item or Shape(Kind.INT)
    length = length_of(rng, depth)
    if shape.lengths and rng.random() < 0.4:
        length = min(rng.choice(shape.lengths) + rng.choice((0, 0, 1)), _LONGEST)
    elif depth == 0 and shape.samples and rng.random() < 0.5:
        length = min(max(1, len(rng.choice(shape.samples)) + rng.choice((-1, 0, 1))), 8)
    if item.kind is Kind.LIST and not item.fields:
        return kind(_rows(shape, item, length, rng, depth))
    items = [ordinary(item, rng, depth + 1) for _ in range(length)]
    if rng.random() < 0.4 and len(items) > 2:
        items[rng.randrange(len(items))] = rng.choice(items)
    if item.kind is Kind.INT and rng.random() < 0.25 and not _never_negative(item):
        at = rng.randrange(len(items))
        items[at] = None if items[at] is None else -abs(items[at])
    return kind(arranged(items, shape, rng))


def _rows(shape: Shape, item: Shape, length: int, rng: random.Random, depth: int) -> list[list[Any]]:
    """Draw rows of equal length, unless recorded ones differ in theirs; square where the recorded ones are."""
    recorded = [value for value in shape.samples if isinstance(value, list) and value]
    ragged = any(len({len(row) for row in value if isinstance(row, list)}) > 1 for value in recorded)
    square = bool(recorded) and all(len(value) == len(value[0]) for value in recorded if isinstance(value[0], list))
    length, width = min(length, 4), rng.choice((2, 3, 3, 4))
    if square or (not recorded and rng.random() < 0.5):
        width = length
    inner = item.item or Shape(Kind.INT)
    widths = [rng.choice(_NESTED_LENGTHS) if ragged else width for _ in range(length)]
    return [arranged([ordinary(inner, rng, depth + 2) for _ in range(width)], item, rng) for width in widths]


def _edge_lists(shape: Shape, rng: random.Random) -> list[Any]:
    kind = _MAKE[shape.kind]
    if shape.fields:
        drawn = [ordinary(shape, rng) for _ in range(3)]
        return [kind([edge for each in shape.fields for edge in edges(each, rng)[:1]]), *drawn]
    item = shape.item or Shape(Kind.INT)
    one = ordinary(item, rng, 1)
    several = list(_ordinary_items(shape, rng, 0))
    found: list[list[Any]] = [[], [one], _sorted(several), _sorted(several)[::-1], [one] * 3]
    if item.kind in (Kind.INT, Kind.FLOAT):
        zero = 0 if item.kind is Kind.INT else 0.0
        values = edges(item, rng)
        numbers = [value for value in several if value is not None]  # as items that may be missing are drawn
        negative = [-abs(value) - 1 for value in numbers]
        found += [
            negative,
            [*values[:4]],
            [zero, *several],
            [value if n % 2 else -value for n, value in enumerate(numbers)],
        ]
    elif item.kind is Kind.STR:
        found += [edge_texts(item, rng)[:4], [one, *several, one]]
    elif item.kind in (Kind.LIST, Kind.TUPLE) and not item.fields:
        inner = item.item or Shape(Kind.INT)
        found += [[[ordinary(inner, rng, 2)]], [[]], [[ordinary(inner, rng, 2) for _ in range(3)]]]
        if item.kind is Kind.TUPLE:
            found = [[tuple(row) if isinstance(row, list) else row for row in rows] for rows in found]
    return [kind(arranged(each, shape, rng)) for each in found]


_MAKE: dict[Kind, Callable[[list[Any]], Any]] = {
    Kind.LIST: list,
    Kind.TUPLE: tuple,
    # Through a dictionary, so that equal members are told apart by value alone.
    Kind.SET: lambda items: set(dict.fromkeys(items)),
}


def _numbers(shape: Shape) -> list[int | float]:
    return [value for value in shape.constants if type(value) in (int, float) and abs(value) <= LARGEST]


def _product(moduli: tuple[int, ...]) -> list[int]:
    product = 1
    for modulus in moduli:
        product *= modulus or 1
    return [product] if len(moduli) > 1 and 0 < abs(product) <= LARGEST else []


def _never_negative(shape: Shape) -> bool:
    recorded = [value for value in shape.samples if type(value) in (int, float)]
    return bool(recorded) and min(recorded) >= 0


def _always_sorted(shape: Shape) -> bool:
    long = [value for value in shape.samples if isinstance(value, list) and len(value) > 2]
    return len(long) > 1 and all(_sorted(value) == value for value in long)


def _sorted(items: list[Any]) -> list[Any]:
    try:
        return sorted(items)
    except TypeError:
        return list(items)


def _distinct(values: list[Any]) -> list[Any]:
    return list({repr(value): value for value in values}.values())
