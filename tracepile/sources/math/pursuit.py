"""Two travellers who chase or meet each other, followed hour by hour."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import digits, paragraph, people

_MODES = (("walks", 3, 6), ("cycles", 14, 24), ("drives", 50, 90), ("rows", 4, 9), ("rides", 9, 18))


@dataclass(frozen=True, slots=True)
class _Race:
    """Kilometres, km/h and hours; `every` is 0 where nobody rests, `growth` 0 where speeds stay the same."""

    gap: int
    fast: int
    slow: int
    meeting: bool
    every: int
    growth: int

    def closed(self, hour: int) -> int:
        """Kilometres by which the gap shrinks in an hour, counted from 1."""
        resting = self.every and hour % self.every == 0
        first = 0 if resting else self.fast + self.growth * (hour - 1)
        return first + self.slow if self.meeting else first - self.slow


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a pursuit or a meeting that ends in about the wanted number of hours."""
    verb, low, high = rng.choice(_MODES)
    one, other = people(rng, 2)
    wanted = at_difficulty(difficulty, (3, 4, 7, 11, 16)) + rng.randint(0, 1)
    while True:
        slow, fast = rng.randint(low, high - 1), rng.randint(low + 1, high + 4)
        race = _Race(
            0, fast, slow, rng.random() < 0.5, rng.choice((0, 0, 2, 3, 4)), rng.choice((0, 0, 1, 2)) if low < 50 else 0
        )
        closed = [race.closed(hour) for hour in range(1, wanted + 1)]
        gaps = [sum(closed[:hour]) for hour in range(wanted + 1)]
        if closed[-1] > 0 and max(gaps[:-1]) < gaps[-1] and min(gaps) >= 0 and (race.meeting or fast > slow):
            break
    highest = max(gaps[:-1])
    race = _Race(rng.randint(highest + 1, gaps[-1]), fast, slow, race.meeting, race.every, race.growth)
    asked = rng.choice(("hours", "distance", "overshoot"))
    listing = Listing()
    listing.given("gap", race.gap)
    listing.given("first_speed", race.fast)
    listing.given("second_speed", race.slow)
    if race.every:
        listing.given("rest_every", race.every)
    if race.growth:
        listing.given("speed_gain", race.growth)
    _write(listing, race, asked)
    travelled = sum(_first_covers(race, hour) for hour in range(1, wanted + 1))
    hours = next(hour for hour in range(1, 1000) if sum(race.closed(h) for h in range(1, hour + 1)) >= race.gap)
    told = _told(race, verb, one.name, other.name, one.they)
    goal = "they have met or passed each other"
    if not race.meeting:
        goal = f"{one.name} has caught up with {other.name} or overtaken {'her' if other.they == 'she' else 'him'}"
    by_then = f"At the end of the first full hour by which {goal},"
    match asked:
        case "hours":
            question = f"What is the number of the first full hour at whose end {goal}?"
            answer, check, unit = wanted, hours, ""
        case "distance":
            question = f"{by_then} how many kilometres has {one.name} gone?"
            answer, check, unit = travelled, _closed_form(race, hours), "kilometres"
        case _:
            question = f"{by_then} how many kilometres apart are they?"
            answer = gaps[-1] - race.gap
            check = _closed_form(race, hours) + (race.slow if race.meeting else -race.slow) * hours - race.gap
            unit = "kilometres"
    return Problem(paragraph(*told, question), listing.render(), answer, check, unit)


def _first_covers(race: _Race, hour: int) -> int:
    return race.closed(hour) + (-race.slow if race.meeting else race.slow)


def _closed_form(race: _Race, hours: int) -> int:
    """Distance of the first traveller: all hours as a sum of a progression, less the hours of rest."""
    going = race.fast * hours + race.growth * hours * (hours - 1) // 2
    rests = range(race.every, hours + 1, race.every) if race.every else range(0)
    return going - sum(race.fast + race.growth * (hour - 1) for hour in rests)


def _told(race: _Race, verb: str, one: str, other: str, they: str) -> list[str]:
    apart = f"{other} is {digits(race.gap)} km ahead of {one} on the same road."
    if race.meeting:
        apart = f"{one} and {other} start towards each other from {digits(race.gap)} km apart."
    return [
        apart,
        f"{one} {verb} at {race.fast} km/h and {other} at {race.slow} km/h.",
        f"In every hour after the first, {one} is {race.growth} km/h faster than in the hour before."
        * bool(race.growth),
        f"In each hour whose number is a multiple of {race.every}, {one} rests and {other} goes on"
        + (", and the speed for the next hour rises all the same." if race.growth else ".")
        if race.every
        else "",
    ]


def _write(listing: Listing, race: _Race, asked: str) -> None:
    sign = "-" if race.meeting else "+"
    counts = asked == "hours" or bool(race.every)
    if counts:
        listing.line("hours = 0")
    if asked == "distance":
        listing.line("travelled = 0")
    with listing.block("while gap > 0:"):
        if counts:
            listing.line("hours += 1")
        if race.every:
            with listing.block("if hours % rest_every != 0:"):
                listing.line("gap -= first_speed")
                if asked == "distance":
                    listing.line("travelled += first_speed")
        else:
            listing.line("gap -= first_speed")
            if asked == "distance":
                listing.line("travelled += first_speed")
        listing.line(f"gap {sign}= second_speed")
        if race.growth:
            listing.line("first_speed += speed_gain")
    listing.line({"hours": "return hours", "distance": "return travelled"}.get(asked, "return -gap"))
