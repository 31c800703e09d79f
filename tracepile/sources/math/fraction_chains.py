"""A length, weight or volume that is a fraction, and fractions of it that come and go: all in exact arithmetic."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import reduce

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import Person, people

_THINGS = (
    ("rope", "length", "metres"),
    ("ribbon", "length", "metres"),
    ("sack of rice", "weight", "kilograms"),
    ("barrel of cider", "volume", "litres"),
    ("block of clay", "weight", "kilograms"),
)
_IN_TERMS = "Give a whole number or a fraction in lowest terms."
_LARGEST_DENOMINATOR = 5_000


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw an amount, the parts that are taken from it or added to it, and a question."""
    thing, measure, unit = rng.choice(_THINGS)
    who = people(rng, 1)[0]
    bottom = rng.choice((2, 3, 4, 5, 6, 8))
    top = rng.choice([n for n in range(3 * bottom, 30 * bottom) if n % bottom])
    start = Fraction(top, bottom)
    rounds = at_difficulty(difficulty, (2, 2, 3, 4, 5))
    chain = draw_stages(
        rng, at_difficulty(difficulty, (2, 3, 4, 5, 6)), start,
        lambda r, value: _stages(r, value, who, (thing, measure, unit), rounds),
        lambda value: Fraction(1, 2) < value < 500 and value.denominator < _LARGEST_DENOMINATOR,
    )  # fmt: skip
    opening = Opening(
        f"{who.name} has a {thing} with a {measure} of {start.numerator}/{start.denominator} {unit}.",
        measure, start, start, (("top", start.numerator), ("bottom", start.denominator)),
        ("{x} = Fraction({top}, {bottom})",),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), start, measure, unit))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, who=who, distractors=_DISTRACTORS)


_DISTRACTORS = ("It was bought {} days ago.", "It had cost ${} in a sale.", "It is kept in a shed.")
_FUNCTIONS = {
    "part_of": "def part_of(amount, top, bottom):\n    return amount * top / bottom",
}


