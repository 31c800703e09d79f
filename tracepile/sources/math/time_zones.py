"""Journeys across time zones: local clocks, flights, waits and delays, and the day on which one arrives."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import Person, counted, listed, noun, people

_DISTRACTORS = ("There are {} passengers on the first aeroplane.", "The ticket costs ${}.", "The weather is fine.")
_HOUR, _MINUTE = noun("hour"), noun("minute")
_FUNCTIONS = {
    "clock": "def clock(minutes):\n    hour = minutes // 60 % 24\n    minute = minutes % 60\n    "
    'return f"{hour}:{minute:02d}"',
    "in_minutes": "def in_minutes(hours, minutes):\n    return hours * 60 + minutes",
}


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a departure, legs and waits, and a question about the local time; x is minutes since day 1, 0:00."""
    who = people(rng, 1)[0]
    hour, minute = rng.randint(5, 20), rng.randrange(5, 60, 5)
    start = hour * 60 + minute
    chain = draw_stages(
        rng, at_difficulty(difficulty, (2, 3, 4, 5, 7)), start, lambda r, value: _stages(r, value, who, difficulty),
        lambda value: start < value < 6 * 1440,
    )  # fmt: skip
    opening = Opening(
        f"{who.name} leaves home on day 1 at {hour}:{minute:02d}, on a 24-hour clock.", "time", start, start,
        (("start_hour", hour), ("start_minute", minute)),
        ("{x} = {start_hour} * 60 + {start_minute}", "{x} = in_minutes({start_hour}, {start_minute})"),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), start))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS, who=who)


