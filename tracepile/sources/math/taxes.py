"""Prices and taxes in brackets: each part of an amount is charged at its own rate."""

from __future__ import annotations

import random
from itertools import pairwise

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import digits, listed, paragraph, people


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw brackets, one or more incomes in whole hundreds, and a question about the tax."""
    number = at_difficulty(difficulty, (1, 2, 3, 4, 5))
    limits = sorted(rng.sample(range(10, 15 + 10 * number), number))
    limits = [1000 * limit for limit in limits]
    rates = sorted(rng.sample(range(5, 12 + 6 * number), number + 1))
    if rng.random() < 0.4:
        rates[0] = 0
    earners = people(rng, at_difficulty(difficulty, (1, 1, 1, 2, 3)))
    incomes = [100 * rng.randint(limits[0] // 100, limits[-1] // 100 + 150) for _ in earners]
    allowance = 100 * rng.randint(5, 30) if rng.random() < 0.5 else 0
    credit = 50 * rng.randint(2, 16) if rng.random() < 0.4 else 0
    asked = rng.choice(("tax", "net"))
    taxable = [max(0, income - allowance) for income in incomes]
    taxes = [max(0, _by_brackets(income, limits, rates) - credit) for income in taxable]
    again = [max(0, _by_jumps(income, limits, rates) - credit) for income in taxable]
    listing = Listing()
    listing.given("incomes" if len(earners) > 1 else "income", incomes if len(earners) > 1 else incomes[0])
    listing.given("limits", limits)
    listing.given("rates", rates)
    if allowance:
        listing.given("allowance", allowance)
    if credit:
        listing.given("credit", credit)
    style = rng.choice(("slices", "downwards"))
    if len(earners) == 1:
        _write_tax(listing, style, allowance, credit)
        listing.line("return tax" if asked == "tax" else "return income - tax")
    else:
        listing.line("total = 0")
        with listing.block("for income in incomes:"):
            _write_tax(listing, style, allowance, credit)
            listing.line("total += tax" if asked == "tax" else "total += income - tax")
        listing.line("return total")
    told = [_told_incomes([who.name for who in earners], incomes), _told_brackets(limits, rates)]
    if allowance:
        told.insert(1, f"Of each income, ${digits(allowance)} is free of tax; only the rest is taxed as follows.")
    if credit:
        told.append(f"From the tax of each person ${digits(credit)} is taken off, but a tax never falls below $0.")
    names = listed([who.name for who in earners])
    share = "in tax altogether" if len(earners) > 1 else "in tax"
    if asked == "tax":
        question = f"How many dollars {'do' if len(earners) > 1 else 'does'} {names} pay {share}?"
        return Problem(paragraph(*told, question), listing.render(), sum(taxes), sum(again), "dollars")
    question = f"How many dollars are left to {names} {'together ' if len(earners) > 1 else ''}after tax?"
    left = sum(incomes) - sum(taxes)
    kept = sum(income - tax for income, tax in zip(incomes, again, strict=True))
    return Problem(paragraph(*told, question), listing.render(), left, kept, "dollars")


def _told_incomes(names: list[str], incomes: list[int]) -> str:
    earned = [f"{name} earns ${digits(income)}" for name, income in zip(names, incomes, strict=True)]
    return f"In one year {listed(earned)}."


def _told_brackets(limits: list[int], rates: list[int]) -> str:
    parts = [f"{rates[0]}% on the part up to ${digits(limits[0])}"]
    for (low, high), rate in zip(pairwise(limits), rates[1:-1], strict=True):
        parts.append(f"{rate}% on the part from ${digits(low)} to ${digits(high)}")
    parts.append(f"{rates[-1]}% on the part above ${digits(limits[-1])}")
    return f"The tax is {listed(parts)}."


def _by_brackets(income: int, limits: list[int], rates: list[int]) -> int:
    tax, low = 0, 0
    for high, rate in zip([*limits, max(income, limits[-1])], rates, strict=True):
        tax += max(0, min(income, high) - low) * rate // 100
        low = high
    return tax


def _by_jumps(income: int, limits: list[int], rates: list[int]) -> int:
    """Tax everything at the first rate, then add each rise of the rate on what lies above its limit."""
    tax = income // 100 * rates[0]
    for limit, (before, after) in zip(limits, pairwise(rates), strict=True):
        tax += (after - before) * (income - limit) // 100 if income > limit else 0
    return tax


def _write_tax(listing: Listing, style: str, allowance: int, credit: int) -> None:
    listing.line("taxable = max(0, income - allowance)" if allowance else "taxable = income")
    listing.line("tax = 0")
    if style == "slices":
        listing.line("low = 0")
        with listing.block("for limit, rate in zip(limits, rates):"):
            with listing.block("if taxable > low:"):
                listing.line("part = min(taxable, limit) - low")
                listing.line("tax += part * rate // 100")
            listing.line("low = limit")
        with listing.block("if taxable > low:"):
            listing.line("tax += (taxable - low) * rates[-1] // 100")
    else:
        listing.line("rest = taxable")
        header = "for index in range(len(limits) - 1, -1, -1):"
        with listing.block(header), listing.block("if rest > limits[index]:"):
            listing.line("part = rest - limits[index]")
            listing.line("tax += part * rates[index + 1] // 100")
            listing.line("rest = limits[index]")
        listing.line("tax += rest * rates[0] // 100")
    if credit:
        listing.line("tax = max(0, tax - credit)")
