"""The clock: a day of appointments, with pauses, meals and delays, and what is left of it."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from itertools import accumulate

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import Person, listed, people

_PLACES = ("school", "music school", "clinic", "workshop", "studio", "sports club")
_DISTRACTORS = ("The building has {} rooms.", "The telephone rings {} times.", "It is a quiet day.")
_DAY = datetime(2024, 1, 1)
_FUNCTIONS = {
    "in_minutes": "def in_minutes(hour, minute):\n    return hour * 60 + minute",
    "clock": 'def clock(time):\n    hour = time // 60\n    minute = time % 60\n    return f"{hour}:{minute:02d}"',
}


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a day and a question about its end; x is the time in minutes since midnight."""
    who = people(rng, 1)[0]
    hour, minute = rng.randint(6, 9), rng.choice((0, 5, 10, 15, 20, 30, 40, 45, 50))
    start = hour * 60 + minute
    rounds = at_difficulty(difficulty, (2, 2, 3, 4, 6))
    chain = draw_stages(
        rng, at_difficulty(difficulty, (2, 3, 4, 5, 6)), start, lambda r, time: _stages(r, time, who, rounds),
        lambda time: start < time < 23 * 60,
    )  # fmt: skip
    opening = Opening(
        f"At a {rng.choice(_PLACES)}, {who.name}'s day begins at {hour}:{minute:02d} on a 24-hour clock.", "time",
        start, start, (("start_hour", hour), ("start_minute", minute)),
        ("{x} = {start_hour} * 60 + {start_minute}", "{x} = in_minutes({start_hour}, {start_minute})"),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), start))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS, who=who)


def _later(time: int, minutes: int) -> int:
    """Let time pass on a clock of the standard library."""
    moved = _DAY + timedelta(minutes=time) + timedelta(minutes=minutes)
    return int((moved - _DAY).total_seconds()) // 60


