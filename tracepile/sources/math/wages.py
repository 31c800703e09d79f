"""Pay by the day: hours, overtime, bonuses, deductions and days that do not count."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import listed, paragraph, people

_JOBS = ("in a bakery", "at a garage", "in a hotel", "on a farm", "in a library", "at a harbour")


@dataclass(frozen=True, slots=True)
class _Terms:
    """Dollars and hours of a contract; 0 where a rule does not exist."""

    wage: int
    normal: int
    overtime: int
    bonus: int
    bonus_from: int
    meal: int
    least: int


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw the hours of some days and a contract."""
    who = people(rng, 1)[0]
    days = at_difficulty(difficulty, (3, 4, 6, 9, 13)) + rng.randint(0, 1)
    hours = [rng.randint(2, 12) for _ in range(days)]
    rules = rng.sample(("overtime", "bonus", "meal", "least"), rng.randint(1, 3 if difficulty > 2 else 2))
    wage = rng.randint(9, 30)
    normal = rng.randint(6, 8)
    terms = _Terms(
        wage,
        normal if "overtime" in rules else 0,
        wage + rng.randint(3, 12) if "overtime" in rules else 0,
        rng.randint(5, 25) if "bonus" in rules else 0,
        rng.randint(8, 10) if "bonus" in rules else 0,
        rng.randint(3, 7) if "meal" in rules else 0,
        rng.randint(3, 4) if "least" in rules else 0,
    )
    pays = [_pay(terms, worked) for worked in hours]
    asked = rng.choice(("total", "total", "best", "goal") if sum(pays[: days // 2]) > 50 else ("total", "best"))
    target = rng.randint(sum(pays[: days // 2]), sum(pays[:-1]))
    listing = Listing()
    listing.given("hours_per_day", hours)
    listing.given("wage", wage)
    for name, value in (
        ("normal_hours", terms.normal),
        ("overtime_wage", terms.overtime),
        ("bonus_hours", terms.bonus_from),
        ("bonus", terms.bonus),
        ("meal_cost", terms.meal),
        ("fewest_hours", terms.least),
    ):
        if value:
            listing.given(name, value)
    if asked == "goal":
        listing.given("goal", target)
    told = [
        f"{who.name} works {rng.choice(_JOBS)} and earns ${wage} an hour.",
        *_told(terms),
        f"{who.They} works {listed([str(worked) for worked in hours])} hours on {days} days.",
    ]
    question, answer, check, unit = _ask(listing, asked, pays, [_pay_again(terms, w) for w in hours], target, who.they)
    _write(listing, terms, asked)
    return Problem(paragraph(*told, question), listing.render(), answer, check, unit)


def _pay(terms: _Terms, worked: int) -> int:
    if worked < terms.least:
        return 0
    pay = worked * terms.wage
    if terms.normal and worked > terms.normal:
        pay = terms.normal * terms.wage + (worked - terms.normal) * terms.overtime
    if terms.bonus and worked >= terms.bonus_from:
        pay += terms.bonus
    return pay - terms.meal


def _pay_again(terms: _Terms, worked: int) -> int:
    """Add the day up hour by hour."""
    hourly = [terms.overtime if terms.normal and hour > terms.normal else terms.wage for hour in range(1, worked + 1)]
    return (sum(hourly) + terms.bonus * (worked >= terms.bonus_from) - terms.meal) * (worked >= terms.least)


def _told(terms: _Terms) -> list[str]:
    told = []
    if terms.normal:
        told.append(f"Each hour of a day after the first {terms.normal} is paid at ${terms.overtime} instead.")
    if terms.bonus:
        told.append(f"A day of at least {terms.bonus_from} hours brings a bonus of ${terms.bonus}.")
    if terms.meal:
        told.append(f"For every working day ${terms.meal} is kept back for a meal.")
    if terms.least:
        told.append(f"A day of fewer than {terms.least} hours is neither paid nor charged anything.")
    return told


def _ask(
    listing: Listing, asked: str, pays: list[int], again: list[int], target: int, they: str
) -> tuple[str, int, int, str]:
    match asked:
        case "best":
            listing.line("best = 0")
            return f"How many dollars does {they} get for the best day?", max(pays), sorted(again)[-1], "dollars"
        case "goal":
            listing.line("total = 0")
            listing.line("days = 0")
            reached, earned = 0, 0
            while earned < target:
                earned += pays[reached]
                reached += 1
            question = f"After how many of these days has {they} earned at least ${target} in all for the first time?"
            shortfalls = [day for day in range(len(again)) if sum(again[:day]) < target]
            return question, reached, len(shortfalls), "days"
    listing.line("total = 0")
    return f"How many dollars does {they} get for all the days together?", sum(pays), sum(again), "dollars"


def _write(listing: Listing, terms: _Terms, asked: str) -> None:
    with listing.block("for hours in hours_per_day:"):
        if asked == "goal":
            with listing.block("if total >= goal:"):
                listing.line("break")
            listing.line("days += 1")
        if terms.least:
            with listing.block("if hours < fewest_hours:"):
                listing.line("continue")
        if terms.normal:
            listing.line("overtime = max(0, hours - normal_hours)")
            listing.line("pay = (hours - overtime) * wage + overtime * overtime_wage")
        else:
            listing.line("pay = hours * wage")
        if terms.bonus:
            with listing.block("if hours >= bonus_hours:"):
                listing.line("pay += bonus")
        if terms.meal:
            listing.line("pay -= meal_cost")
        if asked == "best":
            with listing.block("if pay > best:"):
                listing.line("best = pay")
        else:
            listing.line("total += pay")
    listing.line({"best": "return best", "goal": "return days"}.get(asked, "return total"))
