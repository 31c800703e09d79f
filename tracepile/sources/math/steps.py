"""Steps that change one whole-number quantity: how each is drawn, followed, written as code, and checked.

A plan is a start and a chain of steps. `follow` carries a value through a step the way the story goes;
`exact` gives the same step as one closed expression over fractions, which is what a problem's check uses.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tracepile.sources.math.listing import Listing

Amounts = tuple[int, ...]

_LARGEST = 100_000
_PERCENTS = (5, 10, 15, 20, 25, 30, 40, 50, 60, 75)


class Kind(StrEnum):
    """What a step does to the quantity x; the letters are its amounts in order.

    The looped kinds repeat over days (or rounds, stops and so on).
    """

    ADD = "x + a"
    REMOVE = "x - a"
    ADD_GROUPS = "x + a * b"
    REMOVE_GROUPS = "x - a * b"
    SCALE = "x * a"
    KEEP_SHARE = "x / a"
    REMOVE_SHARE = "x - x / a"
    REMOVE_FRACTION = "x - x * a / b"
    GAIN_PERCENT = "x + x * a / 100"
    LOSE_PERCENT = "x - x * a / 100"
    THRESHOLD = "if x > a: x - b, else: x + c"
    FLOOR = "if x < a: x + b"
    REPEAT = "a times: x + b"
    DRAIN = "a times: x - b"
    CYCLE = "a times: x + b, and every c times: x - d"
    CAP = "a times: x + b, and if x > c: x - d"
    LIST = "for each listed v: x + v"
    LIST_BONUS = "for each listed v: x + v, and if v > a: x + b"
    LIST_LIMIT = "for each listed v: if v <= x: x - v"


LOOPED = frozenset({Kind.REPEAT, Kind.DRAIN, Kind.CYCLE, Kind.CAP, Kind.LIST, Kind.LIST_BONUS, Kind.LIST_LIMIT})
BRANCHING = LOOPED | {Kind.THRESHOLD, Kind.FLOOR}


@dataclass(frozen=True, slots=True)
class Step:
    """One step with its amounts; those of a list kind end with the listed values."""

    kind: Kind
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Style:
    """How the author of a program writes.

    Attributes:
        augmented: `x += a` rather than `x = x + a`.
        named_parts: gives the size of a composite change a name of its own first.
        fresh_names: gives each new value of the quantity a new name, where no loop or condition forbids it.
    """

    augmented: bool
    named_parts: bool
    fresh_names: bool


def draw_style(rng: random.Random) -> Style:
    """Draw an author's habits."""
    return Style(rng.random() < 0.5, rng.random() < 0.5, rng.random() < 0.4)


def draw_amounts(kind: Kind, rng: random.Random, value: int, length: int) -> Amounts | None:
    """Draw amounts that fit `value`, or give None where the kind cannot follow it.

    Every amount is at least 2, the quantity stays a positive whole number, and comparisons meet no equality.
    `length` is the number of rounds of a looped kind.
    """
    amounts = _DRAW[kind](rng, value, length)
    if amounts is None or min(amounts) < 2:
        return None
    result = exact(Fraction(value), Step(kind, amounts))
    return amounts if result.denominator == 1 and 2 <= result <= _LARGEST else None


