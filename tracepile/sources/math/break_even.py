"""A small business between its costs and its sales: when does it begin to earn, and how much?"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import reduce

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import Person, listed, people

_GOODS = ("candles", "lamps", "kites", "baskets", "cushions", "jars of jam", "toy boats", "mugs")
_DISTRACTORS = (
    "The workshop measures {} square metres.",
    "{} people read the advertisement.",
    "The rent is paid late.",
)
_FUNCTIONS = {
    "margin": "def margin(price, cost):\n    return price - cost",
    "with_percent": "def with_percent(amount, percent):\n    return amount + amount * percent // 100",
}


@dataclass(frozen=True, slots=True)
class _Business:
    """Dollars: the balance so far, the price of a piece and what a piece costs to make."""

    balance: int
    price: int
    cost: int

    def sold(self, pieces: int) -> _Business:
        """Make and sell so many pieces."""
        return _Business(self.balance + pieces * (self.price - self.cost), self.price, self.cost)

    def paid(self, dollars: int) -> _Business:
        """Pay an amount once; a negative one is received."""
        return _Business(self.balance - dollars, self.price, self.cost)

    def at(self, price: int, cost: int) -> _Business:
        """Go on with another price or another cost."""
        return _Business(self.balance, price, cost)


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a business, what happens to it, and a question; x is its balance, price and cost are kept beside it."""
    who, goods = people(rng, 1)[0], rng.choice(_GOODS)
    invested, cost = rng.randint(20, 200) * 5, rng.randint(3, 20)
    price = cost + rng.randint(4, 25)
    start = _Business(-invested, price, cost)
    rounds = at_difficulty(difficulty, (2, 3, 4, 5, 7))
    chain = draw_stages(
        rng, at_difficulty(difficulty, (2, 3, 4, 5, 6)), start, lambda r, now: _stages(r, now, who, goods, rounds),
        lambda now: now.price > now.cost + 1 and now.cost > 1 and abs(now.balance) < 50_000,
    )  # fmt: skip
    opening = Opening(
        f"{who.name} spends ${invested} on tools to make {goods}. Each one costs ${cost} to make and is sold for "
        f"${price}.", "balance", start, start, (("invested", invested), ("cost", cost), ("price", price)),
        ("{x} = -{invested}", "{x} = 0 - {invested}"),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), who, goods))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS, who=who)


