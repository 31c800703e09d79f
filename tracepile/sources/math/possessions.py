"""A child's collection grows and shrinks: bought, won, swapped, shared and given away."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem
from tracepile.sources.math.steps import Kind
from tracepile.sources.math.theme import Ending, Phrase, Start, Theme, tell
from tracepile.sources.math.wording import people

_THINGS = (
    ("marbles", "jar"),
    ("stickers", "sheet"),
    ("stamps", "page"),
    ("trading cards", "pack"),
    ("seashells", "bucket"),
    ("beads", "bag"),
    ("bottle caps", "tin"),
    ("comic books", "shelf"),
)


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a story about a collection of things."""
    who, friend = people(rng, 2)
    things, holder = rng.choice(_THINGS)
    variable = things.split()[-1]
    name, they, their = who.name, who.they, who.their
    theme = Theme(
        variable=variable,
        unit=things,
        span=(20, 240),
        starts={
            Start.PLAIN: Phrase(f"{name} has {{0}} {things}.", f"starting_{variable}"),
            Start.GROUPS: Phrase(
                f"{name} keeps {their} {things} in {{0}} boxes with {{1}} {things} in each.", "boxes per_box"
            ),
            Start.RELATIVE: Phrase(
                f"{friend.name} has {{0}} {things}. {name} has {{1}} times as many, and {{2}} more.",
                "friend_count times_as_many extra",
            ),
        },
        late_start=f"Before all of this, {name} had {{0}} {things}.",
        steps={
            Kind.ADD: (
                Phrase(f"{name} buys {{0}} more {things}.", "bought", "after_buying"),
                Phrase(f"For {their} birthday, {name} is given {{0}} {things}.", "birthday_gift", "after_birthday"),
                Phrase(f"While tidying up, {name} finds {{0}} lost {things}.", "found", "after_finding"),
            ),
            Kind.REMOVE: (
                Phrase(f"{name} gives {{0}} {things} to {friend.name}.", "given_away", "after_giving"),
                Phrase(f"On the way to school {name} loses {{0}} {things}.", "lost", "after_losing"),
            ),
            Kind.ADD_GROUPS: (
                Phrase(
                    f"{name} buys {{0}} sets of {things}, each with {{1}} pieces.", "sets per_set", "after_buying_sets"
                ),
                Phrase(
                    f"{{0}} relatives each send {name} {{1}} {things}.",
                    "relatives from_each_relative",
                    "after_relatives",
                ),
            ),
            Kind.REMOVE_GROUPS: (
                Phrase(f"{name} gives {{0}} classmates {{1}} {things} each.", "classmates for_each", "after_class"),
            ),
            Kind.SCALE: (
                Phrase(
                    f"At a fair {name} wins so many that {they} has {{0}} times as many {things} as before.",
                    "fair_factor",
                    "after_fair",
                ),
            ),
            Kind.KEEP_SHARE: (
                Phrase(
                    f"{name} splits all {their} {things} into {{0}} equal piles and keeps just 1 pile.",
                    "piles",
                    "kept_pile",
                ),
            ),
            Kind.REMOVE_SHARE: (
                Phrase(
                    f"{name} divides the {things} into {{0}} equal shares and hands 1 share to {friend.name}.",
                    "equal_shares",
                    "after_sharing",
                ),
            ),
            Kind.REMOVE_FRACTION: (
                Phrase(
                    f"{name} donates {{0}}/{{1}} of {their} {things} to the school.",
                    "donated_parts total_parts",
                    "after_donation",
                ),
            ),
            Kind.LOSE_PERCENT: (Phrase(f"{name} sells {{0}}% of the {things}.", "percent_sold", "after_sale"),),
            Kind.THRESHOLD: (
                Phrase(
                    f"If {name} has more than {{0}} {things} at that point, {they} gives {{1}} to a cousin; "
                    f"otherwise the cousin gives {name} {{2}}.",
                    "cousin_limit cousin_takes cousin_gives",
                    "after_cousin",
                ),
            ),
            Kind.FLOOR: (
                Phrase(
                    f"{who.They} wants to own at least {{0}} {things}, so if {they} has fewer {they} buys {{1}} more.",
                    "minimum top_up",
                    "after_top_up",
                ),
            ),
            Kind.REPEAT: (
                Phrase(f"On each of the next {{0}} days {name} wins {{1}} {things}.", "winning_days won_per_day", ""),
            ),
            Kind.DRAIN: (
                Phrase(
                    f"For {{0}} weeks {name} trades away {{1}} {things} a week and gets nothing for them.",
                    "trading_weeks traded_per_week",
                    "",
                ),
            ),
            Kind.CYCLE: (
                Phrase(
                    f"For the next {{0}} days {name} gets {{1}} {things} a day, "
                    f"but after every {{2}} days {they} gives {{3}} to {their} sister.",
                    "gift_days per_day sister_interval for_sister",
                    "",
                ),
            ),
            Kind.CAP: (
                Phrase(
                    f"Each day for {{0}} days {name} adds {{1}} {things}, and whenever that makes more than {{2}}, "
                    f"{they} puts {{3}} of them in a {holder} for {their} brother.",
                    "collecting_days collected_per_day limit put_aside",
                    "",
                ),
            ),
            Kind.LIST: (Phrase(f"On the following days {name} finds {{0}} {things}, in that order.", "finds", ""),),
        },
        endings={
            Ending.VALUE: Phrase(f"How many {things} does {name} have in the end?"),
            Ending.GAIN: Phrase(f"How many more {things} does {name} have in the end than at the start?"),
            Ending.LOSS: Phrase(f"How many fewer {things} does {name} have in the end than at the start?"),
            Ending.SHORTFALL: Phrase(f"How many more {things} does {name} then need to reach {{0}}?", "goal"),
            Ending.FULL_BOXES: Phrase(
                f"{name} puts the {things} in albums of {{0}}. How many albums does {they} fill completely?",
                "album_size",
                unit="albums",
            ),
            Ending.LEFT_OVER: Phrase(
                f"{name} puts the {things} in rows of {{0}}. How many {things} are left over?", "row_size"
            ),
            Ending.BOXES_NEEDED: Phrase(
                f"A case holds {{0}} {things}. How many cases does {name} need for all of them?",
                "case_size",
                unit="cases",
            ),
            Ending.WORTH: Phrase(
                "Each is worth ${0}. What is the value of the whole collection, in dollars?",
                "value_each",
                unit="dollars",
            ),
        },
        who=who,
        distractors=(
            f"{friend.name}, who lives next door, is {{0}} years old.",
            f"The room where {name} keeps the {things} was painted {{0}} months ago.",
            f"{name} also owns a few old toys, but {they} does not count them.",
        ),
    )
    return tell(rng, difficulty, theme)
