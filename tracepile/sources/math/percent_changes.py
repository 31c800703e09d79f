"""A price that rises and falls by percentages and amounts, kept exactly and told in whole cents at the end."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import accumulate
from math import prod

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import digits, listed, ordinal

_THINGS = (
    ("coat", "shop"), ("tablet", "shop"), ("sofa", "furniture store"), ("share of a company", "stock exchange"),
    ("season ticket", "theatre"), ("bicycle", "workshop"), ("painting", "gallery"),
)  # fmt: skip
_DISTRACTORS = ("{} people ask about it on that day.", "It has been on offer for {} weeks.", "It is the last one left.")
_PERCENTS = (4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50)
_EXACT = "Give a whole number or a fraction in lowest terms."
_CENTS = "Give the exact amount as a whole number or a fraction in lowest terms."
_FUNCTIONS = {
    "percent_of": "def percent_of(amount, percent):\n    return amount * percent / 100",
    "raised": "def raised(amount, percent):\n    return amount * (100 + percent) / 100",
    "lowered": "def lowered(amount, percent):\n    return amount * (100 - percent) / 100",
}


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a price, its changes and a question."""
    thing, place = rng.choice(_THINGS)
    price = rng.randint(8, 240) * rng.choice((1, 5, 10))
    start = Fraction(price)
    rounds = at_difficulty(difficulty, (2, 3, 3, 4, 6))
    chain = draw_stages(
        rng, at_difficulty(difficulty, (2, 3, 4, 5, 6)), start,
        lambda r, value: _stages(r, value, rounds, place),
        lambda value: 3 < value < 20_000 and value.denominator <= 1_000_000,
    )  # fmt: skip
    opening = Opening(
        f"The price of a {thing} is ${digits(price)} at first.", "price", start, start, (("first_price", price),),
        ("{x} = Fraction({first_price})",),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), price))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _stages(rng: random.Random, value: Fraction, rounds: int, place: str) -> list[Stage[Fraction]]:
    up, down, other = rng.choice(_PERCENTS), rng.choice(_PERCENTS), rng.choice(_PERCENTS[:8])
    amount, fee = rng.randint(2, max(2, int(value) // 3)), rng.randint(2, 20)
    limit = max(3, int(value) + rng.choice((-1, 1)) * rng.randint(2, max(2, int(value) // 4)))
    times = rng.randint(2, rounds)
    percents = rng.sample(_PERCENTS[:8], times)
    rises, falls = Fraction(100 + up, 100), Fraction(100 - down, 100)
    return [
        Stage(f"Then the price rises by {up}%.",
              ("{x} = {x} * (100 + {rise}) / 100", "{x} = {x} + {x} * {rise} / 100", "{x} = raised({x}, {rise})",
               "{increase} = {x} * {rise} / 100\n{x} = {x} + {increase}", "{x} = {x} + percent_of({x}, {rise})"),
              lambda v: v + v * up / 100, lambda v: v * rises, (("rise", up),), "risen_price"),
        Stage(f"The {place} lowers the price by {down}%.",
              ("{x} = {x} * (100 - {cut}) / 100", "{x} = {x} - {x} * {cut} / 100", "{x} = lowered({x}, {cut})",
               "{discount} = {x} * {cut} / 100\n{x} = {x} - {discount}", "{x} = {x} - percent_of({x}, {cut})"),
              lambda v: v - v * down / 100, lambda v: v * falls, (("cut", down),), "reduced_price"),
        Stage(f"A voucher takes ${amount} off.", ("{x} = {x} - {voucher}",),
              lambda v: v - amount, lambda v: v + (-amount), (("voucher", amount),), "price_with_voucher"),
        Stage(f"A charge of ${fee} is added.", ("{x} = {x} + {charge}",),
              lambda v: v + fee, lambda v: v - (-fee), (("charge", fee),), "price_with_charge"),
        Stage(f"Then it rises by {up}% {times} times, one after another.",
              ("for _ in range({rises}):\n    {x} = {x} * (100 + {each_rise}) / 100",
               "for _ in range({rises}):\n    {x} = {x} + {x} * {each_rise} / 100",
               "for _ in range({rises}):\n    {x} = raised({x}, {each_rise})"),
              lambda v: [*accumulate(range(times), lambda p, _: p + p * up / 100, initial=v)][-1],
              lambda v: v * rises**times, (("rises", times), ("each_rise", up))),
        Stage(f"Over {times} weeks it falls by {down}% every week.",
              ("for _ in range({weeks}):\n    {x} = {x} * (100 - {weekly_cut}) / 100",
               "for _ in range({weeks}):\n    {x} = {x} - {x} * {weekly_cut} / 100",
               "for _ in range({weeks}):\n    {x} -= percent_of({x}, {weekly_cut})"),
              lambda v: [*accumulate(range(times), lambda p, _: p - p * down / 100, initial=v)][-1],
              lambda v: v * falls**times, (("weeks", times), ("weekly_cut", down))),
        Stage(f"In the following months it rises by {listed([f'{percent}%' for percent in percents])}, in that order.",
              ("for {percent} in {percents}:\n    {x} = {x} * (100 + {percent}) / 100",
               "for {percent} in {percents}:\n    {x} = raised({x}, {percent})",
               "for {percent} in {percents}:\n    {increase} = {x} * {percent} / 100\n    {x} = {x} + {increase}"),
              lambda v: [*accumulate(percents, lambda p, percent: p + p * percent / 100, initial=v)][-1],
              lambda v: v * prod(Fraction(100 + percent, 100) for percent in percents), (("percents", percents),)),
        Stage(f"If it is above ${limit} by then, it is lowered by {other}%; otherwise it is raised by ${fee}.",
              ("if {x} > {limit}:\n    {x} = {x} * (100 - {limit_cut}) / 100\nelse:\n    {x} = {x} + {raise_by}",
               "if {x} > {limit}:\n    {x} = lowered({x}, {limit_cut})\nelse:\n    {x} = {x} + {raise_by}"),
              lambda v: v - v * other / 100 if v > limit else v + fee,
              lambda v: v * Fraction(100 - other, 100) * (v > limit) + (v + fee) * (v <= limit),
              (("limit", limit), ("limit_cut", other), ("raise_by", fee))),
        Stage(f"As long as the price is above ${limit}, it is lowered by {up}% again and again.",
              ("while {x} > {goal}:\n    {x} = {x} * (100 - {step_cut}) / 100",
               "while {x} > {goal}:\n    {x} = lowered({x}, {step_cut})",
               "while {x} > {goal}:\n    {x} -= percent_of({x}, {step_cut})"),
              lambda v: _lowered(v, limit, up), lambda v: _lowered_again(v, limit, up),
              (("goal", limit), ("step_cut", up)), possible=up >= 8),
        Stage(f"In each of {times + 1} months it rises by {other}%, but in every {ordinal(2)} of these months ${fee} "
              "is then taken off.",
              ("for {month} in range(1, {months} + 1):\n    {x} = {x} * (100 + {monthly_rise}) / 100\n"
               "    if {month} % {interval} == 0:\n        {x} = {x} - {monthly_off}",
               "for {month} in range(1, {months} + 1):\n    {x} += percent_of({x}, {monthly_rise})\n"
               "    if {month} % {interval} == 0:\n        {x} -= {monthly_off}"),
              lambda v: _monthly(v, times + 1, other, fee), lambda v: _monthly_again(v, times + 1, other, fee),
              (("months", times + 1), ("monthly_rise", other), ("interval", 2), ("monthly_off", fee))),
    ]  # fmt: skip


def _lowered(value: Fraction, limit: int, percent: int) -> Fraction:
    while value > limit:
        value -= value * percent / 100
    return value


def _lowered_again(value: Fraction, limit: int, percent: int) -> Fraction:
    factor = Fraction(100 - percent, 100)
    return next(low for low in (value * factor**times for times in range(1_000)) if low <= limit)


def _monthly(value: Fraction, months: int, percent: int, off: int) -> Fraction:
    for month in range(1, months + 1):
        value += value * percent / 100
        if month % 2 == 0:
            value -= off
    return value


def _monthly_again(value: Fraction, months: int, percent: int, off: int) -> Fraction:
    """Give every amount the growth of the months that follow it."""
    factor = Fraction(100 + percent, 100)
    return value * factor**months - sum(off * factor ** (months - month) for month in range(2, months + 1, 2))


def _asks(rng: random.Random, value: Fraction, first: int) -> list[Ask[Fraction]]:
    pieces, paid = rng.randint(2, 9), (int(value) // 10 + rng.randint(1, 3)) * 10
    return [
        Ask("How many dollars is the price in the end, rounded down to whole dollars?",
            ("return int({x})", "return {x} // 1"), int, lambda v: v.numerator // v.denominator, unit="dollars"),
        Ask(f"What is the price in the end, in dollars? {_CENTS}", ("return str({x})",), str,
            lambda v: str(v + 0), unit="dollars"),
        Ask(f"By how many percent of the first price does the last price differ from it? {_EXACT}",
            ("return str(abs({x} - {first_price}) * 100 / {first_price})",
             "{change} = abs({x} - {first_price})\nreturn str({change} * 100 / {first_price})",
             "{ratio} = {x} / {first_price}\nreturn str(abs({ratio} - 1) * 100)"),
            lambda v: str(abs(v - first) * 100 / first), lambda v: str(abs(v / first - 1) * 100), unit="percent"),
        Ask(f"How many dollars do {pieces} of them cost in the end, rounded down to whole dollars?",
            ("return int({x} * {pieces})", "{cost} = {x} * {pieces}\nreturn int({cost})"),
            lambda v: int(v * pieces), lambda v: sum([v] * pieces) // 1, (("pieces", pieces),), "dollars"),
        Ask(f"Somebody pays with ${digits(paid)}. How many cents of change are due, rounded down to whole cents?",
            ("return int(({paid} - {x}) * 100)", "{change} = {paid} - {x}\nreturn int({change} * 100)"),
            lambda v: int((paid - v) * 100),
            lambda v: (100 * paid * v.denominator - 100 * v.numerator) // v.denominator, (("paid", paid),), "cents"),
        Ask("Is the last price higher than the first? Answer yes or no.",
            ('if {x} > {first_price}:\n    return "yes"\nreturn "no"',
             'return "yes" if {x} > {first_price} else "no"'),
            lambda v: "yes" if v > first else "no", lambda v: ("no", "yes")[v - first > 0], possible=value != first),
    ]  # fmt: skip
