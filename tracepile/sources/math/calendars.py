"""Dates that are moved by days, weeks, months and years, with months of unequal length and leap years."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import listed, people

_PLANS = ("an exhibition", "a conference", "a wedding", "a concert", "a house move", "a school play")
_DISTRACTORS = ("{} people have been invited.", "The planning takes {} hours.", "Everybody hopes for fine weather.")
_LEAP = "def is_leap(year):\n    if year % 400 == 0:\n        return True\n    return year % 4 == 0 and year % 100 != 0"
_FUNCTIONS = {
    "is_leap": _LEAP,
    "days_in_month": "def days_in_month(year, month):\n    if month == 2:\n        return 29 if is_leap(year) else 28\n"
    "    return 30 if month in (4, 6, 9, 11) else 31",
    "day_of_year": "def day_of_year(year, month, day):\n    for earlier in range(1, month):\n"
    "        day += days_in_month(year, earlier)\n    return day",
}
_FORWARDS = (
    "while {x} > days_in_month({year}, {month}):\n    {x} -= days_in_month({year}, {month})\n    {month} += 1\n"
    "    if {month} > 12:\n        {month} = 1\n        {year} += 1",
    "while True:\n    {length} = days_in_month({year}, {month})\n    if {x} <= {length}:\n        break\n"
    "    {x} -= {length}\n    {year} += {month} // 12\n    {month} = {month} % 12 + 1",
)
_BACKWARDS = (
    "while {x} < 1:\n    {month} -= 1\n    if {month} == 0:\n        {month} = 12\n        {year} -= 1\n"
    "    {x} += days_in_month({year}, {month})"
)


@dataclass(frozen=True, slots=True, order=True)
class _Date:
    """A date of the Gregorian calendar, by its three numbers."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}-{self.day:02d}"


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a date, the ways in which it is moved, and a question; programs count without a calendar library."""
    start = _Date(rng.randint(1996, 2060), rng.randint(1, 12), rng.randint(1, 28))
    rounds = at_difficulty(difficulty, (2, 2, 3, 4, 5))
    who = people(rng, 1)[0]
    chain = draw_stages(
        rng, at_difficulty(difficulty, (1, 2, 3, 4, 5)), start, lambda r, now: _stages(r, now, rounds),
        lambda now: start < now < _Date(start.year + 9, 1, 1),
    )  # fmt: skip
    opening = Opening(
        f"{who.name} sets the date of {rng.choice(_PLANS)} to {start}, written as year-month-day.", "day", start, start,
        (("year", start.year), ("month", start.month), ("first_day", start.day)), ("{x} = {first_day}",),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain)))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _length(year: int, month: int) -> int:
    """Give the days of a month from the rule of the Gregorian calendar."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _moved(now: _Date, days: int) -> _Date:
    """Walk from month to month."""
    year, month, day = now.year, now.month, now.day + days
    while day > _length(year, month):
        day -= _length(year, month)
        year, month = year + month // 12, month % 12 + 1
    while day < 1:
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
        day += _length(year, month)
    return _Date(year, month, day)


def _certain(now: _Date, days: int) -> _Date:
    """Count days with the standard library."""
    moved = date(now.year, now.month, now.day) + timedelta(days=days)
    return _Date(moved.year, moved.month, moved.day)


def _months_later(now: _Date, months: int) -> _Date:
    year, month = now.year, now.month + months
    while month > 12:
        year, month = year + 1, month - 12
    return _Date(year, month, min(now.day, _length(year, month)))


