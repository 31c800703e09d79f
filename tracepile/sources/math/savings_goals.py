"""Money that is put aside week by week, with interest, rewards, expenses and limits."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem
from tracepile.sources.math.round_plans import Ask, Clause, Setting
from tracepile.sources.math.round_rules import Rule
from tracepile.sources.math.rounds import play
from tracepile.sources.math.wording import people

_GOALS = ("a journey", "a racing bicycle", "a violin", "a greenhouse", "a computer", "a canoe")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a savings plan; percentages are rounded down to whole dollars."""
    who, other = people(rng, 2)
    name, they, their = who.name, who.they, who.their
    setting = Setting(
        variable="savings",
        unit="dollars",
        period="week",
        span=(60, 900),
        grain=5,
        opening=f"{name} is saving for {rng.choice(_GOALS)} and has ${{0}} so far.",
        rules={
            Rule.GAIN: Clause(f"{name} puts ${{0}} aside", "deposit"),
            Rule.LOSS: Clause(f"{name} takes ${{0}} out for {their} bus fares", "bus_fares"),
            Rule.GROWTH: Clause(
                f"{name}'s parents add {{0}}% of what is saved by then, rounded down to whole dollars",
                "parents_percent",
                "contribution",
                f"How many dollars do {name}'s parents add in {{n}} weeks altogether?",
            ),
            Rule.DECAY: Clause(
                f"{name} spends {{0}}% of what {they} has by then, rounded down to whole dollars, on sweets",
                "sweets_percent",
                "sweets_cost",
                f"How many dollars does {name} spend on sweets in {{n}} weeks?",
            ),
            Rule.SHARE: Clause(
                f"{name} gives 1/{{0}} of the money, rounded down to whole dollars, to {other.name}",
                "parts",
                "gift",
                f"How many dollars does {other.name} get in {{n}} weeks altogether?",
            ),
            Rule.RISING: Clause(
                f"{name} adds ${{0}} in the 1st week and, in every later week, ${{1}} more than in the week before",
                "weekly_amount weekly_growth",
            ),
            Rule.LISTED_GAIN: Clause(
                f"{name} adds what {they} earned: {{0}} dollars, in the order of the weeks", "earnings", "earned"
            ),
            Rule.LISTED_LOSS: Clause(
                f"{name} pays for small things: {{0}} dollars, in the order of the weeks", "expenses", "expense"
            ),
            Rule.EVERY_GAIN: Clause(f"in every {{0}} week only, {their} aunt sends ${{1}}", "aunt_interval aunt_money"),
            Rule.EVERY_LOSS: Clause(
                f"in every {{0}} week only, {name} goes to the cinema for ${{1}}", "cinema_interval cinema_cost"
            ),
            Rule.ABOVE_LOSS: Clause(
                f"if there is more than ${{0}} then, {name} buys a book for ${{1}}",
                "book_limit book_price",
                "",
                f"How many dollars does {name} spend on books in {{n}} weeks?",
            ),
            Rule.BELOW_GAIN: Clause(
                f"if there is less than ${{0}} then, {name} washes a car for ${{1}}",
                "car_limit car_pay",
                "",
                f"How many dollars does {name} earn by washing cars in {{n}} weeks?",
            ),
            Rule.CEILING: Clause(
                "everything above ${0} is moved to a bank and no longer counted",
                "most_at_home",
                "",
                "How many dollars are moved to the bank in {n} weeks?",
            ),
            Rule.EARLY_GAIN: Clause(
                f"in the first {{0}} weeks only, {name} helps in a shop for ${{1}}", "shop_weeks shop_pay"
            ),
            Rule.LATE_LOSS: Clause(
                f"once the first {{0}} weeks are over, {name} pays ${{1}} for a course",
                "free_weeks course_fee",
            ),
            Rule.ALTERNATING: Clause(
                f"in the weeks with an odd number {name} earns ${{0}}, and in the others {they} spends ${{1}}",
                "odd_income even_expense",
            ),
        },
        asks={
            Ask.LAST: f"How many dollars does {name} have at the end of week {{n}}?",
            Ask.CHANGE: f"By how many dollars do {name}'s savings at the end of week {{n}} differ from those at first?",
            Ask.LARGEST: f"What is the most, in dollars, that {name} has at the end of one of the {{n}} weeks?",
            Ask.SMALLEST: f"What is the least, in dollars, that {name} has at the end of one of the {{n}} weeks?",
            Ask.SPREAD: "What is the difference, in dollars, between the largest and the smallest savings at the ends "
            "of the {n} weeks?",
            Ask.AVERAGE: "What is the average of the savings, in dollars, at the ends of the {n} weeks?",
            Ask.COUNT_ABOVE: f"At the end of how many of the {{n}} weeks does {name} have more than ${{a}}?",
            Ask.COUNT_RISES: "In how many of the {n} weeks do the savings grow?",
            Ask.PEAK: "Which of the {n} weeks, by its number, is the first to end with the largest savings?",
            Ask.UNTIL_ABOVE: "What is the number of the first week at whose end there is more than ${a}?",
            Ask.UNTIL_BELOW: "What is the number of the first week at whose end there is less than ${a}?",
            Ask.GROUPS: f"After week {{n}}, {name} buys as many tickets at ${{a}} as possible. How many are they?",
            Ask.REST: f"After week {{n}}, {name} buys as many tickets at ${{a}} as possible. "
            "How many dollars are left over?",
        },
        distractors=(
            f"{other.name} has {{0}} coins from other countries.",
            f"{name} keeps the money in a tin that is {{0}} centimetres high.",
        ),
    )
    return play(rng, difficulty, setting)
