"""Money on a journey: exchanged from currency to currency, with fees, expenses and income in between."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import Person, digits, listed, people

_CURRENCIES = ("dollars", "crowns", "pesos", "rupees", "dinars", "francs", "shillings", "lira", "guilders", "talers")
_DISTRACTORS = (
    "The journey takes {} days altogether.", "The suitcase weighs {} kilograms.", "There are long queues at the banks.",
)  # fmt: skip
_FUNCTIONS = {
    "after_fee": "def after_fee(amount, percent):\n    fee = amount * percent // 100\n    return amount - fee",
    "exchanged": "def exchanged(amount, paid, received):\n    return amount // paid * received",
}


@dataclass(frozen=True, slots=True)
class _Purse:
    """What the traveller has: a whole amount of one currency."""

    amount: int
    currency: str


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a journey's exchanges and expenses; an exchange takes whole amounts only, and the rest is given away."""
    who, other = people(rng, 2)
    start = _Purse(rng.randint(30, 400) * rng.choice((1, 5, 10)), rng.choice(_CURRENCIES))
    rounds = at_difficulty(difficulty, (2, 3, 4, 5, 6))
    chain = draw_stages(
        rng, at_difficulty(difficulty, (2, 3, 4, 6, 7)), start,
        lambda r, purse: _stages(r, purse, who, other, rounds), lambda purse: 20 < purse.amount < 90_000,
    )  # fmt: skip
    opening = Opening(
        f"{who.name} sets out with {digits(start.amount)} {start.currency}.", "money", start, start,
        ((f"{start.currency}_at_first", start.amount),), (f"{{x}} = {{{start.currency}_at_first}}",),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), who))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS, who=who)