def _months_later_again(now: _Date, months: int) -> _Date:
    """Take the day before the first of the month after, if it is earlier than the wanted day."""
    passed = now.year * 12 + now.month - 1 + months
    first = date(passed // 12, passed % 12 + 1, 1)
    last = date((passed + 1) // 12, (passed + 1) % 12 + 1, 1) - timedelta(days=1)
    day = min(first + timedelta(days=now.day - 1), last)
    return _Date(day.year, day.month, day.day)


def _stages(rng: random.Random, now: _Date, rounds: int) -> list[Stage[_Date]]:
    days, weeks, months = rng.randint(8, 40 * rounds), rng.randint(2, 4 * rounds), rng.randint(2, 6 * rounds)
    back, odd, even = rng.randint(5, 45), *rng.sample(range(2, 30), 2)
    times, gap, years = rng.randint(2, rounds + 2), rng.randint(5, 25), rng.randint(2, 5)
    delays = rng.sample(range(3, 30), rng.randint(2, rounds + 1))
    forwards = rng.choice(_FORWARDS)
    return [
        Stage(f"It is put off by {days} days.", tuple(f"{{x}} += {{delay}}\n{lines}" for lines in _FORWARDS),
              lambda d: _moved(d, days), lambda d: _certain(d, days), (("delay", days),)),
        Stage(f"It is then moved {weeks} weeks later.",
              tuple(f"{{x}} += {{weeks}} * 7\n{lines}" for lines in _FORWARDS),
              lambda d: _moved(d, 7 * weeks), lambda d: _certain(d, 7 * weeks), (("weeks", weeks),)),
        Stage(f"It is brought forward by {back} days.", (f"{{x}} -= {{earlier}}\n{_BACKWARDS}",),
              lambda d: _moved(d, -back), lambda d: _certain(d, -back), (("earlier", back),)),
        Stage(f"It is moved to the day with the same number {months} months later, or to the last day of that month "
              "if there is no such day.",
              ("{month} += {months}\nwhile {month} > 12:\n    {month} -= 12\n    {year} += 1\n"
               "{x} = min({x}, days_in_month({year}, {month}))",
               "{year} += ({month} + {months} - 1) // 12\n{month} = ({month} + {months} - 1) % 12 + 1\n"
               "{last} = days_in_month({year}, {month})\nif {x} > {last}:\n    {x} = {last}"),
              lambda d: _months_later(d, months), lambda d: _months_later_again(d, months), (("months", months),)),
        Stage("It is moved to the last day of its month.", ("{x} = days_in_month({year}, {month})",),
              lambda d: _Date(d.year, d.month, _length(d.year, d.month)),
              lambda d: _certain(_months_later_again(_Date(d.year, d.month, 1), 1), -1), possible=now.day < 28),
        Stage("It is moved to the first day of the next month.",
              ("{x} = 1\n{month} += 1\nif {month} > 12:\n    {month} = 1\n    {year} += 1",
               "{x} = 1\n{year} += {month} // 12\n{month} = {month} % 12 + 1"),
              lambda d: _Date(d.year + d.month // 12, d.month % 12 + 1, 1),
              lambda d: _months_later_again(_Date(d.year, d.month, 1), 1)),
        Stage(f"If the number of the day in the month is odd now, it is put off by {odd} days, otherwise by {even} "
              "days.",
              (f"if {{x}} % 2 == 1:\n    {{x}} += {{if_odd}}\nelse:\n    {{x}} += {{if_even}}\n{forwards}",),
              lambda d: _moved(d, odd if d.day % 2 == 1 else even),
              lambda d: _certain(d, (even, odd)[d.day & 1]), (("if_odd", odd), ("if_even", even))),
        Stage(f"It takes place {times} times, each time {gap} days after the time before; from now on, the date of the "
              "last time is meant.",
              (f"{{x}} += ({{times}} - 1) * {{gap}}\n{forwards}",
               f"for _ in range({{times}} - 1):\n    {{x}} += {{gap}}\n{forwards}"),
              lambda d: _moved(d, gap * (times - 1)), lambda d: _certain(_certain(d, gap * times), -gap),
              (("times", times), ("gap", gap))),
        Stage(f"One delay follows another: {listed([str(delay) for delay in delays])} days.",
              (f"for {{delay}} in {{delays}}:\n    {{x}} += {{delay}}\n{forwards}",
               f"{{x}} += sum({{delays}})\n{forwards}"),
              lambda d: _moved(d, sum(delays)), lambda d: _certain(d, sum(delays)), (("delays", delays),)),
        Stage(f"It is moved to the same day {years} years later, or to 28 February if there is no such day.",
              ("{year} += {years}\nif {month} == 2 and {x} > 28 and not is_leap({year}):\n    {x} = 28",
               "{year} += {years}\n{x} = min({x}, days_in_month({year}, {month}))"),
              lambda d: _months_later(d, 12 * years), lambda d: _months_later_again(d, 12 * years),
              (("years", years),)),
    ]  # fmt: skip


def _asks(rng: random.Random, now: _Date) -> list[Ask[_Date]]:
    fair = _moved(now, rng.randint(10, 70))
    return [
        Ask("On which date is it in the end? Write it as year-month-day without leading zeros.",
            ('return f"{{{year}}}-{{{month}}}-{{{x}}}"',), lambda d: f"{d.year}-{d.month}-{d.day}",
            lambda d: "-".join(str(int(part)) for part in str(d).split("-"))),
        Ask("On which day of the year is it in the end, if 1 January is day 1?",
            ("return day_of_year({year}, {month}, {x})",
             "{passed} = 0\nfor {earlier} in range(1, {month}):\n    {passed} += days_in_month({year}, {earlier})\n"
             "return {passed} + {x}"),
            lambda d: sum(_length(d.year, month) for month in range(1, d.month)) + d.day,
            lambda d: date(d.year, d.month, d.day).timetuple().tm_yday),
        Ask("How many days of that month are left after it?",
            ("return days_in_month({year}, {month}) - {x}",
             "{length} = days_in_month({year}, {month})\nreturn {length} - {x}"),
            lambda d: _length(d.year, d.month) - d.day,
            lambda d: (date(d.year + d.month // 12, d.month % 12 + 1, 1) - date(d.year, d.month, d.day)).days - 1,
            unit="days"),
        Ask("How many days are left in that year after it?",
            ("{length} = 366 if is_leap({year}) else 365\nreturn {length} - day_of_year({year}, {month}, {x})",
             "{left} = days_in_month({year}, {month}) - {x}\nfor {later} in range({month} + 1, 13):\n"
             "    {left} += days_in_month({year}, {later})\nreturn {left}"),
            lambda d: sum(_length(d.year, month) for month in range(d.month, 13)) - d.day,
            lambda d: (date(d.year, 12, 31) - date(d.year, d.month, d.day)).days, unit="days"),
        Ask(f"How many days after it does a fair begin that opens on {fair}?",
            ("{days} = {fair_day} - {x}\nwhile ({year}, {month}) != ({fair_year}, {fair_month}):\n"
             "    {days} += days_in_month({year}, {month})\n    {month} += 1\n    if {month} > 12:\n"
             "        {month} = 1\n        {year} += 1\nreturn {days}",
             "{days} = 0\nwhile {year} < {fair_year} or {month} < {fair_month}:\n"
             "    {days} += days_in_month({year}, {month})\n    {year} += {month} // 12\n"
             "    {month} = {month} % 12 + 1\nreturn {days} + {fair_day} - {x}"),
            lambda d: next(days for days in range(100) if _moved(d, days) == fair),
            lambda d: (date(fair.year, fair.month, fair.day) - date(d.year, d.month, d.day)).days,
            (("fair_year", fair.year), ("fair_month", fair.month), ("fair_day", fair.day)), "days"),
    ]  # fmt: skip
