"""Rules that change one whole-number quantity in every round: how each is drawn, followed, written, and checked.

`change` follows a rule the way the story goes; `settled` gives the quantity after it as one expression over
fractions, with the round's share of a periodic or growing amount in closed form, which is what a check uses.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

from tracepile.sources.math.listing import Listing

_PERCENTS = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25)


class Rule(StrEnum):
    """What happens to the quantity x in round n; the letters are the rule's amounts in order."""

    GAIN = "x + a"
    LOSS = "x - a"
    GROWTH = "x + a% of x, rounded down"
    DECAY = "x - a% of x, rounded down"
    SHARE = "x - x // a"
    RISING = "x + a, after which a grows by b"
    LISTED_GAIN = "x + the round's listed v"
    LISTED_LOSS = "x - the round's listed v"
    EVERY_GAIN = "if n % a == 0: x + b"
    EVERY_LOSS = "if n % a == 0: x - b"
    ABOVE_LOSS = "if x > a: x - b"
    BELOW_GAIN = "if x < a: x + b"
    CEILING = "if x > a: a"
    EARLY_GAIN = "if n <= a: x + b"
    LATE_LOSS = "if n > a: x - b"
    ALTERNATING = "if n % 2 == 1: x + a, else: x - b"


LISTED = frozenset({Rule.LISTED_GAIN, Rule.LISTED_LOSS})
NUMBERED = frozenset({Rule.EVERY_GAIN, Rule.EVERY_LOSS, Rule.EARLY_GAIN, Rule.LATE_LOSS, Rule.ALTERNATING})
VARYING = frozenset({Rule.GROWTH, Rule.DECAY, Rule.SHARE, Rule.ABOVE_LOSS, Rule.BELOW_GAIN, Rule.CEILING})
"""Rules whose change depends on the quantity, so that their sum over the rounds is worth asking for."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One rule with its amounts; those of a listed rule are the values of all rounds."""

    rule: Rule
    amounts: tuple[int, ...]


