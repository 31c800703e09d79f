"""A bus or tram takes passengers on and lets them off along its line."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem
from tracepile.sources.math.steps import Kind
from tracepile.sources.math.theme import Ending, Phrase, Start, Theme, tell

_VEHICLES = (("bus", "coach"), ("tram", "carriage"), ("train", "wagon"), ("ferry", "deck"))
_PLACES = ("the market", "the library", "the old bridge", "the stadium", "the harbour", "the university")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a story about the passengers of a vehicle."""
    vehicle, part = rng.choice(_VEHICLES)
    one, two, three = rng.sample(_PLACES, 3)
    theme = Theme(
        variable="passengers",
        unit="passengers",
        span=(12, 160),
        starts={
            Start.PLAIN: Phrase(f"A {vehicle} leaves the terminus with {{0}} passengers.", "at_terminus"),
            Start.GROUPS: Phrase(
                f"A {vehicle} leaves the terminus with {{0}} school classes of {{1}} children each and nobody else.",
                "classes per_class",
            ),
            Start.RELATIVE: Phrase(
                f"The morning {vehicle} carried {{0}} passengers. The noon {vehicle} sets out with {{1}} times as "
                "many, and {2} more.",
                "morning_passengers times_as_many extra",
            ),
        },
        late_start=f"The {vehicle} had left the terminus with {{0}} passengers.",
        steps={
            Kind.ADD: (
                Phrase(f"At {one}, {{0}} people get on.", "boarding", f"after_{_word(one)}"),
                Phrase(f"{{0}} people who were waiting at {two} get on.", "waiting", f"after_{_word(two)}"),
            ),
            Kind.REMOVE: (
                Phrase(f"At {three}, {{0}} passengers get off.", "leaving", f"after_{_word(three)}"),
                Phrase("At the next stop {0} passengers change to another line.", "changing", "after_changing"),
            ),
            Kind.ADD_GROUPS: (
                Phrase("Then {0} families of {1} people each come aboard.", "families family_size", "after_families"),
            ),
            Kind.REMOVE_GROUPS: (
                Phrase(
                    "{0} sports teams of {1} players each, all of them aboard, get off together.",
                    "teams team_size",
                    "after_teams",
                ),
            ),
            Kind.KEEP_SHARE: (
                Phrase(
                    "At the interchange so many get off that the number aboard is divided by {0}.",
                    "interchange_divisor",
                    "after_interchange",
                ),
            ),
            Kind.REMOVE_SHARE: (Phrase("1 out of every {0} passengers gets off at the park.", "one_in", "after_park"),),
            Kind.REMOVE_FRACTION: (
                Phrase(
                    "At the central station {0}/{1} of the passengers get off.",
                    "leaving_parts all_parts",
                    "after_station",
                ),
            ),
            Kind.GAIN_PERCENT: (
                Phrase(
                    "At the shopping centre the number of passengers rises by {0}%.", "percent_rise", "after_shopping"
                ),
            ),
            Kind.LOSE_PERCENT: (
                Phrase("At the hospital {0}% of the passengers get off.", "percent_leaving", "after_hospital"),
            ),
            Kind.THRESHOLD: (
                Phrase(
                    f"A relief {vehicle} stands ready: if there are more than {{0}} passengers at that point, "
                    "{1} of them move over to it, and otherwise it hands over {2} of its own.",
                    "relief_limit moved_out moved_in",
                    "",
                ),
            ),
            Kind.FLOOR: (
                Phrase(
                    "If fewer than {0} passengers are aboard now, the driver waits, and {1} late people get on.",
                    "waiting_limit latecomers",
                    "",
                ),
            ),
            Kind.REPEAT: (Phrase("At each of the next {0} stops {1} people get on.", "stops boarding_per_stop", ""),),
            Kind.DRAIN: (
                Phrase(
                    "At each of {0} quiet stops {1} passengers get off and nobody gets on.",
                    "quiet_stops leaving_per_stop",
                    "",
                ),
            ),
            Kind.CYCLE: (
                Phrase(
                    "Along the next {0} stops {1} people get on at every stop, and after every {2} stops "
                    "{3} passengers get off.",
                    "suburban_stops boarding_each stop_interval leaving_then",
                    "",
                ),
            ),
            Kind.CAP: (
                Phrase(
                    "At each of {0} busy stops {1} people get on, and if that makes more than {2} passengers, "
                    "{3} of them get off again and walk.",
                    "busy_stops boarding_busy capacity walking",
                    "",
                ),
            ),
            Kind.LIST: (
                Phrase("Further on, {0} people get on, stop after stop, and nobody gets off.", "boarding_list", ""),
            ),
            Kind.LIST_LIMIT: (
                Phrase(
                    f"Tour groups that are aboard ask to be set down, in this order: {{0}} people. Each group gets off "
                    f"only if no more people are in it than there are on the {vehicle} at that moment.",
                    "group_sizes",
                    "",
                ),
            ),
        },
        endings={
            Ending.VALUE: Phrase(f"How many passengers are on the {vehicle} then?"),
            Ending.GAIN: Phrase(f"By how many passengers is the {vehicle} fuller at the end than at the terminus?"),
            Ending.LOSS: Phrase(f"By how many passengers is the {vehicle} emptier at the end than at the terminus?"),
            Ending.SHORTFALL: Phrase(
                f"The {vehicle} has room for {{0}} people. How many places are free in the end?",
                "places",
                unit="places",
            ),
            Ending.BOXES_NEEDED: Phrase(
                f"A {part} holds at most {{0}} people. How many such {_many(part)} do the remaining passengers need?",
                "per_part",
                unit=_many(part),
            ),
            Ending.WORTH: Phrase(
                "Every passenger aboard at the end pays ${0}. How many dollars is that altogether?",
                "fare",
                unit="dollars",
            ),
        },
        distractors=(
            f"The {vehicle} is {{0}} years old.",
            f"The {vehicle} is running {{0}} minutes late.",
            f"The {vehicle} was cleaned the night before.",
        ),
    )
    return tell(rng, difficulty, theme)


def _word(place: str) -> str:
    return place.rpartition(" ")[2]


def _many(part: str) -> str:
    return f"{part}es" if part.endswith("ch") else f"{part}s"