def _stages(rng: random.Random, time: int, who: Person, rounds: int) -> list[Stage[int]]:
    name, they = who.name, who.they
    number = rng.randint(2, rounds + 1)
    lengths = [5 * rng.randint(3, 11) for _ in range(number)]
    length, pause, meal = 5 * rng.randint(4, 12), rng.choice((5, 10, 15, 20)), rng.choice((25, 30, 40, 45, 50))
    late, hour, every = rng.choice((5, 10, 15, 20, 25)), time // 60 + rng.randint(0, 1), rng.choice((10, 15, 20, 30))
    until = min(22, time // 60 + rng.randint(1, 2))
    told = listed([str(minutes) for minutes in lengths])
    passed = [*accumulate(length + pause for length in lengths)]
    return [
        Stage(f"{number} appointments of {told} minutes follow one another.",
              ("for {length} in {lengths}:\n    {x} = {x} + {length}", "{x} = {x} + sum({lengths})",
               "{total} = 0\nfor {length} in {lengths}:\n    {total} += {length}\n{x} = {x} + {total}"),
              lambda t: t + sum(lengths), lambda t: _later(t, sum(reversed(lengths))), (("lengths", lengths),)),
        Stage(f"There are meetings of {told} minutes, and after each of them there is a pause of {pause} minutes.",
              ("for {meeting} in {meetings}:\n    {x} = {x} + {meeting}\n    {x} = {x} + {pause}",
               "for {meeting} in {meetings}:\n    {x} = {x} + {meeting} + {pause}",
               "{x} = {x} + sum({meetings}) + len({meetings}) * {pause}"),
              lambda t: t + sum(lengths) + number * pause, lambda t: _later(t, passed[-1]),
              (("meetings", lengths), ("pause", pause))),
        Stage(f"{name} gives {number} lessons of {length} minutes each, with {pause} minutes between two lessons.",
              ("for {lesson} in range({lessons}):\n    if {lesson} > 0:\n        {x} = {x} + {gap}\n"
               "    {x} = {x} + {lesson_length}",
               "{x} = {x} + {lessons} * {lesson_length}\n{x} = {x} + ({lessons} - 1) * {gap}"),
              lambda t: t + number * length + (number - 1) * pause,
              lambda t: _later(t, number * (length + pause)) - pause,
              (("lessons", number), ("lesson_length", length), ("gap", pause))),
        Stage(f"Then {they} has a meal that takes {meal} minutes.", ("{x} = {x} + {meal}",), lambda t: t + meal,
              lambda t: _later(t, meal), (("meal", meal),), "time_after_meal"),
        Stage(f"If it is {hour}:00 or later by then, {name} rests for {meal} minutes, otherwise for {pause} minutes.",
              ("if {x} >= {rest_hour} * 60:\n    {x} = {x} + {long_rest}\nelse:\n    {x} = {x} + {short_rest}",
               "{rest} = {short_rest}\nif {x} // 60 >= {rest_hour}:\n    {rest} = {long_rest}\n{x} = {x} + {rest}"),
              lambda t: t + (meal if t >= hour * 60 else pause),
              lambda t: _later(t, meal if _DAY + timedelta(minutes=t) >= _DAY + timedelta(hours=hour) else pause),
              (("rest_hour", hour), ("long_rest", meal), ("short_rest", pause)), possible=meal != pause),
        Stage(f"A visitor keeps {name} for {late} minutes.", ("{x} = {x} + {visit}",), lambda t: t + late,
              lambda t: _later(t, late), (("visit", late),), "time_after_visit"),
        Stage(f"{name} takes the next bus, which leaves every {every} minutes, at each full hour among others, and can "
              f"be caught even if it leaves at this very moment. The ride takes {late} minutes.",
              ("while {x} % {every} != 0:\n    {x} += 1\n{x} = {x} + {ride}",
               "{over} = {x} % {every}\nif {over} > 0:\n    {x} += {every} - {over}\n{x} = {x} + {ride}"),
              lambda t: -(-t // every) * every + late, lambda t: _later(t, -t % every + late),
              (("every", every), ("ride", late)), possible=-time % every <= 10),
        Stage(f"Customers are served for {length} minutes each, one after another, as long as it is earlier than "
              f"{until}:00 when a customer's turn begins.",
              ("while {x} < {closing_hour} * 60:\n    {x} = {x} + {service}",
               "while {x} // 60 < {closing_hour}:\n    {x} = {x} + {service}"),
              lambda t: _served(t, until * 60, length), lambda t: _later(t, len(range(t, until * 60, length)) * length),
              (("closing_hour", until), ("service", length))),
        Stage(f"{number + 1} tasks of {length} minutes each are done, and after every 2 tasks {they} drinks tea for "
              f"{pause} minutes.",
              ("for {task} in range(1, {tasks} + 1):\n    {x} = {x} + {task_length}\n    if {task} % {interval} == 0:\n"
               "        {x} = {x} + {tea}",
               "{x} = {x} + {tasks} * {task_length}\n{x} = {x} + {tasks} // {interval} * {tea}"),
              lambda t: t + (number + 1) * length + (number + 1) // 2 * pause,
              lambda t: _later(t, sum([length, length + pause] * (number + 1)) - sum(
                  ([length, length + pause] * (number + 1))[number + 1 :])),
              (("tasks", number + 1), ("task_length", length), ("interval", 2), ("tea", pause))),
    ]  # fmt: skip


def _served(time: int, closing: int, service: int) -> int:
    while time < closing:
        time += service
    return time


def _asks(rng: random.Random, time: int, start: int) -> list[Ask[int]]:
    closing, pay = time // 60 + rng.randint(1, 2), rng.randint(9, 40)
    length = rng.randint(4, 12) * 5
    return [
        Ask("At what time is all of this over? Write it as hours:minutes.",
            ("return clock({x})", '{hour} = {x} // 60\n{minute} = {x} % 60\nreturn f"{{{hour}}}:{{{minute}:02d}}"'),
            lambda t: f"{t // 60}:{t % 60:02d}",
            lambda t: f"{(_DAY + timedelta(minutes=t)).hour}:{_DAY + timedelta(minutes=t):%M}"),
        Ask("How many minutes are left until midnight then?",
            ("return 24 * 60 - {x}", "{midnight} = 24 * 60\nreturn {midnight} - {x}"), lambda t: 1440 - t,
            lambda t: int((_DAY + timedelta(days=1) - _DAY - timedelta(minutes=t)).total_seconds()) // 60,
            unit="minutes"),
        Ask("How many minutes has all of this taken?",
            ("return {x} - {start_hour} * 60 - {start_minute}",
             "{began} = in_minutes({start_hour}, {start_minute})\nreturn {x} - {began}"),
            lambda t: t - start, lambda t: len(range(start, t)), unit="minutes"),
        Ask(f"The building closes at {closing}:00. How many more appointments of {length} minutes can be finished by "
            "then?",
            ("return ({last_hour} * 60 - {x}) // {wanted}",
             "{more} = 0\nwhile {x} + {wanted} <= {last_hour} * 60:\n    {x} += {wanted}\n    {more} += 1\n"
             "return {more}"),
            lambda t: (closing * 60 - t) // length, lambda t: len(range(t + length, closing * 60 + 1, length)),
            (("last_hour", closing), ("wanted", length)), "appointments"),
        Ask(f"Every hour of the day that has begun is paid at ${pay}, also the last one in full. How many dollars is "
            "that?",
            ("{minutes} = {x} - in_minutes({start_hour}, {start_minute})\nreturn ({minutes} + 59) // 60 * {wage}",
             "{left} = {x} - {start_hour} * 60 - {start_minute}\n{pay} = 0\nwhile {left} > 0:\n    {pay} += {wage}\n"
             "    {left} -= 60\nreturn {pay}"),
            lambda t: (t - start + 59) // 60 * pay, lambda t: len(range(start, t, 60)) * pay, (("wage", pay),),
            "dollars"),
    ]  # fmt: skip
