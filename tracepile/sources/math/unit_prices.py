"""Offers of the same thing in packs of different sizes: prices change, and the best buy is looked for."""

from __future__ import annotations

import random
from fractions import Fraction

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import listed

_GOODS = (
    ("coffee", "g"), ("tea", "g"), ("olive oil", "ml"), ("honey", "g"), ("shampoo", "ml"), ("washing powder", "g"),
    ("orange juice", "ml"), ("oats", "g"),
)  # fmt: skip
_DISTRACTORS = ("The shop has {} shelves.", "The shop is open for {} hours a day.", "It is the day before a holiday.")
_FUNCTIONS = {
    "reduced": "def reduced(price, percent):\n    return price - price * percent // 100",
    "packs_for": "def packs_for(need, size):\n    return (need + size - 1) // size",
}
Cents = tuple[int, ...]


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw offers with prices in cents, changes of the prices, and a question."""
    goods, unit = rng.choice(_GOODS)
    number = at_difficulty(difficulty, (2, 3, 3, 4, 6))
    sizes = sorted(rng.sample(range(100, 2_000, 50), number))
    start = tuple(size * rng.randint(40, 150) // 100 for size in sizes)
    chain = draw_stages(
        rng, at_difficulty(difficulty, (1, 2, 3, 4, 5)), start, lambda r, prices: _stages(r, prices, goods),
        lambda prices: min(prices) > 30 and max(prices) < 9_000 and len(set(prices)) == len(prices),
    )  # fmt: skip
    told = listed([f"{size} {unit} for {price} cents" for size, price in zip(sizes, start, strict=True)])
    opening = Opening(
        f"A shop sells {goods} in packs. Numbered from 1, the offers are {told}.", "prices", start, start,
        (("first_prices", [*start]),),
        ("{x} = {first_prices}.copy()", "{x} = list({first_prices})",
         "{x} = []\nfor {price} in {first_prices}:\n    {x}.append({price})"),
    )  # fmt: skip
    asks = _asks(rng, last_value(start, chain), sizes, (goods, unit))
    return tell_stages(rng, opening, chain, draw_ask(rng, asks), functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _replaced(prices: Cents, place: int, value: int) -> Cents:
    return tuple(value if index == place else price for index, price in enumerate(prices))


def _stages(rng: random.Random, prices: Cents, goods: str) -> list[Stage[Cents]]:
    place = rng.randrange(len(prices))
    percent, off, fee = rng.choice((5, 10, 15, 20, 25, 30)), rng.randint(5, 60), rng.randint(5, 40)
    limit = rng.choice(prices) + rng.randint(-20, 20)
    step = rng.randint(2, 9)
    here, name = f"{{x}}[{place}]", f"offer {place + 1}"
    return [
        Stage(f"The price of {name} is cut by {percent}%, where the cut is rounded down to whole cents.",
              (f"{here} = reduced({here}, {{cut}})", f"{here} = {here} - {here} * {{cut}} // 100",
               f"{{discount}} = {here} * {{cut}} // 100\n{here} -= {{discount}}"),
              lambda p: _replaced(p, place, p[place] - p[place] * percent // 100),
              lambda p: _replaced(p, place, -(-p[place] * (100 - percent) // 100)), (("cut", percent),)),
        Stage(f"A coupon lowers the price of {name} by {off} cents.", (f"{here} = {here} - {{coupon}}",
              f"{here} -= {{coupon}}"), lambda p: _replaced(p, place, p[place] - off),
              lambda p: tuple(price - off * (index == place) for index, price in enumerate(p)), (("coupon", off),)),
        Stage(f"All prices rise by {fee} cents.",
              ("{x} = [{price} + {rise} for {price} in {x}]",
               "for {place} in range(len({x})):\n    {x}[{place}] += {rise}"),
              lambda p: tuple(price + fee for price in p), lambda p: tuple(-(-fee - price) for price in p),
              (("rise", fee),)),
        Stage(f"Every price above {limit} cents is cut by {percent}%, where the cut is rounded down to whole cents.",
              ("{x} = [reduced({price}, {sale}) if {price} > {sale_above} else {price} for {price} in {x}]",
               "for {place} in range(len({x})):\n    if {x}[{place}] > {sale_above}:\n"
               "        {x}[{place}] = reduced({x}[{place}], {sale})",
               "for {place} in range(len({x})):\n    if {x}[{place}] > {sale_above}:\n"
               "        {x}[{place}] -= {x}[{place}] * {sale} // 100"),
              lambda p: tuple(price - price * percent // 100 if price > limit else price for price in p),
              lambda p: tuple(price - int(Fraction(price * percent, 100)) * (price > limit) for price in p),
              (("sale_above", limit), ("sale", percent)), possible=max(prices) > limit > 2),
        Stage(f"On each offer that costs less than {limit} cents, {off} cents are added for handling.",
              ("for {place} in range(len({x})):\n    if {x}[{place}] < {handled_below}:\n"
               "        {x}[{place}] += {handling}",
               "{x} = [{price} + {handling} if {price} < {handled_below} else {price} for {price} in {x}]"),
              lambda p: tuple(price + off if price < limit else price for price in p),
              lambda p: tuple(price + off * (price < limit) for price in p),
              (("handled_below", limit), ("handling", off)), possible=limit > max(2, min(prices))),
        Stage(f"The dearest offer is made {off} cents cheaper.",
              ("{dearest} = {x}.index(max({x}))\n{x}[{dearest}] -= {rebate}",
               "{dearest} = 0\nfor {place} in range(1, len({x})):\n    if {x}[{place}] > {x}[{dearest}]:\n"
               "        {dearest} = {place}\n{x}[{dearest}] -= {rebate}"),
              lambda p: _replaced(p, p.index(max(p)), max(p) - off),
              lambda p: tuple(price - off * all(price >= other for other in p) for price in p), (("rebate", off),)),
        Stage(f"Then {step} cents are taken off the price of offer 1, {2 * step} cents off that of offer 2, and so on, "
              f"always {step} cents more.",
              ("for {place} in range(len({x})):\n    {x}[{place}] -= {step} * ({place} + 1)",
               "{less} = 0\nfor {place} in range(len({x})):\n    {less} += {step}\n    {x}[{place}] -= {less}"),
              lambda p: tuple(price - step * (index + 1) for index, price in enumerate(p)),
              lambda p: tuple(price - step * number for number, price in zip(range(1, 99), p, strict=False)),
              (("step", step),)),
        Stage(f"From now on, two packs of {goods} of {name} cost as much as one pack did so far, plus {fee} cents, and "
              "the price of one is half of that, rounded up to whole cents.",
              (f"{here} = ({here} + {{surcharge}} + 1) // 2",
               f"{{two}} = {here} + {{surcharge}}\n{here} = {{two}} // 2 + {{two}} % 2"),
              lambda p: _replaced(p, place, -(-(p[place] + fee) // 2)),
              lambda p: _replaced(p, place, (p[place] + fee) - (p[place] + fee) // 2), (("surcharge", fee),)),
    ]  # fmt: skip


def _asks(rng: random.Random, prices: Cents, sizes: list[int], words: tuple[str, str]) -> list[Ask[Cents]]:
    goods, unit = words
    place, need, budget = rng.randrange(len(prices)), rng.randint(3, 9) * 500, rng.randint(5, 40) * 100
    ratios = [Fraction(price, size) for price, size in zip(prices, sizes, strict=True)]
    price, size = f"{{x}}[{place}]", f"{{sizes}}[{place}]"

    def cost(now: Cents, index: int) -> int:
        return -(-need // sizes[index]) * now[index]

    return [
        Ask(f"Which offer has then the lowest price per {unit}? Give its number.",
            ("{best} = 0\nfor {place} in range(1, len({x})):\n"
             "    if {x}[{place}] * {sizes}[{best}] < {x}[{best}] * {sizes}[{place}]:\n"
             "        {best} = {place}\nreturn {best} + 1",
             "{rates} = [Fraction({price}, {size}) for {price}, {size} in zip({x}, {sizes})]\n"
             "return {rates}.index(min({rates})) + 1"),
            lambda p: _best(p, sizes), lambda p: sorted(range(len(p)), key=lambda i: Fraction(p[i], sizes[i]))[0] + 1,
            (("sizes", sizes),), possible=len(set(ratios)) == len(ratios)),
        Ask(f"How many cents does it then cost to buy at least {need} {unit} in packs of offer {place + 1} only?",
            (f"return packs_for({{need}}, {size}) * {price}",
             f"{{packs}} = 0\nwhile {{packs}} * {size} < {{need}}:\n    {{packs}} += 1\nreturn {{packs}} * {price}"),
            lambda p: cost(p, place), lambda p: sum(p[place] for _ in range(0, need, sizes[place])),
            (("need", need), ("sizes", sizes)), "cents", possible=need <= 12 * sizes[place]),
        Ask(f"What is the smallest number of cents for which at least {need} {unit} can then be bought in packs of a "
            "single offer?",
            ("{costs} = [packs_for({need}, {size}) * {price} for {size}, {price} in zip({sizes}, {x})]\n"
             "return min({costs})",
             "{cheapest} = 0\nfor {size}, {price} in zip({sizes}, {x}):\n"
             "    {cost} = packs_for({need}, {size}) * {price}\n"
             "    if {cheapest} == 0 or {cost} < {cheapest}:\n        {cheapest} = {cost}\nreturn {cheapest}"),
            lambda p: min(cost(p, index) for index in range(len(p))),
            lambda p: sorted(sum(p[i] for _ in range(0, need, sizes[i])) for i in range(len(p)))[0],
            (("need", need), ("sizes", sizes)), "cents"),
        Ask(f"How many packs of the offer that is then the cheapest by the pack can be bought for {budget} cents?",
            ("return {budget} // min({x})", "{cheapest} = min({x})\nreturn {budget} // {cheapest}",
             "{cheapest} = {x}[0]\nfor {price} in {x}:\n    if {price} < {cheapest}:\n        {cheapest} = {price}\n"
             "return {budget} // {cheapest}"),
            lambda p: budget // min(p), lambda p: len(range(sorted(p)[0], budget + 1, sorted(p)[0])),
            (("budget", budget),), "packs"),
        Ask(f"How many cents does one pack of every offer cost altogether then, and how many {unit} are that? "
            f"Give (cents, {unit}).",
            ("return sum({x}), sum({sizes})",
             "{cents} = 0\n{amount} = 0\nfor {price}, {size} in zip({x}, {sizes}):\n    {cents} += {price}\n"
             "    {amount} += {size}\nreturn {cents}, {amount}"),
            lambda p: (sum(p), sum(sizes)), lambda p: (sum(sorted(p)), sum(reversed(sizes))), (("sizes", sizes),)),
        Ask(f"What does 1 {unit} of {goods} cost then in offer {place + 1}, in cents? Give a whole number or a "
            "fraction in lowest terms.",
            (f"return str(Fraction({price}, {size}))", f"{{rate}} = Fraction({price}, {size})\nreturn str({{rate}})"),
            lambda p: str(Fraction(p[place], sizes[place])), lambda p: str(p[place] * Fraction(1, sizes[place])),
            (("sizes", sizes),), "cents"),
        Ask("By how many cents do the dearest and the cheapest pack differ then?",
            ("return max({x}) - min({x})", "{ordered} = sorted({x})\nreturn {ordered}[-1] - {ordered}[0]"),
            lambda p: max(p) - min(p), lambda p: max(a - b for a in p for b in p), unit="cents"),
    ]  # fmt: skip


def _best(prices: Cents, sizes: list[int]) -> int:
    best = 0
    for place in range(1, len(prices)):
        if prices[place] * sizes[best] < prices[best] * sizes[place]:
            best = place
    return best + 1
