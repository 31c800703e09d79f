"""The calendar: days of the week counted forward, and what is done on each of them."""

from __future__ import annotations

import random
from datetime import date, timedelta

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import paragraph, people

_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_A_MONDAY = date(2024, 1, 1)
_HABITS = (("reads", "pages"), ("swims", "lengths of the pool"), ("practises", "minutes"), ("writes", "lines"))


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a first day and either a rhythm of visits or a habit that depends on the day of the week."""
    return _visits(rng, difficulty) if rng.random() < 0.25 else _habit(rng, difficulty)


def _visits(rng: random.Random, difficulty: int) -> Problem:
    who, friend = people(rng, 2)
    first, gap = rng.randrange(7), rng.choice((2, 3, 4, 5, 6, 8, 9, 10, 11, 12))
    visits = at_difficulty(difficulty, (4, 7, 12, 17, 23)) + rng.randint(0, 2)
    listing = Listing()
    listing.given("week", list(_WEEK))
    listing.given("first_day", _WEEK[first])
    listing.given("days_between", gap)
    listing.given("visits", visits)
    listing.line("position = week.index(first_day)")
    told = f"{who.name} visits {friend.name} for the first time on a {_WEEK[first]}, and again after every {gap} days."
    days = [(_A_MONDAY + timedelta(days=first + gap * number)).weekday() for number in range(visits)]
    if rng.random() < 0.5:
        with listing.block("for _ in range(1, visits):"):
            listing.line("position = (position + days_between) % 7")
        listing.line("return week[position]")
        question = f"On what day of the week is visit number {visits}, the first one counted as number 1?"
        return Problem(
            paragraph(told, question), listing.render(), _WEEK[(first + gap * (visits - 1)) % 7], _WEEK[days[-1]]
        )
    listing.line("weekend_visits = 0")
    with listing.block("for _ in range(visits):"):
        with listing.block("if position >= 5:"):
            listing.line("weekend_visits += 1")
        listing.line("position = (position + days_between) % 7")
    listing.line("return weekend_visits")
    question = f"How many of the first {visits} visits fall on a Saturday or a Sunday?"
    on_weekends = sum((first + gap * number) % 7 >= 5 for number in range(visits))
    return Problem(paragraph(told, question), listing.render(), on_weekends, days.count(5) + days.count(6), "visits")


def _habit(rng: random.Random, difficulty: int) -> Problem:
    who = people(rng, 1)[0]
    verb, unit = rng.choice(_HABITS)
    days = at_difficulty(difficulty, (3, 5, 8, 11, 15)) + rng.randint(0, 2)
    first, special = rng.randrange(7), rng.randrange(7)
    workday, weekend, extra = *rng.sample(range(12, 60), 2), rng.randint(3, 11)
    rule = rng.choice(("none", "more", "rest"))
    asked = rng.choice(("total", "goal", "best"))
    per_day = [workday] * 5 + [weekend] * 2
    if rule != "none":
        per_day[special] = per_day[special] + extra if rule == "more" else 0
    listing = Listing()
    if rule != "none" or asked == "best":
        listing.given("week", list(_WEEK))
        listing.given("first_day", _WEEK[first])
    else:
        listing.given("day_number", first + 1)
    listing.given("on_workdays", workday)
    listing.given("on_weekends", weekend)
    told = [
        f"{who.name} {verb} {workday} {unit} on each day from Monday to Friday and {weekend} on a Saturday or Sunday.",
        {
            "none": "",
            "more": f"On every {_WEEK[special]}, {who.they} adds {extra} more.",
            "rest": f"But {who.they} does nothing on a {_WEEK[special]}.",
        }[rule],
        f"The first day is a {_WEEK[first]}"
        + (f", day {first + 1} of the week if Monday is day 1." if rule == "none" and asked != "best" else "."),
    ]
    if rule != "none":
        listing.given("special_day", _WEEK[special])
    if rule == "more":
        listing.given("extra", extra)
    total = sum(per_day[(first + day) % 7] for day in range(days))
    if asked == "goal":
        listing.given("goal", total)
    else:
        listing.given("days", days)
    by_name = rule != "none" or asked == "best"
    listing.line("position = week.index(first_day)" if by_name else "position = day_number - 1")
    listing.line("done = 0")
    listing.line({"goal": "days = 0", "best": "busiest = 0"}.get(asked, "weekend_done = 0"))
    with listing.block("while done < goal:" if asked == "goal" else "for _ in range(days):"):
        _write_day(listing, rule)
        listing.line("done += amount")
        if asked == "goal":
            listing.line("days += 1")
        else:
            with listing.block("if amount > busiest:" if asked == "best" else "if position >= 5:"):
                listing.line("busiest = amount" if asked == "best" else "weekend_done += amount")
        listing.line("position = (position + 1) % 7")
    listing.line({"goal": "return days", "best": "return done - busiest"}.get(asked, "return done - weekend_done"))
    return _answered(asked, told, listing, per_day, (first, days, total), (who.they, verb, unit))


def _write_day(listing: Listing, rule: str) -> None:
    with listing.block("if position < 5:"):
        listing.line("amount = on_workdays")
    with listing.block("else:"):
        listing.line("amount = on_weekends")
    if rule != "none":
        with listing.block("if week[position] == special_day:"):
            listing.line("amount += extra" if rule == "more" else "amount = 0")


def _answered(
    asked: str,
    told: list[str],
    listing: Listing,
    per_day: list[int],
    span: tuple[int, int, int],
    words: tuple[str, str, str],
) -> Problem:
    first, days, total = span
    they, verb, unit = words
    plain = {"reads": "read", "swims": "swim", "practises": "practise", "writes": "write"}[verb]
    dates = [_A_MONDAY + timedelta(days=first + number) for number in range(days)]
    daily = [per_day[day.weekday()] for day in dates]
    if asked == "goal":
        question = f"After how many days has {they} done at least {total} {unit} in all for the first time?"
        idle = next(back for back in range(7) if per_day[(first + days - 1 - back) % 7])
        reached = next(number for number in range(1, days + 1) if sum(daily[:number]) >= total)
        return Problem(paragraph(*told, question), listing.render(), days - idle, reached, "days")
    if asked == "best":
        question = f"How many {unit} does {they} {plain} in {days} days if 1 day with the largest number is left out?"
        largest = max(per_day[(first + day) % 7] for day in range(days))
        return Problem(paragraph(*told, question), listing.render(), total - largest, sum(sorted(daily)[:-1]), unit)
    question = f"How many {unit} does {they} {plain} from Monday to Friday in the first {days} days?"
    answer = sum(per_day[(first + day) % 7] for day in range(days) if (first + day) % 7 < 5)
    check = sum(amount for day, amount in zip(dates, daily, strict=True) if day.isoweekday() not in (6, 7))
    return Problem(paragraph(*told, question), listing.render(), answer, check, unit)
