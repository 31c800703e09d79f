"""Part after part is taken from what is left, forwards to the rest or backwards to the whole."""

from __future__ import annotations

import random
from fractions import Fraction
from math import prod

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import digits, paragraph, people

_SETTINGS = (
    ("book", "pages", "reads"),
    ("puzzle", "pieces", "places"),
    ("trail", "metres", "walks"),
    ("wall", "bricks", "lays"),
    ("photo archive", "pictures", "sorts"),
)
_LARGEST = 4_000
_FRACTIONS = ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (1, 6))


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw parts taken on consecutive days so that every amount is whole."""
    whole, what, verb = rng.choice(_SETTINGS)
    who = people(rng, 1)[0]
    days = at_difficulty(difficulty, (2, 3, 4, 5, 7))
    backwards = rng.random() < 0.5
    rest, left, plan = _draw_plan(rng, days)
    told = []
    for day, (kind, a, b) in enumerate(plan, start=1):
        rest_of = "of what is left" if day > 1 else f"of the {what}"
        amount = f"{a}/{b} {rest_of}" if kind == "part" else f"{a} {what}"
        told.append(f"On day {day} {who.name} {verb} {amount}.")
    listing = Listing()
    uniform = all(kind == "part" for kind, _, _ in plan)
    if backwards:
        opening = f"{who.name} is busy with a {whole}."
        question = f"After that, {digits(rest)} {what} are left. How many {what} are there in the {whole} altogether?"
        listing.given("left", rest)
        _write_backwards(listing, rng, plan, uniform)
        answer = _before(rest, plan[::-1])
        check = _solved(rest, plan)
        return Problem(paragraph(opening, *told, question), listing.render(), answer, check, what)
    opening = f"There are {digits(left)} {what} in a {whole}."
    asked = rng.choice(("left", "largest"))
    listing.given("left", left)
    _write_forwards(listing, rng, plan, uniform, asked)
    taken, remaining = [], left
    for kind, a, b in plan:
        taken.append(remaining // b * a if kind == "part" else a)
        remaining -= taken[-1]
    if asked == "left":
        question = f"How many {what} are left after day {days}?"
        answer, check = remaining, left - sum(_taken(left, plan))
    else:
        question = f"What is the largest number of {what} on a single day of these?"
        answer, check = max(taken), sorted(_taken(left, plan))[-1]
    return Problem(paragraph(opening, *told, question), listing.render(), answer, check, what)


def _draw_plan(rng: random.Random, days: int) -> tuple[int, int, list[tuple[str, int, int]]]:
    """Draw from the last day back to the first; give the rest, the whole and the days in order."""
    while True:
        rest = left = rng.randint(4, 30)
        plan: list[tuple[str, int, int]] = []
        while len(plan) < days and left < _LARGEST:
            n, d = rng.choice(_FRACTIONS)
            counted_next = bool(plan) and plan[-1][0] == "count"
            if not counted_next and rng.random() < 0.4:
                plan.append(("count", rng.randint(3, 24), 0))
                left += plan[-1][1]
            elif left % (d - n) == 0:
                plan.append(("part", n, d))
                left = left * d // (d - n)
            elif not counted_next:
                plan.append(("count", (d - n) * rng.randint(2, 6) - left % (d - n), 0))
                left += plan[-1][1]
        if left < _LARGEST and any(kind == "part" for kind, _, _ in plan):
            return rest, left, plan[::-1]


def _before(rest: int, latest_first: list[tuple[str, int, int]]) -> int:
    for kind, a, b in latest_first:
        rest = rest * b // (b - a) if kind == "part" else rest + a
    return rest


def _solved(rest: int, plan: list[tuple[str, int, int]]) -> int:
    """Solve slope * whole + offset = rest, where the plan is one linear map."""
    slope, offset = Fraction(1), Fraction(0)
    for kind, a, b in plan:
        factor, shift = (Fraction(b - a, b), 0) if kind == "part" else (Fraction(1), a)
        slope, offset = slope * factor, offset * factor - shift
    return int((rest - offset) / slope)


def _taken(left: int, plan: list[tuple[str, int, int]]) -> list[int]:
    taken: list[Fraction] = []
    for index, (kind, a, b) in enumerate(plan):
        if all(earlier == "part" for earlier, _, _ in plan[: index + 1]):
            kept = prod((Fraction(d - n, d) for _, n, d in plan[:index]), start=Fraction(left))
        else:
            kept = left - sum(taken, Fraction())
        taken.append(kept * Fraction(a, b) if kind == "part" else Fraction(a))
    return [int(amount) for amount in taken]


def _write_backwards(listing: Listing, rng: random.Random, plan: list[tuple[str, int, int]], uniform: bool) -> None:
    if uniform or (len(plan) > 3 and rng.random() < 0.3):
        _give_days(listing, plan)
        with listing.block("for taken, parts in reversed(days):"):
            if uniform:
                listing.line("left = left * parts // (parts - taken)")
            else:
                with listing.block("if parts == 0:"):
                    listing.line("left += taken")
                with listing.block("else:"):
                    listing.line("left = left * parts // (parts - taken)")
        listing.line("return left")
        return
    names = _give_each(listing, plan)
    for (kind, _, _), (a, b) in zip(reversed(plan), reversed(names), strict=True):
        listing.line(f"left = left * {b} // ({b} - {a})" if kind == "part" else f"left += {a}")
    listing.line("return left")


def _give_days(listing: Listing, plan: list[tuple[str, int, int]]) -> None:
    listing.given("days", [(a, b) for _, a, b in plan])


def _give_each(listing: Listing, plan: list[tuple[str, int, int]]) -> list[tuple[str, str]]:
    names = []
    for day, (kind, a, b) in enumerate(plan, start=1):
        if kind == "part":
            names.append((listing.given(f"day_{day}_taken", a), listing.given(f"day_{day}_parts", b)))
        else:
            names.append((listing.given(f"day_{day}_count", a), ""))
    return names


def _write_forwards(
    listing: Listing, rng: random.Random, plan: list[tuple[str, int, int]], uniform: bool, asked: str
) -> None:
    if uniform or (len(plan) > 3 and rng.random() < 0.3):
        _give_days(listing, plan)
        if asked == "largest":
            listing.line("largest = 0")
        with listing.block("for taken, parts in days:"):
            if uniform:
                listing.line("amount = left * taken // parts")
            else:
                with listing.block("if parts == 0:"):
                    listing.line("amount = taken")
                with listing.block("else:"):
                    listing.line("amount = left * taken // parts")
            listing.line("left -= amount")
            if asked == "largest":
                with listing.block("if amount > largest:"):
                    listing.line("largest = amount")
        listing.line(f"return {asked}")
        return
    amounts = []
    for (kind, _, _), (a, b) in zip(plan, _give_each(listing, plan), strict=True):
        name = a
        if kind == "part":
            name = listing.name(a.replace("taken", "amount"))
            listing.line(f"{name} = left * {a} // {b}")
        amounts.append(name)
        listing.line(f"left -= {name}")
    if asked == "left":
        listing.line("return left")
        return
    listing.line(f"largest = max({', '.join(amounts[:3])})")
    for name in amounts[3:]:
        listing.line(f"largest = max(largest, {name})")
    listing.line("return largest")
