"""Animals in an enclosed place, counted year by year: births, losses, newcomers and limits."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem
from tracepile.sources.math.round_plans import Ask, Clause, Setting
from tracepile.sources.math.round_rules import Rule
from tracepile.sources.math.rounds import play

_PLACES = (
    ("lake", "trout"),
    ("valley", "deer"),
    ("reserve", "antelopes"),
    ("island", "seals"),
    ("bay", "turtles"),
    ("forest", "owls"),
)


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a population; percentages and fractions are rounded down to whole animals."""
    place, animals = rng.choice(_PLACES)
    where = f"on the {place}" if place == "island" else f"in the {place}"
    setting = Setting(
        variable="population",
        unit=animals,
        period="year",
        span=(80, 4_000),
        grain=10,
        opening=f"{{0}} {animals} live {where}.",
        rules={
            Rule.GAIN: Clause(f"{{0}} {animals} come in from outside", "newcomers"),
            Rule.LOSS: Clause(f"{{0}} {animals} leave the {place}", "leavers"),
            Rule.GROWTH: Clause(
                "young are born, as many as {0}% of the animals there, rounded down",
                "birth_percent",
                "births",
                f"How many {animals} are born in {{n}} years altogether?",
            ),
            Rule.DECAY: Clause(
                "{0}% of the animals there, rounded down, die",
                "death_percent",
                "deaths",
                f"How many {animals} die in {{n}} years altogether?",
            ),
            Rule.SHARE: Clause(
                "1/{0} of the animals there, rounded down, fall ill and are taken away",
                "ill_parts",
                "ill",
                f"How many ill {animals} are taken away in {{n}} years?",
            ),
            Rule.RISING: Clause(
                f"keepers release {{0}} {animals} in the 1st year and, in every later year, {{1}} more than in the "
                "year before",
                "released release_growth",
            ),
            Rule.LISTED_GAIN: Clause(
                f"a park sends animals: {{0}} {animals}, in the order of the years", "arrivals", "arriving"
            ),
            Rule.LISTED_LOSS: Clause(
                f"animals are caught: {{0}} {animals}, in the order of the years", "catches", "caught"
            ),
            Rule.EVERY_LOSS: Clause(
                f"in every {{0}} year only, a hard winter kills {{1}} {animals}", "winter_interval winter_loss"
            ),
            Rule.EVERY_GAIN: Clause(
                f"in every {{0}} year only, {{1}} {animals} are brought from a zoo", "zoo_interval from_zoo"
            ),
            Rule.ABOVE_LOSS: Clause(
                f"if there are more than {{0}} {animals} then, {{1}} of them are moved elsewhere",
                "crowded moved",
                "",
                f"How many {animals} are moved elsewhere in {{n}} years?",
            ),
            Rule.BELOW_GAIN: Clause(
                f"if there are fewer than {{0}} {animals} then, {{1}} are bought",
                "scarce bought",
                "",
                f"How many {animals} are bought in {{n}} years?",
            ),
            Rule.CEILING: Clause(
                f"all {animals} above a number of {{0}} move away for lack of food",
                "capacity",
                "",
                f"How many {animals} move away for lack of food in {{n}} years?",
            ),
            Rule.EARLY_GAIN: Clause(
                f"in the first {{0}} years only, a breeding station adds {{1}} {animals}",
                "station_years from_station",
            ),
            Rule.LATE_LOSS: Clause(
                f"once the first {{0}} years are over, hunters take {{1}} {animals}", "protected_years hunted"
            ),
            Rule.ALTERNATING: Clause(
                f"in the years with an odd number {{0}} {animals} come from the north, and in the other years {{1}} go "
                "there",
                "from_north to_north",
            ),
        },
        asks={
            Ask.LAST: f"How many {animals} are there at the end of year {{n}}?",
            Ask.CHANGE: f"By how many {animals} does the number at the end of year {{n}} differ from the first one?",
            Ask.LARGEST: f"What is the largest number of {animals} at the end of one of the {{n}} years?",
            Ask.SMALLEST: f"What is the smallest number of {animals} at the end of one of the {{n}} years?",
            Ask.SPREAD: f"By how many {animals} do the largest and the smallest number at the ends of the {{n}} years "
            "differ?",
            Ask.AVERAGE: f"What is the average number of {animals} at the ends of the {{n}} years?",
            Ask.COUNT_ABOVE: f"At the end of how many of the {{n}} years are there more than {{a}} {animals}?",
            Ask.COUNT_RISES: f"In how many of the {{n}} years does the number of {animals} grow?",
            Ask.PEAK: f"Which of the {{n}} years, by its number, is the first that ends with the most {animals}?",
            Ask.UNTIL_ABOVE: f"What is the number of the first year at whose end there are more than {{a}} {animals}?",
            Ask.UNTIL_BELOW: f"What is the number of the first year at whose end there are fewer than {{a}} {animals}?",
        },
        distractors=(
            f"The {place} is {{0}} kilometres from the nearest town.",
            f"Visitors have been coming to the {place} for {{0}} years.",
        ),
    )
    return play(rng, difficulty, setting)