def _stages(rng: random.Random, now: _Business, who: Person, goods: str, rounds: int) -> list[Stage[_Business]]:
    name, they = who.name, who.they
    pieces, rent, dearer = rng.randint(4, 60), rng.randint(10, 90), rng.randint(2, 6)
    cheaper, percent, days = rng.randint(2, 4), rng.choice((10, 20, 25, 50)), rng.randint(2, rounds + 1)
    sales = [rng.randint(2, 30) for _ in range(days + 1)]
    limit = now.balance + rng.choice((-1, 1)) * rng.randint(1, 50)
    if limit < 2:
        limit = rng.randint(2, 40)
    growth, unsold = rng.randint(2, 5), rng.randint(2, 12)
    margin = now.price - now.cost
    return [
        Stage(f"{name} makes and sells {pieces} {goods}.",
              ("{x} = {x} + {pieces} * ({price} - {cost})", "{x} = {x} + {pieces} * margin({price}, {cost})",
               "{income} = {pieces} * {price}\n{spent} = {pieces} * {cost}\n{x} = {x} + {income} - {spent}",
               "{x} = {x} - {pieces} * {cost}\n{x} = {x} + {pieces} * {price}"),
              lambda b: b.sold(pieces), lambda b: b.paid(pieces * b.cost).paid(-pieces * b.price),
              (("pieces", pieces),)),
        Stage(f"{name} pays ${rent} for a stall at a market.", ("{x} = {x} - {stall}",), lambda b: b.paid(rent),
              lambda b: _Business(b.balance - rent, b.price, b.cost), (("stall", rent),)),
        Stage(f"A prize for young firms brings in ${rent}.", ("{x} = {x} + {prize}",), lambda b: b.paid(-rent),
              lambda b: _Business(rent + b.balance, b.price, b.cost), (("prize", rent),)),
        Stage(f"Then {they} raises the price by ${dearer}.", ("{price} += {rise}", "{price} = {price} + {rise}"),
              lambda b: b.at(b.price + dearer, b.cost), lambda b: _Business(b.balance, dearer + b.price, b.cost),
              (("rise", dearer),)),
        Stage(f"A better supplier lowers the cost of each piece by ${cheaper}.",
              ("{cost} -= {saved}", "{cost} = {cost} - {saved}"), lambda b: b.at(b.price, b.cost - cheaper),
              lambda b: _Business(b.balance, b.price, -(cheaper - b.cost)), (("saved", cheaper),)),
        Stage(f"The cost of each piece rises by {percent}%, rounded down to whole dollars.",
              ("{cost} = with_percent({cost}, {percent})", "{cost} += {cost} * {percent} // 100",
               "{increase} = {cost} * {percent} // 100\n{cost} += {increase}"),
              lambda b: b.at(b.price, b.cost + b.cost * percent // 100),
              lambda b: b.at(b.price, b.cost * (100 + percent) // 100), (("percent", percent),)),
        Stage(f"On {days + 1} days {name} makes and sells {listed([str(sale) for sale in sales])} {goods}.",
              ("for {sold} in {sales}:\n    {x} = {x} + {sold} * ({price} - {cost})",
               "for {sold} in {sales}:\n    {x} = {x} + {sold} * margin({price}, {cost})",
               "{x} = {x} + sum({sales}) * ({price} - {cost})"),
              lambda b: reduce(lambda now, sale: now.sold(sale), sales, b), lambda b: b.sold(sum(sales)),
              (("sales", sales),)),
        Stage(f"In each of {days} weeks {name} makes and sells {pieces} {goods} and pays ${rent} for rent.",
              ("for _ in range({weeks}):\n    {x} = {x} + {weekly} * ({price} - {cost})\n    {x} = {x} - {rent}",
               "for _ in range({weeks}):\n    {x} = {x} + {weekly} * margin({price}, {cost}) - {rent}",
               "{profit} = {weekly} * ({price} - {cost}) - {rent}\n{x} = {x} + {weeks} * {profit}"),
              lambda b: reduce(lambda now, _: now.sold(pieces).paid(rent), range(days), b),
              lambda b: b.sold(days * pieces).paid(days * rent),
              (("weeks", days), ("weekly", pieces), ("rent", rent))),
        Stage(f"On the 1st of {days} market days {name} makes and sells {pieces} {goods}, and on each later one "
              f"{growth} more than on the one before.",
              ("{daily} = {first_day}\nfor _ in range({market_days}):\n    {x} = {x} + {daily} * ({price} - {cost})\n"
               "    {daily} += {growth}",
               "for {day} in range({market_days}):\n    {daily} = {first_day} + {day} * {growth}\n"
               "    {x} = {x} + {daily} * margin({price}, {cost})"),
              lambda b: reduce(lambda now, day: now.sold(pieces + day * growth), range(days), b),
              lambda b: b.sold(days * pieces + growth * days * (days - 1) // 2),
              (("market_days", days), ("first_day", pieces), ("growth", growth))),
        Stage(f"{unsold} of the {goods} are made but cannot be sold.",
              ("{x} = {x} - {unsold} * {cost}", "{loss} = {unsold} * {cost}\n{x} = {x} - {loss}"),
              lambda b: b.paid(unsold * b.cost), lambda b: b.paid(sum([b.cost] * unsold)), (("unsold", unsold),)),
        Stage(f"If the balance is above ${limit} by now, {they} buys a machine for ${rent}; otherwise {they} borrows "
              f"${unsold * 10}.",
              ("if {x} > {limit}:\n    {x} = {x} - {machine}\nelse:\n    {x} = {x} + {borrowed}",
               "if {x} <= {limit}:\n    {x} = {x} + {borrowed}\nelse:\n    {x} = {x} - {machine}"),
              lambda b: b.paid(rent if b.balance > limit else -unsold * 10),
              lambda b: b.paid((-unsold * 10, rent)[b.balance > limit]),
              (("limit", limit), ("machine", rent), ("borrowed", unsold * 10))),
        Stage(f"{name} makes and sells {pieces} {goods} a day until the balance is at least ${limit}.",
              ("while {x} < {goal}:\n    {x} = {x} + {per_day} * ({price} - {cost})",
               "while {x} < {goal}:\n    {x} = {x} + {per_day} * margin({price}, {cost})",
               "{gain} = {per_day} * ({price} - {cost})\nwhile {x} < {goal}:\n    {x} = {x} + {gain}"),
              lambda b: _until(b, limit, pieces),
              lambda b: b.sold(pieces * len(range(b.balance, limit, pieces * (b.price - b.cost)))),
              (("goal", limit), ("per_day", pieces)), possible=(limit - now.balance) < 7 * pieces * margin),
    ]  # fmt: skip


def _until(business: _Business, goal: int, pieces: int) -> _Business:
    while business.balance < goal:
        business = business.sold(pieces)
    return business


def _asks(rng: random.Random, now: _Business, who: Person, goods: str) -> list[Ask[_Business]]:
    name, margin = who.name, now.price - now.cost
    goal = max(0, now.balance) + rng.randint(20, 12 * margin + 20)
    order = rng.randint(3, 30)
    missing = goal - now.balance
    return [
        Ask(f"How many more {goods} must {name} make and sell to bring the balance to at least ${goal}?",
            ("{gain} = {price} - {cost}\nreturn ({target} - {x} + {gain} - 1) // {gain}",
             "{missing} = {target} - {x}\n{gain} = margin({price}, {cost})\n{needed} = {missing} // {gain}\n"
             "if {missing} % {gain} > 0:\n    {needed} += 1\nreturn {needed}",
             *(("{needed} = 0\nwhile {x} < {target}:\n    {x} += {price} - {cost}\n    {needed} += 1\nreturn {needed}",)
               if missing < 15 * margin else ())),
            lambda b: -(-(goal - b.balance) // (b.price - b.cost)),
            lambda b: len(range(b.balance, goal, b.price - b.cost)), (("target", goal),), goods),
        Ask(f"What would the balance be, in dollars, after another {order} {goods} were made and sold? A loss is "
            "negative.",
            ("return {x} + {order} * ({price} - {cost})",
             "{x} = {x} + {order} * margin({price}, {cost})\nreturn {x}"),
            lambda b: b.sold(order).balance, lambda b: b.balance + sum([b.price] * order) - sum([b.cost] * order),
            (("order", order),), "dollars"),
        Ask(f"{name} wants a balance of at least ${goal} after making and selling {order} more {goods}. By how "
            "many dollars does the lowest price in whole dollars that is enough, and not lower than the cost, differ "
            "from the price of that moment?",
            ("{wanted} = {cost}\nwhile {x} + {order} * ({wanted} - {cost}) < {target}:\n    {wanted} += 1\n"
             "return abs({wanted} - {price})",
             "{missing} = {target} - {x}\n{wanted} = {cost} + ({missing} + {order} - 1) // {order}\n"
             "return abs({wanted} - {price})"),
            lambda b: abs(b.cost - (b.balance - goal) // order - b.price),
            lambda b: abs(b.price - _lowest_price(b, order, goal)),
            (("target", goal), ("order", order)), "dollars", possible=missing < 15 * order),
    ]  # fmt: skip


def _lowest_price(business: _Business, order: int, goal: int) -> int:
    """Try one price after another."""
    prices = range(business.cost, 10**6)
    return next(price for price in prices if business.at(price, business.cost).sold(order).balance >= goal)
