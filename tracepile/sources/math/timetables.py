"""The clock: appointments one after another, with pauses and a lunch, and when they end."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import listed, paragraph, people

_PLACES = ("school", "music school", "clinic", "workshop", "studio")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a day of appointments and a question about its end."""
    place, who = rng.choice(_PLACES), people(rng, 1)[0]
    number = at_difficulty(difficulty, (2, 3, 5, 7, 10)) + rng.randint(0, 1)
    lengths = [5 * rng.randint(4, 13) for _ in range(number)]
    hour, minute = rng.randint(7, 9), rng.choice((0, 5, 10, 15, 30, 45))
    pause, lunch = rng.choice((5, 10, 15)), rng.choice((25, 30, 40, 45))
    lunch_at = 60 * rng.randint(11, 12)
    rule = rng.choice(("none", "pause", "lunch", "both"))
    asked = rng.choice(("end", "free", "late"))
    closing = 60 * (hour + 1 + rng.randint(0, sum(lengths) // 60))
    listing = Listing()
    listing.given("start_hour", hour)
    listing.given("start_minute", minute)
    listing.given("lengths", lengths)
    told = [
        f"At a {place} {who.name} has {number} appointments one after another, from {hour}:{minute:02d} on a 24-hour "
        f"clock. They last {listed([str(length) for length in lengths])} minutes."
    ]
    if rule in ("pause", "both"):
        told.append(f"After every appointment, also after the last, there is a pause of {pause} minutes.")
        listing.given("pause", pause)
    if rule in ("lunch", "both"):
        listing.given("lunch", lunch)
        listing.given("lunch_hour", lunch_at // 60)
        told.append(
            f"Before the first appointment that would begin at {lunch_at // 60}:00 or later, "
            f"{who.they} takes {lunch} minutes for lunch; only once."
        )
    if asked == "late":
        listing.given("closing_hour", closing // 60)
    breaks = (pause, lunch, lunch_at)
    end, late = _follow(hour * 60 + minute, lengths, rule, breaks, closing)
    again, late_again = _follow_clock(hour, minute, lengths, rule, breaks, closing)
    _write_day(listing, rule, asked)
    everything = "everything, pauses included," if rule in ("pause", "both") else "everything"
    answer: int | str
    check: int | str
    match asked:
        case "late":
            listing.line("return late")
            question = f"How many of the appointments end after {closing // 60}:00?"
            answer, check, unit = late, late_again, "appointments"
        case "free":
            listing.line("return 24 * 60 - time")
            question = f"How many minutes are left until midnight when {everything} is over?"
            left = datetime(2024, 1, 2) - again
            answer, check, unit = 24 * 60 - end, int(left.total_seconds()) // 60, "minutes"
        case _:
            listing.line("hour = time // 60")
            listing.line("minute = time % 60")
            listing.line('return f"{hour}:{minute:02d}"')
            question = f"At what time, written as hours:minutes, is {everything} over?"
            answer, check, unit = f"{end // 60}:{end % 60:02d}", f"{again.hour}:{again:%M}", ""
    return Problem(paragraph(*told, question), listing.render(), answer, check, unit)


def _write_day(listing: Listing, rule: str, asked: str) -> None:
    listing.line("time = start_hour * 60 + start_minute")
    if rule in ("lunch", "both"):
        listing.line("had_lunch = False")
    if asked == "late":
        listing.line("late = 0")
    with listing.block("for length in lengths:"):
        if rule in ("lunch", "both"):
            with listing.block("if not had_lunch and time >= lunch_hour * 60:"):
                listing.line("time += lunch")
                listing.line("had_lunch = True")
        listing.line("time += length")
        if asked == "late":
            with listing.block("if time > closing_hour * 60:"):
                listing.line("late += 1")
        if rule in ("pause", "both"):
            listing.line("time += pause")


def _follow(time: int, lengths: list[int], rule: str, breaks: tuple[int, int, int], closing: int) -> tuple[int, int]:
    pause, lunch, lunch_at = breaks
    waiting, late = rule in ("lunch", "both"), 0
    for length in lengths:
        if waiting and time >= lunch_at:
            time, waiting = time + lunch, False
        time += length
        late += time > closing
        time += pause if rule in ("pause", "both") else 0
    return time, late


def _follow_clock(
    hour: int, minute: int, lengths: list[int], rule: str, breaks: tuple[int, int, int], closing: int
) -> tuple[datetime, int]:
    """Follow the day with `datetime`; ends are found first, lunch is put in where it belongs afterwards."""
    pause = timedelta(minutes=breaks[0] if rule in ("pause", "both") else 0)
    day = datetime(2024, 1, 1)
    starts = [day + timedelta(hours=hour, minutes=minute)]
    for length in lengths:
        starts.append(starts[-1] + timedelta(minutes=length) + pause)
    noon = day + timedelta(minutes=breaks[2])
    moved = [start >= noon and rule in ("lunch", "both") for start in starts[:-1]]
    shift = timedelta(minutes=breaks[1])
    ends = [start - pause + shift * moved[i] for i, start in enumerate(starts[1:])]
    over = ends[-1] + pause
    return over, len([end for end in ends if end > day + timedelta(minutes=closing)])
