"""A journey in legs: speeds, times, breaks on conditions, arrival and average speed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import listed, paragraph, people

_MODES = (("cycles", 12, 24), ("drives", 48, 108), ("hikes", 3, 6), ("rides a scooter", 24, 42), ("sails", 12, 30))


@dataclass(frozen=True, slots=True)
class _Journey:
    """Legs with km/h and hours, told by their times or by their lengths, and a rule of rests in minutes."""

    speeds: list[int]
    hours: list[int]
    by_time: bool
    rule: str
    rest: int
    limit: int
    every: int

    @property
    def distances(self) -> list[int]:
        """Length of each leg in kilometres."""
        return [speed * time for speed, time in zip(self.speeds, self.hours, strict=True)]

    @property
    def rests(self) -> int:
        """Minutes of rest on the whole journey."""
        number = {"each": len(self.hours), "every": len(self.hours) // self.every, "none": 0}
        return self.rest * number.get(self.rule, sum(time > self.limit for time in self.hours))


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a journey whose legs take whole hours and cover whole kilometres."""
    verb, low, high = rng.choice(_MODES)
    who = people(rng, 1)[0]
    legs = at_difficulty(difficulty, (2, 3, 4, 6, 8))
    choices = range(low, high + 1, 1 if low < 10 else 6)
    speeds = rng.sample(choices, 2)
    while len(speeds) < legs:
        speeds.append(rng.choice([speed for speed in choices if speed != speeds[-1]]))
    by_time = rng.random() < 0.5
    asked = rng.choice(("distance", "time", "average", "cost") if by_time else ("time", "average", "arrival"))
    journey = _Journey(
        speeds,
        [rng.randint(1, 4) for _ in range(legs)],
        by_time,
        "none" if asked in ("distance", "cost") else rng.choice(("none", "each", "long", "every")),
        rng.choice((10, 15, 20, 30)),
        rng.randint(1, 3),
        rng.randint(2, 3),
    )
    listing = Listing()
    _write_legs(listing, rng, journey, asked)
    opening = f"{who.name} {verb} in {legs} legs: {listed(_told_legs(journey))}."
    extra, question, answer, check, unit = _ask(rng, listing, journey, asked)
    return Problem(
        paragraph(opening, _told_rule(journey, who.they), extra, question), listing.render(), answer, check, unit
    )


def _told_legs(journey: _Journey) -> list[str]:
    if journey.by_time:
        return [
            f"{speed} km/h for {time} {'hour' if time == 1 else 'hours'}"
            for speed, time in zip(journey.speeds, journey.hours, strict=True)
        ]
    return [f"{distance} km at {speed} km/h" for speed, distance in zip(journey.speeds, journey.distances, strict=True)]


def _told_rule(journey: _Journey, they: str) -> str:
    hours = "hour" if journey.limit == 1 else "hours"
    return {
        "none": "",
        "each": f"After every leg, also after the last, {they} rests for {journey.rest} minutes.",
        "long": f"After each leg of more than {journey.limit} {hours}, {they} rests for {journey.rest} minutes.",
        "every": f"After every {journey.every} legs {they} rests for {journey.rest} minutes.",
    }[journey.rule]


