"""Rhythms and equal groups: common multiples and common divisors in a story."""

from __future__ import annotations

import random
from math import gcd, lcm

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import listed, paragraph

_GCD = """
def common_divisor(a, b):
    while b:
        a, b = b, a % b
    return a
"""
_RHYTHMS = (
    ("lighthouses", "flash", "flashes", "seconds"),
    ("buses of different lines", "leave the square", "leaves", "minutes"),
    ("bells", "ring", "rings", "minutes"),
    ("fountains", "start to play", "plays", "minutes"),
    ("satellites", "pass over the station", "passes", "hours"),
)
_SUPPLIES = (("pencils", "erasers", "rulers", "crayons"), ("tulips", "roses", "lilies", "daisies"),
             ("cookies", "muffins", "brownies", "tarts"))  # fmt: skip


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a story about common multiples or about the largest equal groups."""
    number = at_difficulty(difficulty, (2, 2, 3, 3, 4))
    return _groups(rng, number, difficulty) if rng.random() < 0.4 else _rhythms(rng, number, difficulty)


def _rhythms(rng: random.Random, number: int, difficulty: int) -> Problem:
    things, act, acts, unit = rng.choice(_RHYTHMS)
    while True:
        periods = sorted(rng.sample(range(4, 41), number))
        if lcm(*periods) <= at_difficulty(difficulty, (120, 240, 600, 1200, 1800)) and periods[-1] < lcm(*periods):
            break
    together = lcm(*periods)
    listing = Listing()
    ways = listed([f"one {acts} every {period} {unit}" for period in periods])
    opening = f"{number} {things} {act} at the same moment. From then on, {ways}."
    asked = rng.choice(("next", "count", "any"))
    span = together * rng.randint(1, 3) + rng.randint(1, 30)
    search = together // periods[-1] <= 8 * difficulty and rng.random() < 0.6
    if asked == "any":
        span = min(span, max(periods[0] + 2, at_difficulty(difficulty, (6, 8, 12, 14, 18))))
        return _any_of(listing, periods, span, opening, act, unit)
    names = [listing.given(f"period_{i}", period) for i, period in enumerate(periods, start=1)]
    if asked == "count":
        listing.given("span", span)
    if search:
        listing.line(f"together = {names[-1]}")
        tests = " or ".join(f"together % {name} != 0" for name in names[:-1])
        with listing.block(f"while {tests}:"):
            listing.line(f"together += {names[-1]}")
    else:
        listing.function(_GCD)
        listing.line(f"together = {names[0]}")
        for name in names[1:]:
            listing.line(f"together = together * {name} // common_divisor(together, {name})")
    first = next(t for t in range(1, 10**6) if not any(t % period for period in periods))
    if asked == "next":
        listing.line("return together")
        question = f"After how many {unit} do all of them {act} at the same moment again for the first time?"
        return Problem(paragraph(opening, question), listing.render(), together, first, unit)
    listing.line("meetings = span // together + 1")
    listing.line("return meetings")
    question = f"How many times do all of them {act} together up to {span} {unit} later, the first time included?"
    both = len([t for t in range(span + 1) if all(t % period == 0 for period in periods)])
    return Problem(paragraph(opening, question), listing.render(), span // together + 1, both, "times")


def _any_of(listing: Listing, periods: list[int], span: int, told: str, act: str, unit: str) -> Problem:
    listing.given("periods", periods)
    listing.given("span", span)
    listing.line("busy = 0")
    with (
        listing.block("for moment in range(1, span + 1):"),
        listing.block("for period in periods:"),
        listing.block("if moment % period == 0:"),
    ):
        listing.line("busy += 1")
        listing.line("break")
    listing.line("return busy")
    question = (
        f"At how many different moments do 1 or more of them {act} in the {span} {unit} that follow, the end included?"
    )
    due = sorted({moment for period in periods for moment in range(period, span + 1, period)})
    answer = sum(any(moment % period == 0 for period in periods) for moment in range(1, span + 1))
    return Problem(f"{told} {question}", listing.render(), answer, len(due), "moments")


def _groups(rng: random.Random, number: int, difficulty: int) -> Problem:
    kinds = rng.sample(rng.choice(_SUPPLIES), number)
    size = rng.randint(3, 16)
    amounts = [size * part for part in rng.sample(range(2, 5 + 6 * difficulty), number)]
    largest = gcd(*amounts)
    listing = Listing()
    names = [listing.given(kind, amount) for kind, amount in zip(kinds, amounts, strict=True)]
    if min(amounts) - largest > 12 * difficulty or rng.random() < 0.3:
        listing.function(_GCD)
        listing.line(f"sets = common_divisor({names[0]}, {names[1]})")
        for name in names[2:]:
            listing.line(f"sets = common_divisor(sets, {name})")
    else:
        listing.line(f"sets = min({', '.join(names)})")
        with listing.block(f"while {' or '.join(f'{name} % sets != 0' for name in names)}:"):
            listing.line("sets -= 1")
    stock = listed([f"{amount} {kind}" for kind, amount in zip(kinds, amounts, strict=True)])
    opening = f"A club has {stock} and makes as many equal sets as possible, with nothing left over."
    certain = max(n for n in range(1, min(amounts) + 1) if not any(amount % n for amount in amounts))
    asked = rng.choice(("sets", "contents", "one kind"))
    if asked == "sets":
        listing.line("return sets")
        return Problem(paragraph(opening, "How many sets are there?"), listing.render(), largest, certain, "sets")
    if asked == "contents":
        listing.line(f"return ({' + '.join(names)}) // sets")
        answer, check = sum(amounts) // largest, sum(amount // certain for amount in amounts)
        question = "How many things are in each set?"
        return Problem(paragraph(opening, question), listing.render(), answer, check, "things")
    which = rng.randrange(number)
    listing.line(f"return {names[which]} // sets")
    question = f"How many {kinds[which]} are in each set?"
    answer, check = amounts[which] // largest, amounts[which] // certain
    return Problem(paragraph(opening, question), listing.render(), answer, check, kinds[which])
