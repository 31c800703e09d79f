"""A debt that is paid back month by month: interest, instalments, fees and special payments."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem
from tracepile.sources.math.round_plans import Ask, Clause, Setting
from tracepile.sources.math.round_rules import Rule
from tracepile.sources.math.rounds import play
from tracepile.sources.math.wording import people

_PURPOSES = ("a van", "a piano", "a new kitchen", "a sailing boat", "a language school", "solar panels")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a loan and the rules of its repayment; interest is rounded down to whole dollars."""
    who = people(rng, 1)[0]
    name, they = who.name, who.they
    setting = Setting(
        variable="debt",
        unit="dollars",
        period="month",
        span=(400, 9_000),
        grain=50,
        opening=f"{name} borrows ${{0}} for {rng.choice(_PURPOSES)}.",
        rules={
            Rule.LOSS: Clause(f"{name} pays back ${{0}}", "instalment"),
            Rule.GROWTH: Clause(
                "{0}% of what is owed at that moment, rounded down to whole dollars, is added as interest",
                "interest_percent",
                "interest",
                "How many dollars of interest are added in {n} months altogether?",
            ),
            Rule.DECAY: Clause(
                f"{name} pays back {{0}}% of what {they} owes at that moment, rounded down to whole dollars",
                "share_percent",
                "payment",
                "How many dollars come together in {n} months from the payments that are a percentage of the debt?",
            ),
            Rule.SHARE: Clause(
                "a subsidy pays 1/{0} of what is owed at that moment, rounded down to whole dollars",
                "subsidy_parts",
                "subsidy",
                "How many dollars does the subsidy pay in {n} months altogether?",
            ),
            Rule.LISTED_LOSS: Clause(
                f"{name} pays back what {they} can spare: {{0}} dollars, in the order of the months",
                "payments",
                "payment",
            ),
            Rule.LISTED_GAIN: Clause(
                f"{name} borrows more, namely {{0}} dollars in the order of the months", "new_loans", "new_loan"
            ),
            Rule.EVERY_LOSS: Clause(
                f"in every {{0}} month only, {name} pays an extra ${{1}} back", "extra_interval extra_payment"
            ),
            Rule.EVERY_GAIN: Clause("in every {0} month only, a fee of ${1} is added to the debt", "fee_interval fee"),
            Rule.ABOVE_LOSS: Clause(
                f"if {name} owes more than ${{0}} then, {they} pays ${{1}} back",
                "high_debt high_payment",
                "",
                "How many dollars do the payments for a high debt come to in {n} months?",
            ),
            Rule.BELOW_GAIN: Clause(
                f"if {name} owes less than ${{0}} then, {they} borrows another ${{1}}",
                "low_debt further_loan",
                "",
                f"How many dollars does {name} borrow in {{n}} months after the first loan?",
            ),
            Rule.EARLY_GAIN: Clause(
                "in the first {0} months only, ${1} is added for insurance", "insured_months insurance"
            ),
            Rule.LATE_LOSS: Clause(
                f"once the first {{0}} months are over, {name} pays ${{1}} back", "free_months later_payment"
            ),
            Rule.RISING: Clause(
                "a charge is added, which is ${0} in the 1st month and ${1} more in each month than in the one before",
                "charge charge_growth",
            ),
        },
        asks={
            Ask.LAST: f"How many dollars does {name} owe at the end of month {{n}}?",
            Ask.CHANGE: "By how many dollars does the debt at the end of month {n} differ from the first loan?",
            Ask.LARGEST: "What is the largest debt, in dollars, at the end of one of the {n} months?",
            Ask.SMALLEST: "What is the smallest debt, in dollars, at the end of one of the {n} months?",
            Ask.SPREAD: "What is the difference, in dollars, between the largest and the smallest debt at the ends of "
            "the {n} months?",
            Ask.AVERAGE: "What is the average of the debts, in dollars, at the ends of the {n} months?",
            Ask.COUNT_ABOVE: f"At the end of how many of the {{n}} months does {name} owe more than ${{a}}?",
            Ask.COUNT_RISES: "In how many of the {n} months does the debt grow?",
            Ask.PEAK: "Which of the {n} months, by its number, is the first to end with the largest debt?",
            Ask.UNTIL_ABOVE: "What is the number of the first month at whose end the debt is more than ${a}?",
            Ask.UNTIL_BELOW: "What is the number of the first month at whose end the debt is less than ${a}?",
        },
        distractors=(
            f"{name} compared the offers of {{0}} banks before signing.",
            f"{name} lives {{0}} kilometres from the bank.",
        ),
    )
    return play(rng, difficulty, setting)