def _near(rng: random.Random, value: int) -> int:
    return rng.randint(2, max(3, min(value, 400) // 2))


def _draw_groups(rng: random.Random, value: int, _length: int) -> Amounts:
    each = rng.randint(2, 12)
    return rng.randint(2, max(2, min(value // each, 9))), each


def _draw_fraction(rng: random.Random, value: int, _length: int) -> Amounts | None:
    options = [(n, d) for d in range(3, 11) for n in range(2, d) if value % d == 0 and Fraction(n, d).denominator == d]
    return rng.choice(options) if options else None


def _draw_share(rng: random.Random, value: int, _length: int) -> Amounts | None:
    options = [d for d in range(2, 9) if value % d == 0 and value > d]
    return (rng.choice(options),) if options else None


def _draw_percent(rng: random.Random, value: int, _length: int) -> Amounts | None:
    options = [p for p in _PERCENTS if value * p % 100 == 0]
    return (rng.choice(options),) if options else None


def _draw_threshold(rng: random.Random, value: int, _length: int) -> Amounts | None:
    limit = value + rng.choice((-1, 1)) * rng.randint(1, max(2, value // 4))
    return limit, rng.randint(2, max(2, value // 3)), rng.randint(2, max(3, value // 3))


def _draw_floor(rng: random.Random, value: int, _length: int) -> Amounts | None:
    return value + rng.choice((-1, 1)) * rng.randint(1, max(2, value // 4)), _near(rng, value)


def _draw_cycle(rng: random.Random, value: int, length: int) -> Amounts | None:
    gain = rng.randint(3, 20)
    every = rng.randint(2, max(2, length // 2))
    return length, gain, every, rng.randint(2, gain * every)


def _draw_cap(rng: random.Random, value: int, length: int) -> Amounts | None:
    gain = rng.randint(4, 20)
    return length, gain, value + gain * rng.randint(1, length) - rng.randint(0, gain - 1), rng.randint(3, 2 * gain)


def _draw_list(rng: random.Random, _value: int, length: int) -> Amounts:
    return tuple(rng.sample(range(2, 40), length))


def _draw_list_bonus(rng: random.Random, value: int, length: int) -> Amounts:
    listed = _draw_list(rng, value, length)
    ranked = sorted(listed)
    limit = ranked[len(ranked) // 2] - 1
    return max(2, limit), rng.randint(2, 9), *listed


def _draw_list_limit(rng: random.Random, value: int, length: int) -> Amounts:
    largest = max(12, 3 * value // max(2, length - 1))
    return tuple(rng.sample(range(2, largest + length), length))


_DRAW: Mapping[Kind, Callable[[random.Random, int, int], Amounts | None]] = {
    Kind.ADD: lambda rng, value, _: (_near(rng, 2 * value),),
    Kind.REMOVE: lambda rng, value, _: (_near(rng, value),),
    Kind.ADD_GROUPS: _draw_groups,
    Kind.REMOVE_GROUPS: _draw_groups,
    Kind.SCALE: lambda rng, value, _: (rng.randint(2, 4),) if value < 2_000 else None,
    Kind.KEEP_SHARE: _draw_share,
    Kind.REMOVE_SHARE: _draw_share,
    Kind.REMOVE_FRACTION: _draw_fraction,
    Kind.GAIN_PERCENT: _draw_percent,
    Kind.LOSE_PERCENT: _draw_percent,
    Kind.THRESHOLD: _draw_threshold,
    Kind.FLOOR: _draw_floor,
    Kind.REPEAT: lambda rng, _value, length: (length, rng.randint(2, 25)),
    Kind.DRAIN: lambda rng, value, length: (length, rng.randint(2, max(2, value // (length + 1)))),
    Kind.CYCLE: _draw_cycle,
    Kind.CAP: _draw_cap,
    Kind.LIST: _draw_list,
    Kind.LIST_BONUS: _draw_list_bonus,
    Kind.LIST_LIMIT: _draw_list_limit,
}


def follow(value: int, step: Step) -> int:
    """Carry a value through a step, round by round."""
    a, *rest = step.amounts
    match step.kind:
        case Kind.CYCLE | Kind.CAP | Kind.REPEAT | Kind.DRAIN:
            for number in range(1, a + 1):
                value += -rest[0] if step.kind is Kind.DRAIN else rest[0]
                due = number % rest[1] == 0 if step.kind is Kind.CYCLE else value > rest[1] if rest[1:] else False
                value -= rest[2] if due else 0
            return value
        case Kind.LIST_LIMIT:
            for item in step.amounts:
                value -= item if item <= value else 0
            return value
        case Kind.THRESHOLD:
            return value - rest[0] if value > a else value + rest[1]
        case Kind.FLOOR:
            return value + rest[0] if value < a else value
        case Kind.LIST_BONUS:
            for item in rest[1:]:
                value += item + (rest[0] if item > a else 0)
            return value
        case Kind.LIST:
            for item in step.amounts:
                value += item
            return value
    return _follow_plain(value, step)


def _follow_plain(value: int, step: Step) -> int:
    a, b = (*step.amounts, 1)[:2]
    match step.kind:
        case Kind.ADD | Kind.ADD_GROUPS:
            return value + a * b
        case Kind.REMOVE | Kind.REMOVE_GROUPS:
            return value - a * b
        case Kind.SCALE:
            return value * a
        case Kind.KEEP_SHARE:
            return value // a
        case Kind.REMOVE_SHARE:
            return value - value // a
        case Kind.REMOVE_FRACTION:
            return value - value // b * a
        case Kind.GAIN_PERCENT:
            return value + value * a // 100
        case _:
            return value - value * a // 100


def exact(value: Fraction, step: Step) -> Fraction:
    """Give the value after a step as one closed expression, by exact arithmetic."""
    a, *rest = step.amounts
    b = rest[0] if rest else 1
    match step.kind:
        case Kind.ADD | Kind.ADD_GROUPS:
            return value + a * b
        case Kind.REMOVE | Kind.REMOVE_GROUPS | Kind.DRAIN:
            return value - a * b
        case Kind.REPEAT:
            return value + a * b
        case Kind.SCALE:
            return value * a
        case Kind.KEEP_SHARE:
            return value * Fraction(1, a)
        case Kind.REMOVE_SHARE:
            return value * Fraction(a - 1, a)
        case Kind.REMOVE_FRACTION:
            return value * Fraction(b - a, b)
        case Kind.GAIN_PERCENT:
            return value * Fraction(100 + a, 100)
        case Kind.LOSE_PERCENT:
            return value * Fraction(100 - a, 100)
        case Kind.THRESHOLD:
            return value + (rest[1] if value <= a else -b)
        case Kind.FLOOR:
            return max(value, value + b * (value < a))
        case Kind.CYCLE:
            return value + a * b - a // rest[1] * rest[2]
        case Kind.CAP:
            return _exact_cap(value, a, b, rest[1], rest[2])
        case Kind.LIST:
            return value + sum(step.amounts)
        case Kind.LIST_BONUS:
            return value + sum(rest[1:]) + b * len([item for item in rest[1:] if item > a])
        case Kind.LIST_LIMIT:
            return _exact_limit(value, step.amounts)


def _exact_cap(value: Fraction, rounds: int, gain: int, limit: int, removed: int) -> Fraction:
    if rounds == 0:
        return value
    grown = value + gain
    return _exact_cap(grown - removed * (grown > limit), rounds - 1, gain, limit, removed)


def _exact_limit(value: Fraction, demands: Amounts) -> Fraction:
    if not demands:
        return value
    return _exact_limit(value if demands[0] > value else value - demands[0], demands[1:])


_PARTS: Mapping[Kind, tuple[str, str]] = {
    Kind.ADD: ("+", "{0}"),
    Kind.REMOVE: ("-", "{0}"),
    Kind.ADD_GROUPS: ("+", "{0} * {1}"),
    Kind.REMOVE_GROUPS: ("-", "{0} * {1}"),
    Kind.SCALE: ("*", "{0}"),
    Kind.KEEP_SHARE: ("//", "{0}"),
    Kind.REMOVE_SHARE: ("-", "{x} // {0}"),
    Kind.REMOVE_FRACTION: ("-", "{x} * {0} // {1}"),
    Kind.GAIN_PERCENT: ("+", "{x} * {0} // 100"),
    Kind.LOSE_PERCENT: ("-", "{x} * {0} // 100"),
}


def write(listing: Listing, x: str, step: Step, names: tuple[str, ...], labels: tuple[str, str], style: Style) -> str:
    """Write a step as code, its amounts as given quantities; give the name that now holds the quantity.

    Args:
        listing: the program being written.
        x: the name that holds the quantity before the step.
        step: the step.
        names: names for the amounts, in order; a list kind names its list last.
        labels: a name for the quantity after the step, and one for the size of the change.
        style: the author's habits.
    """
    scalars = len(names) - 1 if step.kind in (Kind.LIST, Kind.LIST_BONUS, Kind.LIST_LIMIT) else len(names)
    values: list[int | list[int]] = [*step.amounts[:scalars]]
    if step.amounts[scalars:]:
        values.append([*step.amounts[scalars:]])
    given = [listing.given(name, value) for name, value in zip(names, values, strict=True)]
    if step.kind not in _PARTS:
        _write_branching(listing, x, step.kind, given, style)
        return x
    operator, template = _PARTS[step.kind]
    part = template.format(*given, x=x)
    if style.named_parts and part not in given:
        size = listing.name(labels[1])
        listing.line(f"{size} = {part}")
        part = size
    if style.fresh_names:
        fresh = listing.name(labels[0])
        listing.line(f"{fresh} = {x} {operator} {part}")
        return fresh
    listing.line(_changed(x, operator, part, style))
    return x


def _changed(x: str, operator: str, part: str, style: Style) -> str:
    return f"{x} {operator}= {part}" if style.augmented else f"{x} = {x} {operator} {part}"


def _write_branching(listing: Listing, x: str, kind: Kind, given: list[str], style: Style) -> None:
    match kind:
        case Kind.THRESHOLD:
            with listing.block(f"if {x} > {given[0]}:"):
                listing.line(_changed(x, "-", given[1], style))
            with listing.block("else:"):
                listing.line(_changed(x, "+", given[2], style))
        case Kind.FLOOR:
            with listing.block(f"if {x} < {given[0]}:"):
                listing.line(_changed(x, "+", given[1], style))
        case Kind.REPEAT | Kind.DRAIN:
            with listing.block(f"for _ in range({given[0]}):"):
                listing.line(_changed(x, "+" if kind is Kind.REPEAT else "-", given[1], style))
        case Kind.CYCLE:
            with listing.block(f"for turn in range(1, {given[0]} + 1):"):
                listing.line(_changed(x, "+", given[1], style))
                with listing.block(f"if turn % {given[2]} == 0:"):
                    listing.line(_changed(x, "-", given[3], style))
        case Kind.CAP:
            with listing.block(f"for _ in range({given[0]}):"):
                listing.line(_changed(x, "+", given[1], style))
                with listing.block(f"if {x} > {given[2]}:"):
                    listing.line(_changed(x, "-", given[3], style))
        case Kind.LIST_LIMIT:
            with listing.block(f"for amount in {given[0]}:"), listing.block(f"if amount <= {x}:"):
                listing.line(_changed(x, "-", "amount", style))
        case _:
            with listing.block(f"for amount in {given[-1]}:"):
                listing.line(_changed(x, "+", "amount", style))
                if kind is Kind.LIST_BONUS:
                    with listing.block(f"if amount > {given[0]}:"):
                        listing.line(_changed(x, "+", given[1], style))
