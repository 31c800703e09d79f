"""Probability by counting equally likely outcomes of spinners, dice and draws."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import paragraph

_DEVICES = (("spinner", "sectors", "spun"), ("wheel", "fields", "turned"), ("die", "faces", "rolled"))


@dataclass(frozen=True, slots=True)
class _Event:
    """An event about two results: in words, in code, and decided in Python."""

    told: str
    givens: tuple[tuple[str, int], ...]
    code: str
    holds: Callable[[int, int], bool]


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw two devices and an event about what they show."""
    size = at_difficulty(difficulty, (2, 3, 4, 5, 6))
    device, sides, verb = rng.choice(_DEVICES if size >= 4 else _DEVICES[:2])
    first, second = size + rng.randint(0, 1), size + rng.randint(0, 1)
    event = _draw_event(rng, first, second)
    if rng.random() < 0.2 * difficulty:
        event = _joined(rng, event, _draw_event(rng, first, second))
    favourable = sum(event.holds(a, b) for a in range(1, first + 1) for b in range(1, second + 1))
    asked = rng.choice(("probability", "count", "against"))
    style = rng.choice(("nested", "counted", "row") if len(event.code) < 45 else ("nested", "counted"))
    listing = Listing()
    listing.given(f"first_{sides}", first)
    listing.given(f"second_{sides}", second)
    for name, value in event.givens:
        listing.given(name, value)
    if asked != "count":
        listing.need("from fractions import Fraction")
    listing.line("favourable = 0")
    if style == "counted" and asked != "count":
        listing.line("outcomes = 0")
    with listing.block(f"for first in range(1, first_{sides} + 1):"):
        if style == "row":
            listing.line(f"seconds = range(1, second_{sides} + 1)")
            listing.line(f"hits = [second for second in seconds if {event.code}]")
            listing.line("favourable += len(hits)")
        else:
            with listing.block(f"for second in range(1, second_{sides} + 1):"):
                if style == "counted" and asked != "count":
                    listing.line("outcomes += 1")
                with listing.block(f"if {event.code}:"):
                    listing.line("favourable += 1")
    if style != "counted" and asked != "count":
        listing.line(f"outcomes = first_{sides} * second_{sides}")
    fails = [pair for pair in product(range(first, 0, -1), range(second, 0, -1)) if not event.holds(*pair)]
    total = Fraction(favourable, first * second)
    listing.line(
        {
            "probability": "return str(Fraction(favourable, outcomes))",
            "count": "return favourable",
            "against": "return str(1 - Fraction(favourable, outcomes))",
        }[asked]
    )
    opening = (
        f"A {device} has {first} equal {sides} numbered from 1 to {first}, and a second {device} has {second} equal "
        f"{sides} numbered from 1 to {second}. Both are {verb}."
    )
    question, answer, check = {
        "probability": (
            f"What is the probability that {event.told}? Give a fraction in lowest terms, or 0 or 1.",
            str(total), str(1 - Fraction(len(fails), first * second)),
        ),
        "count": (
            f"In how many of the possible pairs of results is it true that {event.told}?",
            favourable, first * second - len(fails),
        ),
        "against": (
            f"What is the probability that it is not true that {event.told}? Give a fraction in lowest terms, or "
            "0 or 1.",
            str(1 - total), str(Fraction(len(fails), first * second)),
        ),
    }[asked]  # fmt: skip
    return Problem(paragraph(opening, question), listing.render(), answer, check, "pairs" if asked == "count" else "")


def _joined(rng: random.Random, one: _Event, other: _Event) -> _Event:
    """Give the event that both happen or that at least one does; an event joined to its like stays as it is."""
    if one.code == other.code or {name for name, _ in one.givens} & {name for name, _ in other.givens}:
        return one
    givens = (*one.givens, *other.givens)
    if rng.random() < 0.5:
        told, code = f"{one.told} and, as well, {other.told}", f"{one.code} and {other.code}"
        return _Event(told, givens, code, lambda a, b: one.holds(a, b) and other.holds(a, b))
    told, code = f"{one.told}, or {other.told}, or both", f"{one.code} or {other.code}"
    return _Event(told, givens, code, lambda a, b: one.holds(a, b) or other.holds(a, b))


def _draw_event(rng: random.Random, first: int, second: int) -> _Event:
    total, part = rng.randint(3, first + second - 1), rng.randint(2, 4)
    gap = rng.randint(1, max(1, min(first, second) - 2))
    events = [
        _Event(f"the sum of both numbers is at least {total}", (("least_sum", total),), "first + second >= least_sum",
               lambda a, b: a + b >= total),
        _Event(f"the sum of both numbers is {total}", (("wanted_sum", total),), "first + second == wanted_sum",
               lambda a, b: a + b == total),
        _Event(f"the product of both numbers is divisible by {part}", (("divisor", part),),
               "first * second % divisor == 0", lambda a, b: a * b % part == 0),
        _Event("the first number is greater than the second", (), "first > second", lambda a, b: a > b),
        _Event(f"the two numbers differ by more than {gap}", (("gap", gap),), "abs(first - second) > gap",
               lambda a, b: abs(a - b) > gap),
        _Event(f"the larger of both numbers is at most {gap + 1}", (("highest", gap + 1),),
               "max(first, second) <= highest", lambda a, b: max(a, b) <= gap + 1),
        _Event("both numbers are odd or both are even", (), "first % 2 == second % 2", lambda a, b: (a - b) % 2 == 0),
        _Event(f"the sum of both numbers leaves remainder 1 when divided by {part}", (("modulus", part),),
               "(first + second) % modulus == 1", lambda a, b: (a + b) % part == 1),
    ]  # fmt: skip
    return rng.choice(events)
