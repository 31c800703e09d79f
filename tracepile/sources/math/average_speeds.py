"""Journeys of unequal legs: some told by time and speed, some by length and speed, some by length and time."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import Person, listed, people

_WAYS = (("cycles", 10, 30), ("walks", 3, 7), ("drives", 40, 110), ("rows", 4, 9), ("skates", 9, 20))
_DISTRACTORS = ("The bag weighs {} kilograms.", "It is {} degrees warm.", "There is hardly any wind.")
_EXACT = "Give a whole number or a fraction in lowest terms."
_FUNCTIONS = {
    "hours_for": "def hours_for(kilometres, speed):\n    return Fraction(kilometres, speed)",
    "covered": "def covered(speed, minutes):\n    return Fraction(speed * minutes, 60)",
}


@dataclass(frozen=True, slots=True)
class _Journey:
    """Kilometres and hours so far."""

    distance: Fraction
    hours: Fraction

    def on(self, distance: Fraction | int, hours: Fraction | int) -> _Journey:
        """Add a leg."""
        return _Journey(self.distance + distance, self.hours + hours)


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw legs and rests and a question; x is the distance, and the hours are kept beside it."""
    verb, slow, fast = rng.choice(_WAYS)
    who = people(rng, 1)[0]
    first, speed = rng.randint(2, 30), rng.randint(slow, fast)
    start = _Journey(Fraction(first), Fraction(first, speed))
    rounds = at_difficulty(difficulty, (2, 3, 4, 4, 6))
    chain = draw_stages(
        rng, at_difficulty(difficulty, (1, 2, 3, 4, 5)), start,
        lambda r, journey: _stages(r, journey, who, (verb, slow, fast), rounds), lambda journey: journey.hours < 90,
    )  # fmt: skip
    opening = Opening(
        f"{who.name} {verb} {first} km at {speed} km/h.", "distance", start, start,
        (("first_distance", first), ("first_speed", speed)),
        ("{x} = {first_distance}\n{hours} = Fraction({first_distance}, {first_speed})",
         "{x} = {first_distance}\n{hours} = hours_for({first_distance}, {first_speed})"),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain)))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS, who=who)


