"""The calendar week: an appointment that is moved from day to day, and what falls on which day."""

from __future__ import annotations

import random
from datetime import date, timedelta

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import listed

_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_A_MONDAY = date(2024, 1, 1)
_EVENTS = ("A rehearsal", "A swimming lesson", "A market", "A club meeting", "A delivery")
_DISTRACTORS = ("It lasts {} minutes.", "{} people are informed of it.", "The room is free all week.")
_FUNCTIONS = {
    "is_weekend": "def is_weekend(position):\n    return position >= 5",
    "moved": "def moved(position, days):\n    return (position + days) % 7",
}


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a day of the week, the ways in which an event is moved, and a question; x is 0 for Monday."""
    first = rng.randrange(7)
    rounds = at_difficulty(difficulty, (2, 3, 4, 5, 6))
    chain = draw_stages(
        rng, at_difficulty(difficulty, (1, 2, 3, 4, 5)), first, lambda r, day: _stages(r, day, rounds),
        lambda day: 0 <= day < 7,
    )  # fmt: skip
    opening = Opening(
        f"{rng.choice(_EVENTS)} is planned for a {_WEEK[first]}.", "position", first, first,
        (("week", [*_WEEK]), ("first_day", _WEEK[first])),
        ("{x} = {week}.index({first_day})",
         "{x} = 0\nwhile {week}[{x}] != {first_day}:\n    {x} += 1"),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(first, chain), rounds))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _after(position: int, days: int) -> int:
    """Count days with the standard library."""
    return (_A_MONDAY + timedelta(days=position + days)).weekday()


def _stages(rng: random.Random, position: int, rounds: int) -> list[Stage[int]]:
    days, back, weeks = rng.randint(8, 90), rng.randint(2, 40), rng.randint(2, 9)
    times, gap, wanted = rng.randint(2, rounds + 2), rng.randint(2, 12), rng.randrange(7)
    gaps = [rng.randint(2, 15) for _ in range(times)]
    work, few, more = rng.randint(2, 2 + rounds), *rng.sample(range(2, 9), 2)
    here = _WEEK[wanted]
    return [
        Stage(f"It is put off by {days} days.",
              ("{x} = ({x} + {later}) % 7", "{x} = moved({x}, {later})", "{x} += {later}\n{x} %= 7"),
              lambda p: (p + days) % 7, lambda p: _after(p, days), (("later", days),)),
        Stage(f"It is brought forward by {back} days.",
              ("{x} = ({x} - {earlier}) % 7", "{x} = moved({x}, -{earlier})",
               "{x} -= {earlier}\nwhile {x} < 0:\n    {x} += 7"),
              lambda p: (p - back) % 7, lambda p: _after(p, -back), (("earlier", back),)),
        Stage(f"It is moved to {weeks} weeks and {few} days later.",
              ("{x} = ({x} + {weeks} * 7 + {few}) % 7", "{days} = {weeks} * 7 + {few}\n{x} = moved({x}, {days})"),
              lambda p: (p + few) % 7, lambda p: _after(p, 7 * weeks + few), (("weeks", weeks), ("few", few))),
        Stage(f"It is put off, day by day, to the next {here}.",
              ("{x} = ({x} + 1) % 7\nwhile {week}[{x}] != {wanted_day}:\n    {x} = ({x} + 1) % 7",
               "{x} = {week}.index({wanted_day})"),
              lambda p: wanted, lambda p: next(d for d in (_after(p, n) for n in range(1, 8)) if _WEEK[d] == here),
              (("wanted_day", here),), possible=position != wanted),
        Stage(f"One after another, {times} delays of {listed([str(g) for g in gaps])} days follow.",
              ("for {delay} in {delays}:\n    {x} = ({x} + {delay}) % 7",
               "for {delay} in {delays}:\n    {x} = moved({x}, {delay})",
               "{x} = ({x} + sum({delays})) % 7"),
              lambda p: (p + sum(gaps)) % 7, lambda p: _after(p, sum(gaps)), (("delays", gaps),)),
        Stage("If it falls on a Saturday or a Sunday now, it is put off to the Monday after.",
              ("if {x} >= 5:\n    {x} = 0", "if is_weekend({x}):\n    {x} = 0",
               "while {x} > 4:\n    {x} = ({x} + 1) % 7"),
              lambda p: 0 if p >= 5 else p, lambda p: _after(p, (7 - p) * (p in (5, 6)))),
        Stage(f"It takes place {times} times, always {gap} days after the time before; from now on, the last time is "
              "meant.",
              ("for _ in range({times} - 1):\n    {x} = ({x} + {gap}) % 7", "{x} = ({x} + ({times} - 1) * {gap}) % 7",
               "for _ in range(1, {times}):\n    {x} = moved({x}, {gap})"),
              lambda p: (p + gap * (times - 1)) % 7, lambda p: _after(p, gap * (times - 1)),
              (("times", times), ("gap", gap))),
        Stage(f"It is put off by {work} working days; Saturdays and Sundays are passed over and not counted.",
              ("{counted} = 0\nwhile {counted} < {working_days}:\n    {x} = ({x} + 1) % 7\n    if {x} < 5:\n"
               "        {counted} += 1",
               "for _ in range({working_days}):\n    {x} = ({x} + 1) % 7\n    while is_weekend({x}):\n"
               "        {x} = ({x} + 1) % 7"),
              lambda p: _working(p, work), lambda p: (min(p, 4) + work) % 5, (("working_days", work),)),
        Stage(f"If it falls on a {here} or a day of the same week before it, it is put off by {few} days, otherwise by "
              f"{more} days. A week begins with Monday.",
              ("if {x} <= {week}.index({mark_day}):\n    {x} = ({x} + {if_before}) % 7\nelse:\n"
               "    {x} = ({x} + {if_after}) % 7",
               "{delay} = {if_after}\nif {x} <= {week}.index({mark_day}):\n    {delay} = {if_before}\n"
               "{x} = moved({x}, {delay})"),
              lambda p: (p + few) % 7 if p <= wanted else (p + more) % 7,
              lambda p: _after(p, (more, few)[p <= wanted]),
              (("mark_day", here), ("if_before", few), ("if_after", more)), possible=0 < wanted < 6),
    ]  # fmt: skip


def _working(position: int, days: int) -> int:
    while days:
        position = (position + 1) % 7
        days -= position < 5
    return position


def _asks(rng: random.Random, position: int, rounds: int) -> list[Ask[int]]:
    other, span, gap = rng.randrange(7), rng.randint(3, 6) + 2 * rounds, rng.randint(2, 12)
    visits = rng.randint(3, 3 + rounds)
    on_days, at_ends = rng.sample(range(3, 40), 2)
    return [
        Ask("On what day of the week does it take place in the end?",
            ("return {week}[{x}]",), lambda p: _WEEK[p], lambda p: f"{_A_MONDAY + timedelta(days=p):%A}", named="day"),
        Ask(f"How many days after it is the next {_WEEK[other]}?",
            ("return ({week}.index({other_day}) - {x} - 1) % 7 + 1",
             "{days} = 1\nwhile {week}[({x} + {days}) % 7] != {other_day}:\n    {days} += 1\nreturn {days}"),
            lambda p: (other - p - 1) % 7 + 1, lambda p: next(d for d in range(1, 8) if _after(p, d) == other),
            (("other_day", _WEEK[other]),), "days"),
        Ask(f"Beginning with that day, how many of {span} days in a row are Saturdays or Sundays?",
            ("return sum(({x} + {day}) % 7 >= 5 for {day} in range({span}))",
             "{count} = 0\nfor {day} in range({span}):\n    if is_weekend(({x} + {day}) % 7):\n        {count} += 1\n"
             "return {count}",
             "{count} = 0\nfor _ in range({span}):\n    if {x} >= 5:\n        {count} += 1\n    {x} = ({x} + 1) % 7\n"
             "return {count}"),
            lambda p: sum((p + day) % 7 >= 5 for day in range(span)),
            lambda p: [_after(p, day) for day in range(span)].count(5)
            + [_after(p, day) for day in range(span)].count(6), (("span", span),), "days"),
        Ask(f"From that day on, it takes place {visits} times, always {gap} days after the time before. How many of "
            "these days are not from Monday to Friday?",
            ("{count} = 0\nfor _ in range({visits}):\n    if is_weekend({x}):\n        {count} += 1\n"
             "    {x} = moved({x}, {interval})\nreturn {count}",
             "{days} = [({x} + {interval} * {number}) % 7 for {number} in range({visits})]\n"
             "return sum({day} >= 5 for {day} in {days})"),
            lambda p: sum((p + gap * number) % 7 >= 5 for number in range(visits)),
            lambda p: visits - sum(_after(p, gap * number) < 5 for number in range(visits)),
            (("visits", visits), ("interval", gap)), "days"),
        Ask(f"From that day on, {on_days} visitors come on every day from Monday to Friday and {at_ends} on every "
            f"Saturday and Sunday. How many come in {span} days?",
            ("{total} = 0\nfor _ in range({span}):\n    if {x} < 5:\n        {total} += {on_workdays}\n    else:\n"
             "        {total} += {on_weekends}\n    {x} = ({x} + 1) % 7\nreturn {total}",
             "{total} = 0\nfor {day} in range({x}, {x} + {span}):\n    if is_weekend({day} % 7):\n"
             "        {total} += {on_weekends}\n    else:\n        {total} += {on_workdays}\nreturn {total}"),
            lambda p: sum(on_days if (p + day) % 7 < 5 else at_ends for day in range(span)),
            lambda p: sum((at_ends, on_days)[_after(p, day) < 5] for day in reversed(range(span))),
            (("span", span), ("on_workdays", on_days), ("on_weekends", at_ends)), "visitors"),
    ]  # fmt: skip
