"""A battery that is charged by the sun and drained by a house, hour by hour."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem
from tracepile.sources.math.round_plans import Ask, Clause, Setting
from tracepile.sources.math.round_rules import Rule
from tracepile.sources.math.rounds import play

_OWNERS = ("a farm", "a research station", "a houseboat", "a mountain hut", "a lighthouse")
_UNIT = "watt-hours"


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a battery and what happens to it; percentages and fractions are rounded down to whole watt-hours."""
    setting = Setting(
        variable="charge",
        unit=_UNIT,
        period="hour",
        span=(150, 2_400),
        grain=10,
        opening=f"The battery of {rng.choice(_OWNERS)} holds {{0}} {_UNIT}.",
        rules={
            Rule.GAIN: Clause(f"a windmill feeds in {{0}} {_UNIT}", "from_wind"),
            Rule.LOSS: Clause(f"the lamps use {{0}} {_UNIT}", "for_lamps"),
            Rule.DECAY: Clause(
                "{0}% of the charge, rounded down, is lost as heat",
                "loss_percent",
                "heat",
                f"How many {_UNIT} are lost as heat in {{n}} hours?",
            ),
            Rule.SHARE: Clause(
                "a pump draws 1/{0} of the charge, rounded down",
                "pump_parts",
                "for_pump",
                f"How many {_UNIT} does the pump draw in {{n}} hours?",
            ),
            Rule.RISING: Clause(
                f"the sun adds {{0}} {_UNIT} in the 1st hour and, in every later hour, {{1}} more than in the hour "
                "before",
                "from_sun sun_growth",
            ),
            Rule.LISTED_GAIN: Clause(
                f"a panel adds energy: {{0}} {_UNIT}, in the order of the hours", "panel_output", "from_panel"
            ),
            Rule.LISTED_LOSS: Clause(
                f"machines draw energy: {{0}} {_UNIT}, in the order of the hours", "machine_needs", "for_machines"
            ),
            Rule.EVERY_GAIN: Clause(
                f"in every {{0}} hour only, a generator adds {{1}} {_UNIT}", "generator_interval from_generator"
            ),
            Rule.EVERY_LOSS: Clause(
                f"in every {{0}} hour only, a freezer starts and draws {{1}} {_UNIT}",
                "freezer_interval for_freezer",
            ),
            Rule.ABOVE_LOSS: Clause(
                f"if the charge is more than {{0}} {_UNIT} then, a heater uses {{1}} {_UNIT}",
                "heater_above for_heater",
                "",
                f"How many {_UNIT} does the heater use in {{n}} hours?",
            ),
            Rule.BELOW_GAIN: Clause(
                f"if the charge is less than {{0}} {_UNIT} then, the grid supplies {{1}} {_UNIT}",
                "grid_below from_grid",
                "",
                f"How many {_UNIT} does the grid supply in {{n}} hours?",
            ),
            Rule.CEILING: Clause(
                f"the charge is cut back to {{0}} {_UNIT} if it is larger, because the battery holds no more",
                "capacity",
                "",
                f"How many {_UNIT} are lost in {{n}} hours because the battery is full?",
            ),
            Rule.EARLY_GAIN: Clause(
                f"in the first {{0}} hours only, a neighbour supplies {{1}} {_UNIT}",
                "neighbour_hours from_neighbour",
            ),
            Rule.LATE_LOSS: Clause(
                f"once the first {{0}} hours are over, an oven uses {{1}} {_UNIT}",
                "hours_without_oven for_oven",
            ),
            Rule.ALTERNATING: Clause(
                f"in hours with an odd number {{0}} {_UNIT} flow in, and in the other hours {{1}} flow out",
                "odd_inflow even_outflow",
            ),
        },
        asks={
            Ask.LAST: f"How many {_UNIT} does the battery hold at the end of hour {{n}}?",
            Ask.CHANGE: f"By how many {_UNIT} does the charge at the end of hour {{n}} differ from the first one?",
            Ask.LARGEST: f"What is the largest charge, in {_UNIT}, at the end of one of the {{n}} hours?",
            Ask.SMALLEST: f"What is the smallest charge, in {_UNIT}, at the end of one of the {{n}} hours?",
            Ask.SPREAD: f"By how many {_UNIT} do the largest and the smallest charge at the ends of the {{n}} hours "
            "differ?",
            Ask.AVERAGE: f"What is the average charge, in {_UNIT}, at the ends of the {{n}} hours?",
            Ask.COUNT_ABOVE: f"At the end of how many of the {{n}} hours is the charge more than {{a}} {_UNIT}?",
            Ask.COUNT_RISES: "In how many of the {n} hours does the charge grow?",
            Ask.PEAK: "Which of the {n} hours, by its number, is the first to end with the largest charge?",
            Ask.UNTIL_ABOVE: f"What is the number of the first hour that ends with more than {{a}} {_UNIT}?",
            Ask.UNTIL_BELOW: f"What is the number of the first hour that ends with less than {{a}} {_UNIT}?",
        },
        distractors=("The battery weighs {0} kilograms.", "The battery was installed {0} months ago."),
    )
    return play(rng, difficulty, setting)
