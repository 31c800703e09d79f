"""A shopping bill: prices with cents, discounts on conditions, coupons, tax and change."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import Noun, counted, digits, dollars, listed, money, noun, paragraph, people

_GOODS = (
    noun("notebook"), noun("pen"), noun("apple"), noun("lemon"), noun("candle"), noun("mug"), noun("scarf", "scarves"),
    noun("loaf", "loaves"), noun("brush", "brushes"), noun("plate"), noun("cushion"), noun("melon"), noun("map"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Extra:
    """A change of the bill: a kind and its amounts (dollars or percent)."""

    kind: str
    amounts: tuple[int, ...]


_EXTRAS = ("percent off", "coupon", "coupon above", "percent above", "delivery", "free delivery", "tax")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a bill that comes out in whole cents at every step."""
    while True:
        goods = rng.sample(_GOODS, at_difficulty(difficulty, (1, 2, 3, 4, 6)))
        prices = [rng.choice((5, 10, 20, 25, 50)) * rng.randint(4, 30) for _ in goods]
        counts = [rng.randint(2, 9) for _ in goods]
        subtotal = sum(price * count for price, count in zip(prices, counts, strict=True))
        extras = _draw_extras(rng, subtotal, at_difficulty(difficulty, (0, 1, 2, 3, 3)))
        total = _followed(subtotal, extras)
        if total is not None and total > 200:
            break
    paid = 0
    question = rng.choice(("total", "change", "share"))
    if question == "change":
        paid = (total // 1000 + rng.randint(1, 2)) * 10
    friends = rng.choice([n for n in (1, 2, 3, 4, 5, 6) if total % n == 0][-2:]) if question == "share" else 1
    exact = _exact(goods, prices, counts, extras)
    if question == "change":
        return _problem(rng, goods, prices, counts, extras, (paid, 1), (paid * 100 - total) / 100, money(paid - exact))
    return _problem(rng, goods, prices, counts, extras, (0, friends), total // friends / 100, money(exact / friends))


def _draw_extras(rng: random.Random, subtotal: int, number: int) -> list[_Extra]:
    kinds = rng.sample(_EXTRAS[:-1], min(number, 2))
    if len(kinds) < number or (number and rng.random() < 0.3):
        kinds = [*kinds[: number - 1], "tax"]
    near = max(2, subtotal // 100 + rng.choice((-1, 1)) * rng.randint(1, 8))
    amounts = {
        "percent off": (rng.choice((5, 10, 20, 25)),),
        "coupon": (rng.randint(2, 6),),
        "coupon above": (near, rng.randint(2, 6)),
        "percent above": (near, rng.choice((10, 15, 20, 25))),
        "delivery": (rng.randint(3, 9),),
        "free delivery": (near, rng.randint(3, 9)),
        "tax": (rng.choice((4, 5, 6, 8, 10)),),
    }
    return [_Extra(kind, amounts[kind]) for kind in kinds]


def _followed(cents: int, extras: list[_Extra]) -> int | None:
    """Follow the bill in whole cents; None where a step does not come out in whole cents or at its limit."""
    for extra in extras:
        a, b = (*extra.amounts, 0)[:2]
        if len(extra.amounts) > 1 and cents == 100 * a:
            return None
        percent = {"percent off": -a, "tax": a, "percent above": -b if cents > 100 * a else 0}.get(extra.kind, 0)
        if cents * percent % 100:
            return None
        cents += cents * percent // 100
        cents -= 100 * {"coupon": a, "coupon above": b if cents > 100 * a else 0, "delivery": -a}.get(extra.kind, 0)
        cents += 100 * b if extra.kind == "free delivery" and cents < 100 * a else 0
    return cents


def _exact(goods: list[Noun], prices: list[int], counts: list[int], extras: list[_Extra]) -> Fraction:
    total = sum((Fraction(prices[i], 100) * counts[i] for i in range(len(goods))), Fraction())
    for extra in extras:
        match extra.kind, extra.amounts:
            case "percent off", (percent,):
                total = total * Fraction(100 - percent, 100)
            case "tax", (percent,):
                total = total * Fraction(100 + percent, 100)
            case "coupon", (value,):
                total = total - value
            case "coupon above", (limit, value):
                total = total - value if total > limit else total
            case "percent above", (limit, percent):
                total = total * Fraction(100 - percent, 100) if total > limit else total
            case "delivery", (fee,):
                total = total + fee
            case _, (limit, fee):
                total = total if total >= limit else total + fee
    return total


def _problem(
    rng: random.Random,
    goods: list[Noun],
    prices: list[int],
    counts: list[int],
    extras: list[_Extra],
    end: tuple[int, int],
    answer: float,
    check: float,
) -> Problem:
    paid, friends = end
    who = people(rng, 1)[0]
    price_of = [price / 100 for price in prices]
    bought = listed(
        [
            f"{counted(count, good)} at {dollars(price)} each"
            for good, price, count in zip(goods, prices, counts, strict=True)
        ]
    )
    told = [_told(extra, rng) for extra in extras]
    if paid:
        question = f"{who.name} pays with ${digits(paid)}. How many dollars of change does {who.they} get?"
    elif friends > 1:
        question = f"{who.name} and {friends - 1} of {who.their} friends" if friends > 2 else f"{who.name} and a friend"
        question += f" split the bill into {friends} equal parts. How many dollars does each part come to?"
    else:
        question = f"How many dollars does {who.name} pay?"
    listing = Listing()
    if len(goods) > 2 and rng.random() < 0.6:
        listing.given("prices", price_of)
        listing.given("quantities", counts)
        listing.line("total = 0")
        with listing.block("for price, quantity in zip(prices, quantities):"):
            if rng.random() < 0.5:
                listing.line("cost = price * quantity")
                listing.line("total += cost")
            else:
                listing.line("total += price * quantity")
    else:
        _write_items(listing, rng, goods, price_of, counts)
    for extra in extras:
        _write_extra(listing, extra)
    if paid:
        listing.given("paid", paid)
        listing.line("change = paid - total")
    elif friends > 1:
        listing.given("parts", friends)
        listing.line("share = total / parts")
    result = "share" if friends > 1 else "total"
    listing.line(f"return round({'change' if paid else result}, 2)")
    shop = rng.choice(("in a shop", "at the market", "at a fair", "from an online store"))
    statement = paragraph(f"{who.name} buys {bought} {shop}.", *told, question)
    return Problem(statement, listing.render(), float(answer), check, "dollars")


def _write_items(
    listing: Listing, rng: random.Random, goods: list[Noun], prices: list[float], counts: list[int]
) -> None:
    pairs = []
    for good, price, count in zip(goods, prices, counts, strict=True):
        pairs.append((listing.given(f"{good.singular}_price", price), listing.given(good.plural, count)))
    if rng.random() < 0.5:
        for good, (price_name, count_name) in zip(goods, pairs, strict=True):
            listing.line(f"{good.plural}_cost = {price_name} * {count_name}")
        listing.line(f"total = {' + '.join(f'{good.plural}_cost' for good in goods)}")
        return
    for index, (price_name, count_name) in enumerate(pairs):
        listing.line(f"total {'+=' if index else '='} {price_name} * {count_name}")


def _told(extra: _Extra, rng: random.Random) -> str:
    a, b = (*extra.amounts, 0)[:2]
    return {
        "percent off": f"A discount of {a}% is taken off.",
        "coupon": f"A coupon then takes ${a} off.",
        "coupon above": f"A bill that is above ${a} at this point is lowered by ${b}.",
        "percent above": f"If the amount is now more than ${a}, {b}% of it is taken off.",
        "delivery": f"Then ${a} is added for delivery.",
        "free delivery": f"If the amount is now below ${a}, ${b} is added for wrapping and delivery.",
        "tax": rng.choice((f"Finally, a tax of {a}% is added.", f"A tax of {a}% comes on top.")),
    }[extra.kind]


def _write_extra(listing: Listing, extra: _Extra) -> None:
    match extra.kind, extra.amounts:
        case "percent off", (percent,):
            name = listing.given("discount_percent", percent)
            listing.line(f"discount = total * {name} / 100")
            listing.line("total -= discount")
        case "coupon", (value,):
            listing.line(f"total -= {listing.given('coupon', value)}")
        case "coupon above", (limit, value):
            minimum, name = listing.given("rebate_above", limit), listing.given("rebate", value)
            with listing.block(f"if total > {minimum}:"):
                listing.line(f"total -= {name}")
        case "percent above", (limit, percent):
            minimum, name = listing.given("discount_above", limit), listing.given("large_bill_percent", percent)
            with listing.block(f"if total > {minimum}:"):
                listing.line(f"total -= total * {name} / 100")
        case "delivery", (fee,):
            listing.line(f"total += {listing.given('delivery', fee)}")
        case "tax", (percent,):
            name = listing.given("tax_percent", percent)
            listing.line(f"tax = total * {name} / 100")
            listing.line("total += tax")
        case _, (limit, fee):
            minimum, name = listing.given("free_from", limit), listing.given("delivery_fee", fee)
            with listing.block(f"if total < {minimum}:"):
                listing.line(f"total += {name}")