def draw_turn(rule: Rule, rng: random.Random, start: int, rounds: int) -> Turn:
    """Draw amounts of a size that suits the quantity's first value and the number of rounds."""
    small = max(3, start // 8)
    near = max(4, start + rng.choice((-1, 1)) * rng.randint(1, max(2, start // 3)))
    later = rng.randint(2, max(2, rounds - 1))
    amounts: tuple[int, ...]
    match rule:
        case Rule.GROWTH | Rule.DECAY:
            amounts = (rng.choice(_PERCENTS),)
        case Rule.SHARE:
            amounts = (rng.randint(4, 12),)
        case Rule.RISING:
            amounts = rng.randint(2, small), rng.randint(2, max(2, small // 3))
        case Rule.LISTED_GAIN | Rule.LISTED_LOSS:
            amounts = tuple(rng.sample(range(2, max(small, rounds) + rounds + 2), rounds))
        case Rule.EVERY_GAIN | Rule.EVERY_LOSS:
            amounts = rng.randint(2, max(2, rounds // 2)), rng.randint(3, 3 * small)
        case Rule.ABOVE_LOSS | Rule.BELOW_GAIN:
            amounts = near, rng.randint(2, 2 * small)
        case Rule.CEILING:
            amounts = (near + small,)
        case Rule.EARLY_GAIN | Rule.LATE_LOSS:
            amounts = later, rng.randint(2, 2 * small)
        case Rule.ALTERNATING:
            amounts = rng.randint(2, 2 * small), rng.randint(2, small)
        case _:
            amounts = (rng.randint(2, small),)
    return Turn(rule, amounts)


def change(value: int, turn: Turn, number: int) -> int:
    """Give the signed change that a rule makes in round `number`, counted from 1."""
    a, b = (*turn.amounts, 0)[:2]
    match turn.rule:
        case Rule.GAIN:
            return a
        case Rule.LOSS:
            return -a
        case Rule.GROWTH:
            return value * a // 100
        case Rule.DECAY:
            return -(value * a // 100)
        case Rule.SHARE:
            return -(value // a)
        case Rule.RISING:
            return a + sum(b for _ in range(1, number))
        case Rule.LISTED_GAIN:
            return turn.amounts[number - 1]
        case Rule.LISTED_LOSS:
            return -turn.amounts[number - 1]
        case Rule.EVERY_GAIN:
            return b if number % a == 0 else 0
        case Rule.EVERY_LOSS:
            return -b if number % a == 0 else 0
        case Rule.ABOVE_LOSS:
            return -b if value > a else 0
        case Rule.BELOW_GAIN:
            return b if value < a else 0
        case Rule.CEILING:
            return a - value if value > a else 0
        case Rule.EARLY_GAIN:
            return b if number <= a else 0
        case Rule.LATE_LOSS:
            return -b if number > a else 0
        case Rule.ALTERNATING:
            return a if number % 2 == 1 else -b


def settled(value: Fraction, turn: Turn, number: int) -> Fraction:
    """Give the quantity after a rule in round `number` as one expression."""
    a, b = (*turn.amounts, 0)[:2]
    match turn.rule:
        case Rule.GAIN | Rule.LOSS:
            return value + (a if turn.rule is Rule.GAIN else -a)
        case Rule.GROWTH:
            return Fraction(floor(value * Fraction(100 + a, 100)))
        case Rule.DECAY:
            return Fraction(-floor(-value * Fraction(100 - a, 100)))
        case Rule.SHARE:
            return Fraction(-floor(-value * Fraction(a - 1, a)))
        case Rule.RISING:
            return value + a + b * (number - 1)
        case Rule.LISTED_GAIN | Rule.LISTED_LOSS:
            listed = sum(turn.amounts[:number]) - sum(turn.amounts[: number - 1])
            return value + (listed if turn.rule is Rule.LISTED_GAIN else -listed)
        case Rule.EVERY_GAIN | Rule.EVERY_LOSS:
            due = number // a - (number - 1) // a
            return value + (b if turn.rule is Rule.EVERY_GAIN else -b) * due
        case Rule.ABOVE_LOSS:
            return value - b * len(range(a, floor(value))[:1])
        case Rule.BELOW_GAIN:
            return value + b * len(range(floor(value), a)[:1])
        case Rule.CEILING:
            return min(value, Fraction(a))
        case Rule.EARLY_GAIN:
            return value + b * len({number} & set(range(1, a + 1)))
        case Rule.LATE_LOSS:
            return value - b * len({number} - set(range(1, a + 1)))
        case Rule.ALTERNATING:
            return value + Fraction(a - b, 2) + Fraction(a + b, 2) * (1 if number & 1 else -1)


@dataclass(frozen=True, slots=True)
class Manner:
    """How the author of a program writes: `x += y` rather than `x = x + y`; sizes named first; `min` for a ceiling."""

    augmented: bool
    named: bool
    builtins: bool
    helper: bool


def draw_manner(rng: random.Random) -> Manner:
    """Draw an author's habits."""
    return Manner(rng.random() < 0.6, rng.random() < 0.5, rng.random() < 0.5, rng.random() < 0.35)


_PART = """
def part_of(amount, percent):
    return amount * percent // 100
"""

_CONDITION: Mapping[Rule, str] = {
    Rule.EVERY_GAIN: "{n} % {a} == 0",
    Rule.EVERY_LOSS: "{n} % {a} == 0",
    Rule.ABOVE_LOSS: "{x} > {a}",
    Rule.BELOW_GAIN: "{x} < {a}",
    Rule.EARLY_GAIN: "{n} <= {a}",
    Rule.LATE_LOSS: "{n} > {a}",
}
_LOSSES = frozenset({
    Rule.LOSS, Rule.DECAY, Rule.SHARE, Rule.LISTED_LOSS, Rule.EVERY_LOSS, Rule.ABOVE_LOSS, Rule.LATE_LOSS,
})  # fmt: skip


def write_turn(
    listing: Listing, manner: Manner, rule: Rule, x: str, names: list[str], n: str, part: str, counted: str
) -> None:
    """Write a rule as the statements of a round.

    Args:
        listing: the program being written.
        manner: the author's habits.
        rule: the rule.
        x: the name that holds the quantity.
        names: names of the rule's amounts; for a listed rule, of the round's value.
        n: the name that holds the round's number.
        part: a name for the size of the change, where it is to be named.
        counted: the name of a running total of this rule's changes; empty where there is none.
    """
    a, b = (*names, "")[:2]
    sign = "-" if rule in _LOSSES else "+"

    def move(size: str, direction: str = sign) -> None:
        listing.line(f"{x} {direction}= {size}" if manner.augmented else f"{x} = {x} {direction} {size}")
        if counted:
            listing.line(f"{counted} += {size}" if manner.augmented else f"{counted} = {counted} + {size}")

    match rule:
        case Rule.GROWTH | Rule.DECAY | Rule.SHARE:
            size = f"{x} // {a}" if rule is Rule.SHARE else f"{x} * {a} // 100"
            if manner.helper and rule is not Rule.SHARE:
                listing.function(_PART)
                size = f"part_of({x}, {a})"
            if manner.named or counted:
                listing.line(f"{part} = {size}")
                size = part
            move(size)
        case Rule.RISING:
            move(a)
            listing.line(f"{a} += {b}" if manner.augmented else f"{a} = {a} + {b}")
        case Rule.CEILING if manner.builtins and not counted:
            listing.line(f"{x} = min({x}, {a})")
        case Rule.CEILING:
            with listing.block(f"if {x} > {a}:"):
                if counted:
                    listing.line(f"{counted} += {x} - {a}")
                listing.line(f"{x} = {a}")
        case Rule.ALTERNATING:
            with listing.block(f"if {n} % 2 == 1:"):
                move(a)
            with listing.block("else:"):
                move(b, "-")
        case _ if rule in _CONDITION:
            with listing.block(f"if {_CONDITION[rule].format(x=x, a=a, n=n)}:"):
                move(b)
        case _:
            move(a)
