"""A job done by people who join and leave: what is done by then, and how long the rest takes."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import listed, people

_JOBS = (
    ("address envelopes", "envelopes"), ("fold leaflets", "leaflets"), ("lay tiles", "tiles"),
    ("plant bulbs", "bulbs"), ("scan pages", "pages"), ("pack parcels", "parcels"),
)  # fmt: skip
_DISTRACTORS = ("They drink {} cups of tea.", "The room is {} metres long.", "Music is playing all the time.")
_FUNCTIONS = {
    "in_time": "def in_time(rate, hours):\n    return rate * hours",
    "percent_of": "def percent_of(amount, percent):\n    return amount * percent // 100",
}


@dataclass(frozen=True, slots=True)
class _Work:
    """Pieces done, pieces an hour, and hours passed."""

    done: int
    rate: int
    hours: int

    def on(self, hours: int) -> _Work:
        """Go on with the same people."""
        return _Work(self.done + self.rate * hours, self.rate, self.hours + hours)

    def at(self, rate: int) -> _Work:
        """Go on at another rate."""
        return _Work(self.done, rate, self.hours)


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a team and what happens to it; x is the number of pieces done, and the rate is kept beside it."""
    job, pieces = rng.choice(_JOBS)
    team = [person.name for person in people(rng, 8)]
    rate, hours = rng.randint(12, 60), rng.randint(2, 4)
    start = _Work(rate * hours, rate, hours)
    rounds = at_difficulty(difficulty, (2, 3, 3, 4, 6))
    chain = draw_stages(
        rng, at_difficulty(difficulty, (2, 3, 4, 5, 6)), start, lambda r, work: _stages(r, work, team, pieces, rounds),
        lambda work: work.rate > 5 and 0 < work.done < 20_000,
    )  # fmt: skip
    opening = Opening(
        f"{team[0]} starts to {job}, {rate} an hour, and works alone for {hours} hours.", "done", start, start,
        (("rate", rate), ("first_hours", hours)),
        ("{x} = {rate} * {first_hours}", "{x} = in_time({rate}, {first_hours})",
         "{x} = 0\nfor _ in range({first_hours}):\n    {x} += {rate}"),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), pieces))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _stages(rng: random.Random, work: _Work, team: list[str], pieces: str, rounds: int) -> list[Stage[_Work]]:
    name, other = rng.sample(team[1:], 2)
    rate, hours, few = rng.randint(6, 50), rng.randint(2, rounds + 2), rng.randint(2, 9)
    percent, spoiled = rng.choice((10, 20, 25, 50)), rng.randint(2, 40)
    helpers, limit = rng.sample(range(5, 30), rng.randint(2, rounds)), work.done + rng.choice((-1, 1)) * few
    goal = work.done + work.rate * rng.randint(1, rounds + 1) - rng.randint(0, work.rate - 1)
    return [
        Stage(f"Then {name} joins in, who does {rate} {pieces} an hour, and they go on for {hours} hours.",
              ("{rate} += {joined}\n{x} = {x} + {rate} * {hours}",
               "{rate} += {joined}\n{x} = {x} + in_time({rate}, {hours})",
               "{rate} = {rate} + {joined}\nfor _ in range({hours}):\n    {x} = {x} + {rate}"),
              lambda w: w.at(w.rate + rate).on(hours),
              lambda w: _Work(w.done + hours * w.rate + hours * rate, w.rate + rate, w.hours + hours),
              (("joined", rate), ("hours", hours))),
        Stage(f"Somebody who does {few} {pieces} an hour has to leave, and the work goes on for {hours} hours.",
              ("{rate} -= {left}\n{x} = {x} + {rate} * {next_hours}",
               "{rate} = {rate} - {left}\n{x} = {x} + in_time({rate}, {next_hours})"),
              lambda w: w.at(w.rate - few).on(hours),
              lambda w: _Work(w.done + hours * w.rate - hours * few, w.rate - few, w.hours + hours),
              (("left", few), ("next_hours", hours))),
        Stage(f"{spoiled} {pieces} turn out to be spoiled and do not count.", ("{x} = {x} - {spoiled}",),
              lambda w: _Work(w.done - spoiled, w.rate, w.hours),
              lambda w: _Work(len(range(spoiled, w.done)), w.rate, w.hours), (("spoiled", spoiled),)),
        Stage(f"In each of the next {hours} hours 1 more person joins, each of whom does {few} {pieces} an hour, from "
              "the beginning of that hour on.",
              ("for _ in range({growing_hours}):\n    {rate} += {each}\n    {x} = {x} + {rate}",
               "for {hour} in range(1, {growing_hours} + 1):\n    {x} = {x} + {rate} + {hour} * {each}\n"
               "{rate} += {growing_hours} * {each}"),
              lambda w: reduce(lambda now, _: now.at(now.rate + few).on(1), range(hours), w),
              lambda w: _Work(w.done + hours * w.rate + few * hours * (hours + 1) // 2, w.rate + few * hours,
                              w.hours + hours), (("growing_hours", hours), ("each", few))),
        Stage(f"A better tool then raises their speed by {percent}%, rounded down to whole {pieces} an hour, and they "
              f"use it for {hours} hours.",
              ("{gain} = {rate} * {percent} // 100\n{rate} += {gain}\n{x} = {x} + {rate} * {tool_hours}",
               "{rate} += percent_of({rate}, {percent})\n{x} = {x} + in_time({rate}, {tool_hours})"),
              lambda w: w.at(w.rate + w.rate * percent // 100).on(hours),
              lambda w: w.at(int(w.rate * Fraction(100 + percent, 100))).on(hours),
              (("percent", percent), ("tool_hours", hours))),
        Stage(f"Visitors help for 1 hour each, one after another, and do {listed([str(helper) for helper in helpers])} "
              f"{pieces}, while the others rest.",
              ("for {visitor} in {visitors}:\n    {x} = {x} + {visitor}", "{x} = {x} + sum({visitors})"),
              lambda w: _Work(w.done + sum(helpers), w.rate, w.hours + len(helpers)),
              lambda w: reduce(lambda now, done: _Work(now.done + done, now.rate, now.hours + 1), helpers, w),
              (("visitors", helpers),)),
        Stage(f"If more than {limit} {pieces} are done by now, they work for 1 more hour, otherwise for {hours} more "
              "hours.",
              ("if {x} > {limit}:\n    {x} = {x} + {rate}\nelse:\n    {x} = {x} + {rate} * {more_hours}",
               "{last_hours} = 1\nif {x} <= {limit}:\n    {last_hours} = {more_hours}\n"
               "{x} = {x} + {rate} * {last_hours}"),
              lambda w: w.on(1 if w.done > limit else hours),
              lambda w: w.on((hours, 1)[w.done > limit]), (("limit", limit), ("more_hours", hours))),
        Stage(f"They go on hour by hour until at least {goal} {pieces} are done.",
              ("while {x} < {goal}:\n    {x} = {x} + {rate}",
               "while True:\n    if {x} >= {goal}:\n        break\n    {x} = {x} + {rate}"),
              lambda w: _until(w, goal), lambda w: w.on(max(0, -((w.done - goal) // w.rate))), (("goal", goal),)),
        Stage(f"{other} takes over from all the others, does {rate} {pieces} an hour, and works for {hours} hours.",
              ("{rate} = {new_rate}\n{x} = {x} + {rate} * {alone_hours}",
               "{rate} = {new_rate}\nfor _ in range({alone_hours}):\n    {x} = {x} + {rate}"),
              lambda w: w.at(rate).on(hours), lambda w: _Work(w.done + sum([rate] * hours), rate, w.hours + hours),
              (("new_rate", rate), ("alone_hours", hours)), possible=rate > 11),
    ]  # fmt: skip


def _until(work: _Work, goal: int) -> _Work:
    while work.done < goal:
        work = work.on(1)
    return work


def _asks(rng: random.Random, work: _Work, pieces: str) -> list[Ask[_Work]]:
    total = work.done + work.rate * rng.randint(1, 7) + rng.randint(1, work.rate)
    size = rng.randint(5, 24)
    left = total - work.done
    return [
        Ask(f"How many {pieces} are done then?", ("return {x}",), lambda w: w.done, lambda w: w.done, unit=pieces),
        Ask(f"There are {total} {pieces} altogether. How many full hours does it take the team of that moment to do "
            "the rest, if a part of an hour counts as a full one?",
            ("return ({total} - {x} + {rate} - 1) // {rate}",
             "{more} = 0\nwhile {x} < {total}:\n    {x} += {rate}\n    {more} += 1\nreturn {more}",
             "{rest} = {total} - {x}\n{more} = {rest} // {rate}\nif {rest} % {rate} > 0:\n    {more} += 1\n"
             "return {more}"),
            lambda w: -(-(total - w.done) // w.rate), lambda w: len(range(0, total - w.done, w.rate)),
            (("total", total),), "hours"),
        Ask(f"There are {total} {pieces} altogether. What fraction of them is done then? Give it in lowest terms.",
            ("return str(Fraction({x}, {total}))", "{part} = Fraction({x}, {total})\nreturn str({part})"),
            lambda w: str(Fraction(w.done, total)), lambda w: str(1 - Fraction(total - w.done, total)),
            (("total", total),)),
        Ask(f"They are tied in bundles of {size}. How many {pieces} are left over?", ("return {x} % {bundle}",),
            lambda w: w.done % size, lambda w: w.done - w.done // size * size, (("bundle", size),), pieces,
            named="left_over"),
        Ask(f"There are {total} {pieces} altogether. How many would be left after 1 more hour of the team of that "
            "moment?",
            ("return {total} - {x} - {rate}", "{x} = {x} + {rate}\nreturn {total} - {x}"),
            lambda w: total - w.done - w.rate, lambda w: len(range(w.done + w.rate, total)), (("total", total),),
            pieces, possible=left > work.rate),
    ]  # fmt: skip
