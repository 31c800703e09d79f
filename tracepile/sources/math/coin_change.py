"""Paying out an amount in coins, the largest first, under several rules."""

from __future__ import annotations

import random

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import digits, listed, paragraph, people

_SYSTEMS = (
    ((10, 5, 1), (25, 5, 1)),
    ((25, 10, 5, 1), (20, 10, 5, 1)),
    ((50, 20, 10, 5, 1), (100, 25, 10, 5, 1)),
    ((100, 50, 20, 10, 5, 2, 1), (100, 50, 25, 10, 5, 1)),
    ((500, 200, 100, 50, 20, 10, 5, 2, 1), (200, 100, 50, 20, 10, 5, 2, 1)),
)


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a till, an amount of cents and a question about the coins."""
    coins = list(rng.choice(_SYSTEMS[difficulty - 1]))
    who = people(rng, 1)[0]
    limited = rng.random() < 0.35
    stock = [rng.randint(1, 3) for _ in coins[:-1]] + [90]
    prices = [rng.randint(12, 160) for _ in range(at_difficulty(difficulty, (1, 2, 2, 3, 4)))]
    paid = (sum(prices) // 100 + 1) * 100 + 100 * at_difficulty(difficulty, (0, 0, 1, 2, 4))
    change = paid - sum(prices)
    given = _pay_out(coins, stock if limited else [10**6] * len(coins), change)
    if sum(coin * number for coin, number in zip(coins, given, strict=True)) != change:
        return compose(rng, difficulty)
    certain = _one_by_one(coins, stock if limited else None, change)
    listing = Listing()
    told = [
        f"{who.name} buys goods for {listed([str(price) for price in prices])} cents and pays {digits(paid)} cents."
    ]
    several = len(prices) > 1 and rng.random() < 0.6
    if several:
        listing.given("prices", prices)
    else:
        names = [listing.given(f"price_{index}", price) for index, price in enumerate(prices, start=1)]
    listing.given("paid", paid)
    listing.given("coins", coins)
    told.append(f"The till has coins of {listed([str(coin) for coin in coins[:-1]])} cents and of 1 cent.")
    if limited:
        listing.given("in_till", stock)
        told.append(f"In this order, it holds {listed([str(number) for number in stock])} of them.")
    told.append("The change is paid out by always taking the largest coin that still fits.")
    if several:
        listing.line("change = paid")
        with listing.block("for price in prices:"):
            listing.line("change -= price")
    else:
        listing.line(f"change = paid - {' - '.join(names)}")
    asked = rng.choice(("number", "kinds", "most", "fee"))
    one_by_one = not limited and rng.random() < 0.5
    _write_paying(listing, asked, limited, one_by_one)
    question, answer, check, unit = {
        "number": ("How many coins does the change consist of?", sum(given), len(certain), "coins"),
        "kinds": ("How many kinds of coin are paid out?", sum(n > 0 for n in given), len(set(certain)), "kinds"),
        "most": (
            "What is the largest number of coins of the same kind that is paid out?",
            max(given), max(certain.count(coin) for coin in coins), "coins",
        ),
        "fee": (
            "How many cents of the change are paid in coins of less than 10 cents?",
            sum(n * coin for n, coin in zip(given, coins, strict=True) if coin < 10),
            change - sum(coin for coin in certain if coin >= 10), "cents",
        ),
    }[asked]  # fmt: skip
    return Problem(paragraph(*told, question), listing.render(), answer, check, unit)


def _pay_out(coins: list[int], stock: list[int], change: int) -> list[int]:
    given = []
    for coin, held in zip(coins, stock, strict=True):
        given.append(min(change // coin, held))
        change -= coin * given[-1]
    return given


def _one_by_one(coins: list[int], stock: list[int] | None, change: int) -> list[int]:
    """Pay out coin by coin from a pile of single coins."""
    paid: list[int] = []
    while change:
        fitting = [c for i, c in enumerate(coins) if c <= change and (stock is None or paid.count(c) < stock[i])]
        paid.append(max(fitting))
        change -= paid[-1]
    return paid


def _write_paying(listing: Listing, asked: str, limited: bool, one_by_one: bool) -> None:
    result = {"number": "number", "kinds": "kinds", "most": "most", "fee": "small_change"}[asked]
    listing.line(f"{result} = 0")
    with listing.block("for coin, held in zip(coins, in_till):" if limited else "for coin in coins:"):
        if one_by_one and asked == "number":
            with listing.block("while change >= coin:"):
                listing.line("change -= coin")
                listing.line("number += 1")
        else:
            listing.line("used = min(change // coin, held)" if limited else "used = change // coin")
            listing.line("change -= used * coin")
            match asked:
                case "number":
                    listing.line("number += used")
                case "kinds":
                    with listing.block("if used > 0:"):
                        listing.line("kinds += 1")
                case "most":
                    listing.line("most = max(most, used)")
                case _:
                    with listing.block("if coin < 10:"):
                        listing.line("small_change += used * coin")
    listing.line(f"return {result}")
