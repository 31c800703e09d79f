"""Think of a number: a chain of arithmetic told as a puzzle."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem
from tracepile.sources.math.steps import Kind
from tracepile.sources.math.theme import Ending, Phrase, Start, Theme, tell
from tracepile.sources.math.wording import people


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a puzzle about a number that is changed step by step."""
    who = people(rng, 1)[0]
    name, they = who.name, who.they
    theme = Theme(
        variable="number",
        unit="",
        span=(6, 400),
        starts={
            Start.PLAIN: Phrase(f"{name} thinks of the number {{0}}.", "first_number"),
            Start.GROUPS: Phrase(f"{name} writes down the product of {{0}} and {{1}}.", "left_factor right_factor"),
            Start.RELATIVE: Phrase(
                f"{name} takes the number {{0}}, multiplies it by {{1}} and adds {{2}}.", "seed multiplier addend"
            ),
        },
        late_start=f"The number that {name} had thought of was {{0}}.",
        steps={
            Kind.ADD: (
                Phrase(f"{name} adds {{0}} to the number.", "added", "after_adding"),
                Phrase(f"{name} increases the number by {{0}}.", "increase", "after_increasing"),
            ),
            Kind.REMOVE: (
                Phrase(f"{name} subtracts {{0}}.", "subtracted", "after_subtracting"),
                Phrase(f"{name} takes {{0}} away.", "taken_away", "after_taking_away"),
            ),
            Kind.ADD_GROUPS: (
                Phrase(f"{name} adds the product of {{0}} and {{1}}.", "one_factor other_factor", "after_product"),
            ),
            Kind.REMOVE_GROUPS: (
                Phrase(f"{name} subtracts {{0}} times {{1}} from the number.", "times times_what", "after_multiples"),
            ),
            Kind.SCALE: (
                Phrase(f"{name} multiplies the number by {{0}}.", "factor", "after_multiplying"),
                Phrase(f"{name} makes the number {{0}} times as large.", "scale", "after_scaling"),
            ),
            Kind.KEEP_SHARE: (Phrase(f"{name} divides the number by {{0}}.", "divisor", "after_dividing"),),
            Kind.REMOVE_SHARE: (Phrase(f"{name} takes away 1/{{0}} of the number.", "share", "after_share"),),
            Kind.REMOVE_FRACTION: (
                Phrase(f"{name} takes away {{0}}/{{1}} of the number.", "numerator denominator", "after_fraction"),
            ),
            Kind.GAIN_PERCENT: (Phrase(f"{name} raises the number by {{0}}%.", "percent_up", "after_raising"),),
            Kind.LOSE_PERCENT: (Phrase(f"{name} lowers the number by {{0}}%.", "percent_down", "after_lowering"),),
            Kind.THRESHOLD: (
                Phrase(
                    f"If the number is now greater than {{0}}, {they} subtracts {{1}}; otherwise {they} adds {{2}}.",
                    "boundary when_greater when_smaller",
                    "",
                ),
            ),
            Kind.FLOOR: (
                Phrase(
                    f"If the number is now less than {{0}}, {they} adds {{1}} to it.", "low_boundary low_addend", ""
                ),
            ),
            Kind.REPEAT: (Phrase(f"{{0}} times in a row {name} adds {{1}}.", "rounds per_round", ""),),
            Kind.DRAIN: (Phrase(f"{{0}} times in a row {name} subtracts {{1}}.", "down_rounds per_down_round", ""),),
            Kind.CYCLE: (
                Phrase(
                    f"{{0}} times {name} adds {{1}}, and after every {{2}} of these additions {they} subtracts {{3}}.",
                    "additions each_addition interval interval_loss",
                    "",
                ),
            ),
            Kind.CAP: (
                Phrase(
                    f"{{0}} times {name} adds {{1}}, and whenever the sum is then above {{2}} {they} subtracts {{3}}.",
                    "steps step_size ceiling drop",
                    "",
                ),
            ),
            Kind.LIST: (Phrase(f"{name} adds the numbers {{0}}, one at a time.", "addends", ""),),
            Kind.LIST_BONUS: (
                Phrase(
                    f"{name} adds the numbers {{2}}, one at a time, and after adding one that is greater than {{0}} "
                    f"{they} adds another {{1}}.",
                    "bonus_boundary bonus bonus_addends",
                    "",
                ),
            ),
            Kind.LIST_LIMIT: (
                Phrase(
                    f"{name} goes through {{0}} in this order and subtracts each of them that is not greater than "
                    "what the number is at that moment.",
                    "subtrahends",
                    "",
                ),
            ),
        },
        endings={
            Ending.VALUE: Phrase("What is the number in the end?"),
            Ending.GAIN: Phrase("By how much is the last number greater than the first one?"),
            Ending.LOSS: Phrase("By how much is the last number smaller than the first one?"),
            Ending.SHORTFALL: Phrase("How much is then missing to {0}?", "target"),
            Ending.FULL_BOXES: Phrase(
                "How many times does {0} fit completely into the number in the end?", "last_divisor"
            ),
            Ending.LEFT_OVER: Phrase(
                "What is the remainder when the number in the end is divided by {0}?", "last_divisor"
            ),
            Ending.WORTH: Phrase("What is {0} times the number in the end?", "last_factor"),
        },
        who=who,
    )
    return tell(rng, difficulty, theme)