def _stages(
    rng: random.Random, value: Fraction, who: Person, words: tuple[str, str, str], rounds: int
) -> list[Stage[Fraction]]:
    thing, measure, unit = words
    name, they = who.name, who.they
    bottom = rng.randint(3, 9)
    top = rng.choice([n for n in range(1, bottom) if Fraction(n, bottom).denominator == bottom])
    part = Fraction(top, bottom)
    piece_bottom = rng.choice((2, 3, 4, 5, 8))
    piece = Fraction(rng.choice([n for n in range(1, 3 * piece_bottom) if n % piece_bottom]), piece_bottom)
    over, under = piece.numerator, piece.denominator
    days, limit = rng.randint(2, rounds + 1), max(2, int(value) + rng.choice((-2, -1, 1, 2)))
    share, factor, percent = rng.randint(2, 4), rng.randint(2, 3), rng.choice((10, 20, 25, 40, 50))
    named = (("taken", top), ("of", bottom))
    sized = (("piece_top", over), ("piece_bottom", under))
    return [
        Stage(f"{name} uses {top}/{bottom} of what is there.",
              ("{x} = {x} - {x} * {taken} / {of}", "{x} = {x} * ({of} - {taken}) / {of}",
               "{used} = {x} * {taken} / {of}\n{x} = {x} - {used}",
               "{x} = {x} - part_of({x}, {taken}, {of})"),
              lambda v: v - v * part, lambda v: v * (1 - part), named, "after_use"),
        Stage(f"{name} sells everything except {top}/{bottom} of it.",
              ("{x} = {x} * {kept} / {parts}", "{x} = part_of({x}, {kept}, {parts})",
               "{x} *= Fraction({kept}, {parts})"),
              lambda v: v * part, lambda v: v - v * (bottom - top) / bottom, (("kept", top), ("parts", bottom)),
              "after_selling"),
        Stage(f"{name} gives away {over}/{under} {unit} of it.",
              ("{x} = {x} - Fraction({piece_top}, {piece_bottom})",
               "{piece} = Fraction({piece_top}, {piece_bottom})\n{x} = {x} - {piece}"),
              lambda v: v - piece, lambda v: (v * under - over) / under, sized, "after_gift"),
        Stage(f"{name} adds {over}/{under} {unit}.",
              ("{x} = {x} + Fraction({added_top}, {added_bottom})",
               "{extra} = Fraction({added_top}, {added_bottom})\n{x} = {x} + {extra}"),
              lambda v: v + piece, lambda v: (v * under + over) / under,
              (("added_top", over), ("added_bottom", under)), "after_adding"),
        Stage(f"{name} makes it {factor} times as much by buying more of the same kind.",
              ("{x} = {x} * {factor}",), lambda v: v * factor, lambda v: sum([v] * factor, Fraction()),
              (("factor", factor),), "after_buying"),
        Stage(f"{name} divides it into {share} equal shares and keeps 1 of them.",
              ("{x} = {x} / {shares}", "{x} = {x} * Fraction(1, {shares})"),
              lambda v: v / share, lambda v: v * Fraction(1, share), (("shares", share),), "kept_share"),
        Stage(f"On each of {days} days {they} uses {top}/{bottom} of what is there then.",
              ("for _ in range({days}):\n    {x} = {x} - {x} * {daily_top} / {daily_bottom}",
               "for _ in range({days}):\n    {x} = {x} * ({daily_bottom} - {daily_top}) / {daily_bottom}",
               "for _ in range({days}):\n    {x} -= part_of({x}, {daily_top}, {daily_bottom})"),
              lambda v: reduce(lambda left, _: left - left * part, range(days), v),
              lambda v: v * (1 - part) ** days,
              (("days", days), ("daily_top", top), ("daily_bottom", bottom))),
        Stage(f"On each of {days} days {they} uses {over}/{under} {unit}, as long as at least that much is there.",
              ("{daily} = Fraction({use_top}, {use_bottom})\nfor _ in range({times}):\n    if {x} >= {daily}:\n"
               "        {x} = {x} - {daily}",),
              lambda v: reduce(lambda left, _: left - piece if left >= piece else left, range(days), v),
              lambda v: v - piece * min(days, v // piece),
              (("times", days), ("use_top", over), ("use_bottom", under))),
        Stage(f"As long as more than {limit} {unit} are there, {they} uses up half of it, again and again.",
              ("while {x} > {limit}:\n    {x} = {x} / 2", "while {x} > {limit}:\n    {x} *= Fraction(1, 2)"),
              lambda v: _halved(v, limit), lambda v: _halved_again(v, limit), (("limit", limit),)),
        Stage(f"If there are more than {limit} {unit} then, {they} gives {over}/{under} {unit} away, and otherwise "
              f"{they} gets {top}/{bottom} {unit} more.",
              ("if {x} > {mark}:\n    {x} = {x} - Fraction({less_top}, {less_bottom})\nelse:\n"
               "    {x} = {x} + Fraction({more_top}, {more_bottom})",),
              lambda v: v - piece if v > limit else v + part,
              lambda v: v + {True: -piece, False: part}[v > limit],
              (("mark", limit), ("less_top", over), ("less_bottom", under), ("more_top", top),
               ("more_bottom", bottom))),
        Stage(f"Left outside in the damp, the {thing} gains {percent}% in {measure}.",
              ("{x} = {x} * (100 + {percent}) / 100", "{x} = {x} + {x} * {percent} / 100",
               "{x} = {x} + part_of({x}, {percent}, 100)"),
              lambda v: v * (100 + percent) / 100, lambda v: v + v * Fraction(percent, 100),
              (("percent", percent),), "after_gain", possible=measure == "weight"),
    ]  # fmt: skip


def _halved(value: Fraction, limit: int) -> Fraction:
    while value > limit:
        value = value / 2
    return value


def _halved_again(value: Fraction, limit: int) -> Fraction:
    times = next(times for times in range(100) if value <= limit * 2**times)
    return value * Fraction(1, 2**times)


def _asks(rng: random.Random, value: Fraction, start: Fraction, measure: str, unit: str) -> list[Ask[Fraction]]:
    price, size = rng.randint(2, 12), rng.choice((2, 3, 4, 5))
    goal = int(value) + rng.randint(2, 9)
    return [
        Ask(f"What is the {measure} of what is there in the end, in {unit}? {_IN_TERMS}", ("return str({x})",),
            str, lambda v: str(Fraction(v.numerator, v.denominator)), unit=unit),
        Ask(f"How many {unit} are missing to {goal} {unit} in the end? {_IN_TERMS}",
            ("return str({goal} - {x})", "{missing} = {goal} - {x}\nreturn str({missing})"),
            lambda v: str(goal - v), lambda v: str(-(v - goal)), (("goal", goal),), unit),
        Ask(f"What fraction of the first {measure} is the last one? {_IN_TERMS}",
            ("return str({x} / Fraction({top}, {bottom}))", "return str({x} * {bottom} / {top})"),
            lambda v: str(v / start), lambda v: str(v * start.denominator / start.numerator)),
        Ask(f"It is then sold at ${price} a {unit[:-1]}. How many full dollars does that bring?",
            ("return int({x} * {price})", "{worth} = {x} * {price}\nreturn int({worth})"),
            lambda v: int(v * price), lambda v: v.numerator * price // v.denominator, (("price", price),), "dollars"),
        Ask(f"How many full portions of 1/{size} {unit[:-1]} can be made of what is there in the end?",
            ("return int({x} * {portion_parts})", "return int({x} / Fraction(1, {portion_parts}))"),
            lambda v: int(v * size), lambda v: v // Fraction(1, size), (("portion_parts", size),), "portions",
            possible=value * size >= 2),
        Ask(f"By how many {unit} does the last {measure} differ from the first? {_IN_TERMS}",
            ("return str(abs({x} - Fraction({top}, {bottom})))",
             "{change} = {x} - Fraction({top}, {bottom})\nif {change} < 0:\n    {change} = -{change}\n"
             "return str({change})"),
            lambda v: str(abs(v - start)), lambda v: str(max(v, start) - min(v, start)), (), unit),
    ]  # fmt: skip
