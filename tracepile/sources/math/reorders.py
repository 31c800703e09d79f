"""A store that is looked through day after day: sales, returns, orders when little is left, a full shelf."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem
from tracepile.sources.math.round_plans import Ask, Clause, Setting
from tracepile.sources.math.round_rules import Rule
from tracepile.sources.math.rounds import play

_STORES = (
    ("hardware store", "screws"),
    ("flower shop", "tulips"),
    ("paint shop", "brushes"),
    ("post office", "envelopes"),
    ("tea house", "cups"),
    ("bicycle shop", "bells"),
)


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw the daily rules of a store; percentages and fractions are rounded down to whole pieces."""
    store, goods = rng.choice(_STORES)
    setting = Setting(
        variable="stock",
        unit=goods,
        period="day",
        span=(90, 1_500),
        opening=f"On the evening before day 1 a {store} has {{0}} {goods}.",
        rules={
            Rule.GAIN: Clause(f"{{0}} {goods} are delivered", "delivered"),
            Rule.LOSS: Clause(f"{{0}} {goods} are sold", "sold"),
            Rule.DECAY: Clause(
                "{0}% of what is there, rounded down, is sold at a discount",
                "discount_percent",
                "discounted",
                f"How many {goods} are sold at a discount in {{n}} days?",
            ),
            Rule.SHARE: Clause(
                "1/{0} of what is there, rounded down, goes to a market stall",
                "stall_parts",
                "for_stall",
                f"How many {goods} go to the market stall in {{n}} days?",
            ),
            Rule.RISING: Clause(
                f"a workshop sends {{0}} {goods} on the 1st day and, on every later day, {{1}} more than on the day "
                "before",
                "sent sent_growth",
            ),
            Rule.LISTED_GAIN: Clause(
                f"customers bring {goods} back: {{0}}, in the order of the days", "returns", "returned"
            ),
            Rule.LISTED_LOSS: Clause(
                f"an online order is sent off: {{0}} {goods}, in the order of the days", "online_orders", "ordered"
            ),
            Rule.EVERY_GAIN: Clause(
                f"on every {{0}} day only, a lorry brings {{1}} {goods}", "lorry_interval lorry_load"
            ),
            Rule.EVERY_LOSS: Clause(
                f"on every {{0}} day only, a school fetches {{1}} {goods}", "school_interval for_school"
            ),
            Rule.ABOVE_LOSS: Clause(
                f"if there are more than {{0}} {goods} then, {{1}} of them go to a second store",
                "send_above sent_away",
                "",
                f"How many {goods} go to the second store in {{n}} days?",
            ),
            Rule.BELOW_GAIN: Clause(
                f"if there are fewer than {{0}} {goods} then, {{1}} are ordered and arrive at once",
                "reorder_level order_size",
                "",
                f"How many {goods} are ordered in {{n}} days because few are left?",
            ),
            Rule.CEILING: Clause(
                f"all {goods} above {{0}} are returned to the maker, since there is no room for them",
                "room_for",
                "",
                f"How many {goods} are returned to the maker in {{n}} days?",
            ),
            Rule.EARLY_GAIN: Clause(f"on the first {{0}} days only, a fair sends {{1}} {goods}", "fair_days from_fair"),
            Rule.LATE_LOSS: Clause(
                f"once the first {{0}} days are over, a hotel takes {{1}} {goods}", "quiet_days for_hotel"
            ),
            Rule.ALTERNATING: Clause(
                f"on days with an odd number {{0}} {goods} come in, and on the other days {{1}} go out",
                "odd_income even_outgo",
            ),
        },
        asks={
            Ask.LAST: f"How many {goods} are there at the end of day {{n}}?",
            Ask.CHANGE: f"By how many {goods} does the stock at the end of day {{n}} differ from the first one?",
            Ask.LARGEST: f"What is the largest number of {goods} at the end of one of the {{n}} days?",
            Ask.SMALLEST: f"What is the smallest number of {goods} at the end of one of the {{n}} days?",
            Ask.SPREAD: f"By how many {goods} do the largest and the smallest stock at the ends of the {{n}} days "
            "differ?",
            Ask.AVERAGE: f"What is the average number of {goods} at the ends of the {{n}} days?",
            Ask.COUNT_ABOVE: f"At the end of how many of the {{n}} days are there more than {{a}} {goods}?",
            Ask.COUNT_RISES: "On how many of the {n} days does the stock grow?",
            Ask.PEAK: "Which of the {n} days, by its number, is the first to end with the largest stock?",
            Ask.UNTIL_ABOVE: f"What is the number of the first day at whose end there are more than {{a}} {goods}?",
            Ask.UNTIL_BELOW: f"What is the number of the first day at whose end there are fewer than {{a}} {goods}?",
            Ask.GROUPS: f"After day {{n}} the {goods} are packed in bags of {{a}}. How many bags are full?",
            Ask.REST: f"After day {{n}} the {goods} are packed in bags of {{a}}. How many {goods} are left over?",
        },
        distractors=(
            f"The {store} has been in the same street for {{0}} years.",
            f"The manager of the {store} lives {{0}} minutes away.",
        ),
    )
    return play(rng, difficulty, setting)