def _stages(rng: random.Random, value: int, who: Person, difficulty: int) -> list[Stage[int]]:
    name, they = who.name, who.they
    hours, minutes, zones = rng.randint(2, 11), rng.randrange(5, 60, 5), rng.randint(2, 9)
    wait, late = rng.randrange(15, 180, 5), rng.randrange(10, 55, 5)
    departs, every = rng.randint(6, 21), rng.choice((20, 30, 40, 45, 90))
    stops = rng.randint(2, 2 + difficulty)
    waits = rng.sample(range(5, 95, 5), stops)
    flight = f"{counted(hours, _HOUR)} and {counted(minutes, _MINUTE)}"
    flown = hours * 60 + minutes
    return [
        Stage(f"{name} takes a flight of {flight} to a city whose clocks are {counted(zones, _HOUR)} ahead of those at "
              "the place of departure.",
              ("{x} = {x} + {hours} * 60 + {minutes}\n{x} = {x} + {ahead} * 60",
               "{x} = {x} + in_minutes({hours} + {ahead}, {minutes})",
               "{flight} = {hours} * 60 + {minutes}\n{x} = {x} + {flight} + {ahead} * 60"),
              lambda t: t + flown + zones * 60, lambda t: t + (hours + zones) * 60 + minutes,
              (("hours", hours), ("minutes", minutes), ("ahead", zones))),
        Stage(f"{name} flies {flight} to a city whose clocks are {counted(zones, _HOUR)} behind those at the place of "
              "departure.",
              ("{x} = {x} + {hours} * 60 + {minutes}\n{x} = {x} - {behind} * 60",
               "{x} = {x} + in_minutes({hours} - {behind}, {minutes})",
               "{shift} = {behind} * 60\n{x} = {x} - {shift}\n{x} = {x} + in_minutes({hours}, {minutes})"),
              lambda t: t + flown - zones * 60, lambda t: t - (zones - hours) * 60 + minutes,
              (("hours", hours), ("minutes", minutes), ("behind", zones))),
        Stage(f"Then {they} waits for {wait} minutes.", ("{x} = {x} + {wait}",), lambda t: t + wait,
              lambda t: t - (-wait), (("wait", wait),), "time_after_wait"),
        Stage(f"{name} takes the next bus; buses leave every {every} minutes, the first of a day at 0:00, and one "
              f"that leaves just then is caught. The bus ride takes {late} minutes.",
              ("if {x} % {every} > 0:\n    {x} = {x} + {every} - {x} % {every}\n{x} = {x} + {ride}",
               "{rest} = {x} % {every}\nif {rest} > 0:\n    {x} += {every} - {rest}\n{x} = {x} + {ride}",
               "while {x} % {every} != 0:\n    {x} += 1\n{x} = {x} + {ride}"),
              lambda t: -(-t // every) * every + late, lambda t: t + -t % every + late,
              (("every", every), ("ride", late)), possible=value % every == 0 or every - value % every <= 12),
        Stage(f"{name} takes the next train; trains leave every {every} minutes, the first of a day at 0:00, and "
              f"one that leaves just then is missed. The train needs {counted(hours, _HOUR)}.",
              ("{x} = ({x} // {interval} + 1) * {interval}\n{x} = {x} + {train_hours} * 60",
               "{trains} = {x} // {interval} + 1\n{x} = {trains} * {interval}\n{x} = {x} + {train_hours} * 60"),
              lambda t: (t // every + 1) * every + hours * 60, lambda t: t + every - t % every + 60 * hours,
              (("interval", every), ("train_hours", hours))),
        Stage(f"On the way there are {stops} stops of {listed([str(w) for w in waits])} minutes.",
              ("for {stop} in {stops}:\n    {x} = {x} + {stop}", "{x} = {x} + sum({stops})",
               "{total} = 0\nfor {stop} in {stops}:\n    {total} += {stop}\n{x} = {x} + {total}"),
              lambda t: t + sum(waits), lambda t: [t := t + w for w in waits][-1], (("stops", waits),)),
        Stage(f"A boat leaves at {departs}:00 every day. {name} takes the first one that leaves after {they} has "
              f"arrived, or at that very moment, and is at sea for {counted(hours, _HOUR)}.",
              ("{today} = {x} % 1440\nif {today} > {boat_hour} * 60:\n    {x} = {x} + 1440\n"
               "{x} = {x} - {today} + {boat_hour} * 60\n{x} = {x} + {at_sea} * 60",
               "{day} = {x} // 1440\n{leaves} = {day} * 1440 + {boat_hour} * 60\nif {x} > {leaves}:\n"
               "    {leaves} += 1440\n{x} = {leaves} + {at_sea} * 60"),
              lambda t: _boat(t, departs) + hours * 60,
              lambda t: t + (departs * 60 - t) % 1440 + 60 * hours,
              (("boat_hour", departs), ("at_sea", hours))),
        Stage(f"If it is later than {departs}:00 there by then, on whatever day, {name} sleeps for "
              f"{counted(zones, _HOUR)}; otherwise {they} only rests for {late} minutes.",
              ("if {x} % 1440 > {latest} * 60:\n    {x} = {x} + {sleep} * 60\nelse:\n    {x} = {x} + {rest}",
               "{hour} = {x} // 60 % 24\n{minute} = {x} % 60\n"
               "if {hour} > {latest} or ({hour} == {latest} and {minute} > 0):\n"
               "    {x} = {x} + {sleep} * 60\nelse:\n    {x} = {x} + {rest}"),
              lambda t: t + (zones * 60 if t % 1440 > departs * 60 else late),
              lambda t: t + (late if divmod(t % 1440, 60) <= (departs, 0) else zones * 60),
              (("latest", departs), ("sleep", zones), ("rest", late))),
        Stage(f"There follow {stops} short rides of {minutes} minutes each, with a pause of {late} minutes after every "
              "ride but the last.",
              ("for {ride} in range({rides}):\n    if {ride} > 0:\n        {x} = {x} + {pause}\n"
               "    {x} = {x} + {ride_minutes}",
               "{x} = {x} + {rides} * {ride_minutes}\n{x} = {x} + ({rides} - 1) * {pause}"),
              lambda t: t + stops * minutes + (stops - 1) * late,
              lambda t: t - late + sum([minutes + late] * stops),
              (("rides", stops), ("ride_minutes", minutes), ("pause", late))),
    ]  # fmt: skip


def _boat(time: int, hour: int) -> int:
    day, today = divmod(time, 1440)
    return (day + (today > hour * 60)) * 1440 + hour * 60


def _asks(rng: random.Random, value: int, start: int) -> list[Ask[int]]:
    ahead = rng.randint(2, 9)
    meeting = value + rng.randrange(5, 600, 5)
    day, clock = meeting // 1440 + 1, f"{meeting // 60 % 24}:{meeting % 60:02d}"
    return [
        Ask("What is the local time then, written as hours:minutes on a 24-hour clock?",
            ("return clock({x})",
             '{hour} = {x} // 60 % 24\n{minute} = {x} % 60\nreturn f"{{{hour}}}:{{{minute}:02d}}"'),
            lambda t: f"{t // 60 % 24}:{t % 60:02d}", _read_off),
        Ask("On which day is that, by the local calendar? Give its number.",
            ("return {x} // 1440 + 1",
             "{day} = 1\nwhile {x} >= 1440:\n    {x} -= 1440\n    {day} += 1\nreturn {day}"),
            lambda t: t // 1440 + 1, lambda t: len(range(0, t + 1, 1440))),
        Ask(f"A meeting there begins on day {day} at {clock}. How many minutes are left until then?",
            ("{begins} = ({meeting_day} - 1) * 1440 + in_minutes({meeting_hour}, {meeting_minute})\n"
             "return {begins} - {x}",
             "{days} = {meeting_day} - 1\n{begins} = {days} * 24 * 60 + {meeting_hour} * 60 + {meeting_minute}\n"
             "return {begins} - {x}"),
            lambda t: meeting - t, lambda t: len(range(t, meeting)),
            (("meeting_day", day), ("meeting_hour", meeting // 60 % 24), ("meeting_minute", meeting % 60)), "minutes"),
        Ask(f"The clocks at home are then {ahead} hours ahead of the local ones. What time is it at home, written as "
            "hours:minutes on a 24-hour clock?",
            ("{x} = {x} + {home_ahead} * 60\nreturn clock({x})", "return clock({x} + {home_ahead} * 60)"),
            lambda t: f"{(t // 60 + ahead) % 24}:{t % 60:02d}", lambda t: _read_off(t + 60 * ahead),
            (("home_ahead", ahead),)),
        Ask("How many minutes have gone by since the last midnight there?",
            ("return {x} % 1440", "{days} = {x} // 1440\nreturn {x} - {days} * 1440"),
            lambda t: t % 1440, lambda t: t - t // 1440 * 1440, unit="minutes"),
        Ask("By how many minutes is the local time then, with its day, later than the local time at the departure "
            "from home, with its day?",
            ("return {x} - {start_hour} * 60 - {start_minute}",
             "{left} = in_minutes({start_hour}, {start_minute})\nreturn {x} - {left}"),
            lambda t: t - start, lambda t: len(range(start, t)), unit="minutes"),
    ]  # fmt: skip


def _read_off(time: int) -> str:
    """Take whole days and then whole hours away until only minutes are left."""
    while time >= 1440:
        time -= 1440
    hours = 0
    while time >= 60:
        time, hours = time - 60, hours + 1
    return f"{hours}:{time:02d}"