def _ask(
    rng: random.Random, listing: Listing, journey: _Journey, asked: str
) -> tuple[str, str, int | str, int | str, str]:
    """Write the end of the program; give an extra fact, the question, both answers and the unit."""
    distance, minutes = sum(journey.distances), 60 * sum(journey.hours) + journey.rests
    included = ", breaks included" if journey.rests else ""
    match asked:
        case "distance":
            listing.line("return distance")
            return "", "How many kilometres is that altogether?", distance, _metres(journey) // 1000, "kilometres"
        case "cost":
            per, price = rng.randint(2, 9), rng.randint(2, 6)
            listing.given("block_length", per)
            listing.given("cost_per_block", price)
            listing.line("blocks = distance // block_length")
            listing.line("return blocks * cost_per_block")
            extra = f"Food and repairs cost ${price} for every {per} full kilometres of the whole journey."
            cost, counted_cost = distance // per * price, len(range(per, distance + 1, per)) * price
            return extra, "How many dollars do they cost altogether?", cost, counted_cost, "dollars"
        case "average":
            listing.need("from fractions import Fraction")
            listing.line("average = Fraction(distance * 60, minutes)")
            listing.line("return str(average)")
            question = f"What is the average speed in km/h over the whole time{included}? "
            question += "Give a whole number or a fraction in lowest terms."
            average = Fraction(_metres(journey), 1000) / Fraction(_minutes(journey), 60)
            return "", question, str(Fraction(60 * distance, minutes)), str(average), "km/h"
        case "arrival":
            start = rng.randrange(5 * 60, 10 * 60, 5)
            listing.given("start_hour", start // 60)
            listing.given("start_minute", start % 60)
            listing.line("end = start_hour * 60 + start_minute + minutes")
            listing.line("hour = end // 60 % 24")
            listing.line("minute = end % 60")
            listing.line('return f"{hour}:{minute:02d}"')
            question = "At what time of day, written as hours:minutes on a 24-hour clock, is the journey over"
            end = (start + minutes) % 1440
            told = f"The journey begins at {start // 60}:{start % 60:02d}."
            clock = _clock(start // 60, start % 60, _minutes(journey))
            return told, f"{question}{included}?", f"{end // 60}:{end % 60:02d}", clock, ""
    listing.line("return minutes")
    return "", f"How many minutes does the journey take{included}?", minutes, _minutes(journey), "minutes"


def _metres(journey: _Journey) -> int:
    """Travel hour by hour, in metres."""
    return sum(1000 * speed for speed, time in zip(journey.speeds, journey.hours, strict=True) for _ in range(time))


def _minutes(journey: _Journey) -> int:
    """Find the time from lengths and speeds as exact fractions of an hour."""
    pairs = zip(journey.distances, journey.speeds, strict=True)
    return int(sum((Fraction(length, speed) for length, speed in pairs), Fraction()) * 60) + journey.rests


def _clock(hour: int, minute: int, passed: int) -> str:
    for _ in range(passed):
        minute += 1
        if minute == 60:
            hour, minute = (hour + 1) % 24, 0
    return f"{hour}:{minute:02d}"


def _write_legs(
    listing: Listing,
    rng: random.Random,
    journey: _Journey,
    asked: str,
) -> None:
    by_time, kind = journey.by_time, journey.rule
    size = "hours" if by_time else "leg"
    needs_distance = asked in ("distance", "average", "cost")
    needs_time = asked in ("time", "average", "arrival")
    lengths = "durations" if by_time else "leg_lengths"
    needs_speed = needs_distance or not by_time
    if needs_speed:
        listing.given("speeds", journey.speeds)
    listing.given(lengths, journey.hours if by_time else journey.distances)
    if kind != "none":
        listing.given("rest_minutes", journey.rest)
    if kind == "long":
        listing.given("long_leg_hours", journey.limit)
    if kind == "every":
        listing.given("legs_between_rests", journey.every)
    if needs_distance:
        listing.line("distance = 0")
    if needs_time:
        listing.line("minutes = 0")
    pairs, both = (f"zip(speeds, {lengths})", f"speed, {size}") if needs_speed else (lengths, size)
    counted = kind == "every" and rng.random() < 0.5
    header = f"for {both} in {pairs}:"
    if counted:
        each = f"({both})" if needs_speed else size
        header = f"for number, {each} in enumerate({pairs}, start=1):"
    with listing.block(header):
        if needs_distance:
            listing.line("distance += speed * hours" if by_time else "distance += leg")
        if needs_time:
            _write_minutes(listing, rng, journey)
        if counted:
            with listing.block("if number % legs_between_rests == 0:"):
                listing.line("minutes += rest_minutes")
    if needs_time and kind == "every" and not counted:
        listing.line(f"rests = len({lengths}) // legs_between_rests")
        listing.line("minutes += rests * rest_minutes")


def _write_minutes(listing: Listing, rng: random.Random, journey: _Journey) -> None:
    if journey.by_time:
        listing.line("minutes += hours * 60")
    elif journey.rule == "long" or rng.random() < 0.5:
        listing.line("hours = leg // speed")
        listing.line("minutes += hours * 60")
    else:
        listing.line("minutes += leg * 60 // speed")
    if journey.rule == "each":
        listing.line("minutes += rest_minutes")
    if journey.rule == "long":
        with listing.block("if hours > long_leg_hours:"):
            listing.line("minutes += rest_minutes")
