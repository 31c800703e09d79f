"""An account over years: interest, deposits, withdrawals, fees and bonuses on conditions."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem
from tracepile.sources.math.round_plans import Ask, Clause, Setting
from tracepile.sources.math.round_rules import Rule
from tracepile.sources.math.rounds import play
from tracepile.sources.math.wording import people


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw an account and its rules; interest is rounded down to whole dollars each year."""
    who = people(rng, 1)[0]
    name, they = who.name, who.they
    setting = Setting(
        variable="balance",
        unit="dollars",
        period="year",
        span=(800, 6_000),
        grain=100,
        always=(Rule.GROWTH,),
        opening=f"{name} opens an account with ${{0}}.",
        rules={
            Rule.GROWTH: Clause(
                "the bank pays {0}% interest on the balance of that moment, rounded down to whole dollars",
                "rate",
                "interest",
                "How many dollars of interest does the bank pay in {n} years altogether?",
            ),
            Rule.GAIN: Clause(f"{name} deposits ${{0}}", "deposit"),
            Rule.LOSS: Clause(f"{name} withdraws ${{0}}", "withdrawal"),
            Rule.SHARE: Clause(
                f"{name} gives 1/{{0}} of the balance, rounded down to whole dollars, to a museum",
                "gift_parts",
                "gift",
                "How many dollars does the museum get in {n} years altogether?",
            ),
            Rule.EVERY_GAIN: Clause(
                f"in every {{0}} year only, {name} deposits an extra ${{1}}", "deposit_interval extra_deposit"
            ),
            Rule.EVERY_LOSS: Clause(
                f"in every {{0}} year only, {name} withdraws ${{1}} for a journey", "journey_interval journey_cost"
            ),
            Rule.ABOVE_LOSS: Clause(
                "if the balance is more than ${0} then, a charge of ${1} for large accounts is taken",
                "large_balance charge",
                "",
                "How many dollars are taken in {n} years as charges for a large account?",
            ),
            Rule.BELOW_GAIN: Clause(
                f"if the balance is less than ${{0}} then, {they} deposits ${{1}}",
                "low_balance top_up",
                "",
                f"How many dollars does {name} deposit in {{n}} years because the balance is low?",
            ),
            Rule.EARLY_GAIN: Clause(
                "in the first {0} years only, a bonus of ${1} for new customers is added", "bonus_years bonus"
            ),
            Rule.LATE_LOSS: Clause("once the first {0} years are over, a fee of ${1} is taken", "free_years fee"),
            Rule.RISING: Clause(
                f"{name} deposits ${{0}} in the 1st year and, in every later year, ${{1}} more than in the year before",
                "yearly_deposit deposit_growth",
            ),
            Rule.LISTED_GAIN: Clause(
                f"{name} deposits what is left of {who.their} wages: {{0}} dollars, in the order of the years",
                "deposits",
                "deposited",
            ),
        },
        asks={
            Ask.LAST: f"How many dollars does {name} have in the account at the end of year {{n}}?",
            Ask.CHANGE: "By how many dollars does the balance at the end of year {n} differ from the first one?",
            Ask.LARGEST: "What is the largest balance, in dollars, at the end of one of the {n} years?",
            Ask.SMALLEST: "What is the smallest balance, in dollars, at the end of one of the {n} years?",
            Ask.SPREAD: "What is the difference, in dollars, between the largest and the smallest balance at the ends "
            "of the {n} years?",
            Ask.AVERAGE: "What is the average of the balances, in dollars, at the ends of the {n} years?",
            Ask.COUNT_ABOVE: "At the end of how many of the {n} years is the balance more than ${a}?",
            Ask.COUNT_RISES: "In how many of the {n} years does the balance grow?",
            Ask.PEAK: "Which of the {n} years, by its number, is the first to end with the largest balance?",
            Ask.UNTIL_ABOVE: "What is the number of the first year at whose end the balance is more than ${a}?",
            Ask.UNTIL_BELOW: "What is the number of the first year at whose end the balance is less than ${a}?",
        },
        distractors=("The bank has {0} branches.", f"{name} looks at the account {{0}} times a year."),
    )
    return play(rng, difficulty, setting)