def _stages(rng: random.Random, purse: _Purse, who: Person, other: Person, rounds: int) -> list[Stage[_Purse]]:
    have, name, they = purse.currency, who.name, who.they
    new = rng.choice([currency for currency in _CURRENCIES if currency != have])
    rate, paid, received = rng.randint(2, 30), *rng.sample(range(2, 12), 2)
    cost, nights, tip = rng.randint(2, max(3, purse.amount // 6)), rng.randint(2, rounds + 1), rng.randint(2, 12)
    percent, limit = rng.choice((1, 2, 3, 4, 5, 8, 10)), purse.amount + rng.choice((-1, 1)) * rng.randint(2, 19)
    prices = rng.sample(range(2, max(20, purse.amount // 3)), nights + 1)
    fee = purse.amount * percent // 100

    def spend(amount: int) -> _Purse:
        return _Purse(amount, have)

    return [
        Stage(f"{name} exchanges all the money into {new} and gets {rate} {new} for each of the {have}.",
              ("{x} = {x} * {rate}",), lambda p: _Purse(p.amount * rate, new),
              lambda p: _Purse(sum([p.amount] * rate), new), (("rate", rate),), new),
        Stage(f"At the border {name} changes the money into {new}, at {received} {new} for every {paid} {have}; "
              "what is less than that is left with the clerk.",
              ("{x} = {x} // {given_up} * {received}", "{times} = {x} // {given_up}\n{x} = {times} * {received}",
               "{x} = exchanged({x}, {given_up}, {received})"),
              lambda p: _Purse(p.amount // paid * received, new),
              lambda p: _Purse((p.amount - p.amount % paid) * received // paid, new),
              (("given_up", paid), ("received", received)), new),
        Stage(f"A bank keeps a fee of {percent}%, rounded down to whole {have}.",
              ("{fee} = {x} * {fee_percent} // 100\n{x} = {x} - {fee}", "{x} = after_fee({x}, {fee_percent})",
               "{x} = {x} - {x} * {fee_percent} // 100"),
              lambda p: spend(p.amount - p.amount * percent // 100),
              lambda p: spend(-(-p.amount * (100 - percent) // 100)), (("fee_percent", percent),), "money_after_fee",
              possible=fee > 0),
        Stage(f"{name} spends {cost} {have} on food.", ("{x} = {x} - {food}",), lambda p: spend(p.amount - cost),
              lambda p: spend(p.amount + -cost), (("food", cost),), "money_after_food"),
        Stage(f"{name} sells a drawing for {cost} {have}.", ("{x} = {x} + {drawing}",),
              lambda p: spend(p.amount + cost), lambda p: spend(cost + p.amount), (("drawing", cost),),
              "money_after_drawing"),
        Stage(f"{name} stays {nights} nights in an inn, at {cost} {have} a night.",
              ("{x} = {x} - {nights} * {night_price}", "{lodging} = {nights} * {night_price}\n{x} = {x} - {lodging}",
               "for _ in range({nights}):\n    {x} = {x} - {night_price}"),
              lambda p: spend(p.amount - nights * cost), lambda p: spend(p.amount - sum([cost] * nights)),
              (("nights", nights), ("night_price", cost)), "money_after_inn"),
        Stage(f"In a market {they} looks at things that cost {listed([str(price) for price in prices])} {have}, in "
              f"that order, and buys each one that costs less than {they} has at that moment.",
              ("for {price} in {prices}:\n    if {price} < {x}:\n        {x} = {x} - {price}",
               "for {price} in {prices}:\n    if {price} >= {x}:\n        continue\n    {x} = {x} - {price}"),
              lambda p: spend(_bought(p.amount, prices)), lambda p: spend(_bought_again(p.amount, prices)),
              (("prices", prices),)),
        Stage(f"If {name} has more than {limit} {have} then, {they} lends {other.name} {tip} of them; otherwise "
              f"{other.name} lends {name} {cost}.",
              ("if {x} > {limit}:\n    {x} = {x} - {lent}\nelse:\n    {x} = {x} + {borrowed}",
               "if {x} <= {limit}:\n    {x} = {x} + {borrowed}\nelse:\n    {x} = {x} - {lent}"),
              lambda p: spend(p.amount - tip if p.amount > limit else p.amount + cost),
              lambda p: spend(p.amount + {True: -tip, False: cost}[p.amount > limit]),
              (("limit", limit), ("lent", tip), ("borrowed", cost))),
        Stage(f"For as long as {they} has more than {limit} {have}, {name} buys one taxi ride after another, each for "
              f"{cost} {have}.",
              ("while {x} > {least}:\n    {x} = {x} - {ride}",
               "while True:\n    if {x} <= {least}:\n        break\n    {x} = {x} - {ride}"),
              lambda p: spend(_ridden(p.amount, limit, cost)),
              lambda p: spend(p.amount - max(0, -((limit - p.amount) // cost)) * cost),
              (("least", limit), ("ride", cost)), possible=purse.amount - limit < 9 * cost),
        Stage(f"{name} works for {nights} days. On the 1st day {they} earns {tip} {have}, and on each day after that "
              f"{cost} more than on the day before.",
              ("{earned} = {first_pay}\nfor _ in range({work_days}):\n    {x} = {x} + {earned}\n"
               "    {earned} += {pay_growth}",
               "for {day} in range({work_days}):\n    {x} = {x} + {first_pay} + {day} * {pay_growth}"),
              lambda p: spend(p.amount + sum(tip + day * cost for day in range(nights))),
              lambda p: spend(p.amount + nights * tip + nights * (nights - 1) // 2 * cost),
              (("work_days", nights), ("first_pay", tip), ("pay_growth", cost))),
        Stage(f"{name} keeps 1/{rounds} of the money, rounded down to whole {have}, and sends the rest home.",
              ("{x} = {x} // {kept_parts}",), lambda p: spend(p.amount // rounds),
              lambda p: spend((p.amount - p.amount % rounds) // rounds), (("kept_parts", rounds),), "kept_money"),
    ]  # fmt: skip


def _bought(amount: int, prices: list[int]) -> int:
    for price in prices:
        if price < amount:
            amount -= price
    return amount


def _bought_again(amount: int, prices: list[int]) -> int:
    if not prices:
        return amount
    return _bought_again(min(amount, amount - prices[0]) if amount - prices[0] > 0 else amount, prices[1:])


def _ridden(amount: int, least: int, ride: int) -> int:
    while amount > least:
        amount -= ride
    return amount


def _asks(rng: random.Random, purse: _Purse, who: Person) -> list[Ask[_Purse]]:
    have, name, size = purse.currency, who.name, rng.randint(3, 25)
    goal, friends = purse.amount + rng.randint(2, 80), rng.randint(2, 5)
    return [
        Ask(f"How many {have} does {name} have in the end?", ("return {x}",), lambda p: p.amount, lambda p: p.amount,
            unit=have),
        Ask(f"How many {have} are then missing for a ticket that costs {goal} {have}?",
            ("return {ticket} - {x}", "{missing} = {ticket} - {x}\nreturn {missing}"),
            lambda p: goal - p.amount, lambda p: -(p.amount - goal), (("ticket", goal),), have),
        Ask(f"In the end {name} buys as many postcards at {size} {have} as {who.they} can. How many {have} are left?",
            ("return {x} % {postcard}", "{cards} = {x} // {postcard}\nreturn {x} - {cards} * {postcard}"),
            lambda p: p.amount % size, lambda p: p.amount - p.amount // size * size, (("postcard", size),), have),
        Ask(f"In the end {name} buys as many postcards at {size} {have} as {who.they} can. How many are these?",
            ("return {x} // {postcard}",
             "{cards} = 0\nwhile {x} >= {postcard}:\n    {x} -= {postcard}\n    {cards} += 1\nreturn {cards}"),
            lambda p: p.amount // size, lambda p: len(range(size, p.amount + 1, size)), (("postcard", size),),
            "postcards", possible=purse.amount < 15 * size),
        Ask(f"In the end {name} shares the money equally with {friends} friends, in whole {have}. "
            f"How many {have} does each friend get?",
            ("return {x} // ({friends} + 1)", "{people} = {friends} + 1\nreturn {x} // {people}"),
            lambda p: p.amount // (friends + 1), lambda p: len(range(friends + 1, p.amount + 1, friends + 1)),
            (("friends", friends),), have),
    ]  # fmt: skip
