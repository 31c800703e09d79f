"""Somebody's savings in whole dollars: earned, spent, lent, saved up week by week."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem
from tracepile.sources.math.steps import Kind
from tracepile.sources.math.theme import Ending, Phrase, Start, Theme, tell
from tracepile.sources.math.wording import people

_GOALS = ("bicycle", "guitar", "camera", "telescope", "tent", "sewing machine")
_JOBS = ("mows lawns", "walks dogs", "washes cars", "tutors a neighbour", "sells lemonade", "delivers newspapers")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a story about savings."""
    who, other = people(rng, 2)
    goal, job = rng.choice(_GOALS), rng.choice(_JOBS)
    name, they, their = who.name, who.they, who.their
    theme = Theme(
        variable="savings",
        unit="dollars",
        span=(40, 600),
        starts={
            Start.PLAIN: Phrase(f"{name} has saved ${{0}}.", "saved"),
            Start.GROUPS: Phrase(
                f"{name} has put money aside for {{0}} months, ${{1}} every month.", "months_saved per_month"
            ),
            Start.RELATIVE: Phrase(
                f"{other.name} has saved ${{0}}. {name} has saved {{1}} times that amount and ${{2}} more.",
                "other_savings times_as_much extra",
            ),
        },
        late_start=f"{name} had begun with savings of ${{0}}.",
        steps={
            Kind.ADD: (
                Phrase(f"{name} receives ${{0}} from {their} grandmother.", "present", "after_present"),
                Phrase(f"{name} sells an old phone for ${{0}}.", "phone_price", "after_phone"),
            ),
            Kind.REMOVE: (
                Phrase(f"{name} pays ${{0}} for a train ticket.", "ticket", "after_ticket"),
                Phrase(f"{name} lends {other.name} ${{0}}.", "loan", "after_loan"),
            ),
            Kind.ADD_GROUPS: (
                Phrase(f"{name} {job} {{0}} times and earns ${{1}} each time.", "jobs pay_per_job", "after_jobs"),
            ),
            Kind.REMOVE_GROUPS: (
                Phrase(f"{name} buys {{0}} books at ${{1}} each.", "books book_price", "after_books"),
                Phrase(
                    f"{name} treats {{0}} friends to lunch, which costs ${{1}} for each friend.",
                    "friends lunch_price",
                    "after_lunch",
                ),
            ),
            Kind.SCALE: (
                Phrase(
                    f"{name}'s parents are so pleased that they raise the savings to {{0}} times what they were.",
                    "parents_factor",
                    "after_parents",
                ),
            ),
            Kind.REMOVE_SHARE: (
                Phrase(f"{name} gives 1/{{0}} of the money to charity.", "charity_share", "after_charity"),
            ),
            Kind.REMOVE_FRACTION: (
                Phrase(
                    f"{name} spends {{0}}/{{1}} of {their} money on a course.", "course_parts all_parts", "after_course"
                ),
            ),
            Kind.GAIN_PERCENT: (
                Phrase(f"{name}'s aunt tops the savings up by {{0}}% of what they are.", "aunt_percent", "after_aunt"),
            ),
            Kind.LOSE_PERCENT: (
                Phrase(f"{name} spends {{0}}% of the money on clothes.", "clothes_percent", "after_clothes"),
            ),
            Kind.THRESHOLD: (
                Phrase(
                    f"If {name} has more than ${{0}} by now, {they} spends ${{1}} on a concert; "
                    f"if not, {they} works an extra shift for ${{2}}.",
                    "concert_limit concert_price shift_pay",
                    "",
                ),
            ),
            Kind.FLOOR: (
                Phrase(
                    f"If {name} has less than ${{0}} at this point, {their} uncle adds ${{1}}.",
                    "uncle_limit uncle_gift",
                    "",
                ),
            ),
            Kind.REPEAT: (Phrase(f"For {{0}} weeks {name} saves ${{1}} a week.", "saving_weeks saved_per_week", ""),),
            Kind.DRAIN: (
                Phrase(f"For {{0}} days {name} spends ${{1}} a day on a trip.", "trip_days spent_per_day", ""),
            ),
            Kind.CYCLE: (
                Phrase(
                    f"Over {{0}} weeks {name} earns ${{1}} a week, and after every {{2}} weeks {they} pays ${{3}} "
                    "for a club membership.",
                    "working_weeks weekly_pay club_interval club_fee",
                    "",
                ),
            ),
            Kind.CAP: (
                Phrase(
                    f"In each of the next {{0}} months {name} earns ${{1}}, and whenever {they} then has more than "
                    f"${{2}}, {they} moves ${{3}} to another account.",
                    "earning_months monthly_pay transfer_limit transfer",
                    "",
                ),
            ),
            Kind.LIST: (Phrase("Small jobs bring in {0} dollars, one after the other.", "small_jobs", ""),),
            Kind.LIST_BONUS: (
                Phrase(
                    f"On the next days {name} earns {{2}} dollars. On every day with more than {{0}} dollars "
                    f"{they} also gets a bonus of {{1}} dollars.",
                    "bonus_limit bonus daily_earnings",
                    "",
                ),
            ),
            Kind.LIST_LIMIT: (
                Phrase(
                    f"In a shop {name} looks at things that cost {{0}} dollars, in that order, and buys each one that "
                    f"{they} can still pay for.",
                    "prices",
                    "",
                ),
            ),
        },
        endings={
            Ending.VALUE: Phrase(f"How many dollars does {name} have at the end?"),
            Ending.GAIN: Phrase(f"How many dollars more does {name} have at the end than at the beginning?"),
            Ending.LOSS: Phrase(f"How many dollars less does {name} have at the end than at the beginning?"),
            Ending.SHORTFALL: Phrase(
                f"{name} wants a {goal} for ${{0}}. How many dollars are still missing?", "goal_price"
            ),
            Ending.FULL_BOXES: Phrase(
                f"{name} now buys as many cinema vouchers at ${{0}} as {they} can. How many are there?",
                "voucher_price",
                unit="vouchers",
            ),
            Ending.LEFT_OVER: Phrase(
                f"{name} now buys as many cinema vouchers at ${{0}} as {they} can. How many dollars are left?",
                "voucher_price",
            ),
        },
        who=who,
        distractors=(
            f"{other.name} is {{0}} centimetres taller than {name}.",
            f"{name} lives {{0}} kilometres from the nearest bank.",
            f"{name} writes everything down in a small notebook.",
        ),
    )
    return tell(rng, difficulty, theme)