def _stages(
    rng: random.Random, journey: _Journey, who: Person, way: tuple[str, int, int], rounds: int
) -> list[Stage[_Journey]]:
    (verb, slow, fast), name, they = way, who.name, who.they
    speed, other = rng.randint(slow, fast), rng.randint(slow, fast)
    length, minutes, rest = rng.randint(2, 40), rng.randrange(10, 120, 5), rng.randrange(5, 60, 5)
    number = rng.randint(2, rounds + 1)
    lengths = [rng.randint(2, 25) for _ in range(number)]
    speeds = [rng.randint(slow, fast) for _ in range(number)]
    limit, gain = rng.randint(4, 15), rng.randint(2, 3)
    pairs = listed([f"{leg} km at {pace} km/h" for leg, pace in zip(lengths, speeds, strict=True)])
    return [
        Stage(f"{name} {verb} for {minutes} minutes at {speed} km/h.",
              ("{x} = {x} + Fraction({speed} * {minutes}, 60)\n{hours} = {hours} + Fraction({minutes}, 60)",
               "{x} = {x} + covered({speed}, {minutes})\n{hours} = {hours} + Fraction({minutes}, 60)"),
              lambda j: j.on(Fraction(speed * minutes, 60), Fraction(minutes, 60)),
              lambda j: j.on(speed * Fraction(minutes, 60), Fraction(minutes) / 60),
              (("speed", speed), ("minutes", minutes))),
        Stage(f"{name} {verb} another {length} km at {speed} km/h.",
              ("{x} = {x} + {length}\n{hours} = {hours} + Fraction({length}, {pace})",
               "{x} = {x} + {length}\n{hours} = {hours} + hours_for({length}, {pace})"),
              lambda j: j.on(length, Fraction(length, speed)), lambda j: j.on(length, length * Fraction(1, speed)),
              (("length", length), ("pace", speed))),
        Stage(f"For the next {length} km {they} needs {minutes} minutes.",
              ("{x} = {x} + {stretch}\n{hours} = {hours} + Fraction({needed}, 60)",
               "{time} = Fraction({needed}, 60)\n{x} = {x} + {stretch}\n{hours} = {hours} + {time}"),
              lambda j: j.on(length, Fraction(minutes, 60)), lambda j: j.on(length, minutes * Fraction(1, 60)),
              (("stretch", length), ("needed", minutes))),
        Stage(f"{name} rests for {rest} minutes, and this time counts as well.",
              ("{hours} = {hours} + Fraction({rest}, 60)", "{pause} = Fraction({rest}, 60)\n{hours} += {pause}"),
              lambda j: j.on(0, Fraction(rest, 60)), lambda j: _Journey(j.distance, j.hours + Fraction(rest) / 60),
              (("rest", rest),)),
        Stage(f"Then {they} {verb} {pairs}.",
              ("for {leg}, {pace} in zip({legs}, {speeds}):\n    {x} = {x} + {leg}\n"
               "    {hours} = {hours} + hours_for({leg}, {pace})",
               "for {leg}, {pace} in zip({legs}, {speeds}):\n    {x} = {x} + {leg}\n"
               "    {hours} = {hours} + Fraction({leg}, {pace})",
               "for {place} in range(len({legs})):\n    {x} = {x} + {legs}[{place}]\n"
               "    {hours} = {hours} + Fraction({legs}[{place}], {speeds}[{place}])"),
              lambda j: j.on(sum(lengths), sum((Fraction(*pair) for pair in zip(lengths, speeds, strict=True)),
                                               Fraction())),
              lambda j: _legs(j, lengths, speeds), (("legs", lengths), ("speeds", speeds))),
        Stage(f"{number} times {they} {verb} {length} km at {speed} km/h and then rests for {rest} minutes, which "
              "count as well.",
              ("for _ in range({times}):\n    {x} = {x} + {lap}\n"
               "    {hours} = {hours} + hours_for({lap}, {lap_speed}) + Fraction({lap_rest}, 60)",
               "for _ in range({times}):\n    {x} = {x} + {lap}\n    {hours} = {hours} + Fraction({lap}, {lap_speed})\n"
               "    {hours} = {hours} + Fraction({lap_rest}, 60)",
               "{x} = {x} + {times} * {lap}\n"
               "{hours} = {hours} + {times} * (hours_for({lap}, {lap_speed}) + Fraction({lap_rest}, 60))"),
              lambda j: j.on(number * length, number * (Fraction(length, speed) + Fraction(rest, 60))),
              lambda j: _legs(j, [length] * number, [speed] * number).on(0, sum([Fraction(rest, 60)] * number)),
              (("times", number), ("lap", length), ("lap_speed", speed), ("lap_rest", rest))),
        Stage(f"Going on, {they} {verb} 1 hour at {slow + gain} km/h, and in each of {number} further hours {gain} "
              "km/h faster than in the hour before.",
              ("{pace} = {slow_speed}\n{x} = {x} + {pace}\n{hours} = {hours} + 1\nfor _ in range({further}):\n"
               "    {pace} += {gain}\n    {x} = {x} + {pace}\n    {hours} = {hours} + 1",
               "for {hour} in range({further} + 1):\n    {x} = {x} + {slow_speed} + {hour} * {gain}\n"
               "    {hours} = {hours} + 1"),
              lambda j: j.on(sum(slow + gain + gain * hour for hour in range(number + 1)), number + 1),
              lambda j: j.on((number + 1) * (slow + gain) + gain * number * (number + 1) // 2, number + 1),
              (("slow_speed", slow + gain), ("further", number), ("gain", gain))),
        Stage(f"If more than {limit} hours have passed by then, {name} {verb} {length} km at {speed} km/h, otherwise "
              f"at {other} km/h.",
              ("if {hours} > {limit}:\n    {hours} = {hours} + Fraction({last_leg}, {late_speed})\nelse:\n"
               "    {hours} = {hours} + Fraction({last_leg}, {early_speed})\n{x} = {x} + {last_leg}",
               "{pace} = {early_speed}\nif {hours} > {limit}:\n    {pace} = {late_speed}\n{x} = {x} + {last_leg}\n"
               "{hours} = {hours} + Fraction({last_leg}, {pace})"),
              lambda j: j.on(length, Fraction(length, speed if j.hours > limit else other)),
              lambda j: j.on(length, length / Fraction((other, speed)[j.hours > limit])),
              (("limit", limit), ("last_leg", length), ("late_speed", speed), ("early_speed", other)),
              possible=speed != other),
    ]  # fmt: skip


def _legs(journey: _Journey, lengths: list[int], speeds: list[int]) -> _Journey:
    for length, speed in zip(lengths, speeds, strict=True):
        journey = journey.on(length, length * Fraction(1, speed))
    return journey


def _asks(rng: random.Random, journey: _Journey) -> list[Ask[_Journey]]:
    goal = int(journey.distance) + rng.randint(2, 50)
    pace = rng.randint(4, 40)
    return [
        Ask(f"What is the average speed over the whole time, in km/h? {_EXACT}",
            ("return str({x} / {hours})", "{average} = {x} / {hours}\nreturn str({average})"),
            lambda j: str(j.distance / j.hours), lambda j: str(1 / (j.hours / j.distance)), unit="km/h"),
        Ask("What is the average speed over the whole time, in km/h, rounded down to a whole number?",
            ("return int({x} / {hours})", "return {x} // {hours}"), lambda j: int(j.distance / j.hours),
            lambda j: j.distance.numerator * j.hours.denominator // (j.distance.denominator * j.hours.numerator),
            unit="km/h"),
        Ask(f"The whole way is {goal} km long. How many hours does it take altogether if the rest is done at "
            f"{pace} km/h? {_EXACT}",
            ("{hours} = {hours} + Fraction({goal} - {x}) / {final_speed}\nreturn str({hours})",
             "{left} = {goal} - {x}\nreturn str({hours} + {left} / Fraction({final_speed}))"),
            lambda j: str(j.hours + (goal - j.distance) / pace), lambda j: str(j.hours - (j.distance - goal) / pace),
            (("goal", goal), ("final_speed", pace)), "hours"),
        Ask(f"How many kilometres further would one get in the same time at a steady {pace + 90} km/h? {_EXACT}",
            ("return str({steady} * {hours} - {x})", "{far} = {steady} * {hours}\nreturn str({far} - {x})"),
            lambda j: str((pace + 90) * j.hours - j.distance), lambda j: str(-(j.distance - j.hours * (pace + 90))),
            (("steady", pace + 90),), "kilometres", possible=journey.distance < 90 * journey.hours),
        Ask(f"Is the average speed over the whole time greater than {pace} km/h? Answer yes or no.",
            ('if {x} > {asked_speed} * {hours}:\n    return "yes"\nreturn "no"',
             '{average} = {x} / {hours}\nreturn "yes" if {average} > {asked_speed} else "no"'),
            lambda j: "yes" if j.distance / j.hours > pace else "no",
            lambda j: ("no", "yes")[j.distance > pace * j.hours], (("asked_speed", pace),)),
    ]  # fmt: skip
