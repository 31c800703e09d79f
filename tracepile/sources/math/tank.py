"""Water flows into and out of a tank, litre by litre."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem
from tracepile.sources.math.steps import Kind
from tracepile.sources.math.theme import Ending, Phrase, Start, Theme, tell

_VESSELS = ("tank", "pool", "pond", "cistern", "reservoir")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a story about the water in a vessel."""
    vessel = rng.choice(_VESSELS)
    theme = Theme(
        variable="litres",
        unit="litres",
        span=(120, 2400),
        starts={
            Start.PLAIN: Phrase(f"A {vessel} holds {{0}} litres of water.", "litres_at_start"),
            Start.GROUPS: Phrase(
                f"An empty {vessel} is filled from {{0}} barrels of {{1}} litres each.", "barrels barrel_size"
            ),
            Start.RELATIVE: Phrase(
                f"The garden tub holds {{0}} litres. The {vessel} holds {{1}} times as much and {{2}} litres more.",
                "tub_litres times_as_much extra",
            ),
        },
        late_start=f"At the outset the {vessel} held {{0}} litres.",
        steps={
            Kind.ADD: (
                Phrase("A shower of rain adds {0} litres.", "rain", "after_rain"),
                Phrase("A hose is left open and adds {0} litres.", "hose", "after_hose"),
            ),
            Kind.REMOVE: (
                Phrase("Watering the vegetables takes {0} litres.", "vegetables", "after_vegetables"),
                Phrase("{0} litres are pumped out.", "pumped", "after_pumping"),
            ),
            Kind.ADD_GROUPS: (
                Phrase("Someone pours in {0} buckets of {1} litres each.", "buckets bucket_size", "after_buckets"),
                Phrase("A pump runs for {0} minutes at {1} litres a minute.", "minutes per_minute", "after_pump"),
            ),
            Kind.REMOVE_GROUPS: (
                Phrase("To water {0} trees, {1} litres are taken for each of them.", "trees per_tree", "after_trees"),
                Phrase("A leak runs for {0} hours and loses {1} litres an hour.", "hours per_hour", "after_leak"),
            ),
            Kind.REMOVE_SHARE: (Phrase("1/{0} of the water evaporates.", "evaporated_share", "after_evaporation"),),
            Kind.REMOVE_FRACTION: (
                Phrase("Then {0}/{1} of the water is drained.", "drained_parts all_parts", "after_draining"),
            ),
            Kind.GAIN_PERCENT: (Phrase("A storm raises the amount of water by {0}%.", "storm_percent", "after_storm"),),
            Kind.LOSE_PERCENT: (
                Phrase("A dry month lowers the amount of water by {0}%.", "dry_percent", "after_dry_month"),
            ),
            Kind.THRESHOLD: (
                Phrase(
                    f"A valve now measures the {vessel}: above {{0}} litres it lets out {{1}} litres, "
                    "and otherwise it lets in {2} litres.",
                    "valve_level let_out let_in",
                    "",
                ),
            ),
            Kind.FLOOR: (
                Phrase(
                    f"If the {vessel} has less than {{0}} litres at this point, a truck brings {{1}} litres.",
                    "truck_level truck_load",
                    "",
                ),
            ),
            Kind.REPEAT: (
                Phrase("On each of the next {0} days a spring adds {1} litres.", "spring_days spring_litres", ""),
            ),
            Kind.DRAIN: (Phrase("On each of {0} hot days {1} litres are used.", "hot_days used_per_day", ""),),
            Kind.CYCLE: (
                Phrase(
                    "Over {0} days a pipe brings {1} litres every day, and after every {2} days the filter is rinsed "
                    "with {3} litres taken from the same water.",
                    "pipe_days pipe_litres rinse_interval rinse_litres",
                    "",
                ),
            ),
            Kind.CAP: (
                Phrase(
                    "For {0} hours a tap adds {1} litres an hour, and at the end of any hour with more than {2} litres "
                    "a siphon removes {3} litres.",
                    "tap_hours tap_litres siphon_level siphon_litres",
                    "",
                ),
            ),
            Kind.LIST: (Phrase("Rain falls on the next days and adds {0} litres.", "daily_rain", ""),),
            Kind.LIST_LIMIT: (
                Phrase(
                    f"Neighbours come one after another and ask for {{0}} litres. Each of them gets the full amount if "
                    f"the {vessel} still has it, and nothing otherwise.",
                    "requests",
                    "",
                ),
            ),
        },
        endings={
            Ending.VALUE: Phrase(f"How many litres are in the {vessel} now?"),
            Ending.GAIN: Phrase(f"How many litres more does the {vessel} hold now than at the start?"),
            Ending.LOSS: Phrase(f"How many litres less does the {vessel} hold now than at the start?"),
            Ending.SHORTFALL: Phrase(
                f"The {vessel} has room for {{0}} litres. How many litres are missing until it is full?", "capacity"
            ),
            Ending.FULL_BOXES: Phrase(
                "The water is drawn off in cans of {0} litres. How many cans can be filled completely?",
                "can_size",
                unit="cans",
            ),
            Ending.LEFT_OVER: Phrase(
                "The water is drawn off in cans of {0} litres until no more can be filled. How many litres remain?",
                "can_size",
            ),
        },
        distractors=(
            f"The {vessel} was built {{0}} years ago.",
            f"A path of {{0}} metres leads to the {vessel}.",
            f"Two ducks live beside the {vessel}.",
        ),
    )
    return tell(rng, difficulty, theme)
