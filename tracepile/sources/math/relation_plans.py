"""Quantities that follow from each other: how they are drawn, and a question's answer by two routes.

The answer works the quantities out one after another; the check knows nothing of an order and improves all of them
together, from zero, until no relation changes any (Jacobi iteration, which ends since no relation is circular).
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

_LARGEST = 20_000
_PERCENTS = (5, 10, 20, 25, 30, 40, 50, 60, 75)


class Relation(StrEnum):
    """How a quantity follows from one or two others, p and q, and its amounts a and b."""

    MORE = "p + a"
    FEWER = "p - a"
    TIMES = "p * a"
    TIMES_MORE = "p * a + b"
    SHARE = "p / a"
    FRACTION = "p * a / b"
    PERCENT = "p * a / 100"
    PERCENT_MORE = "p + p * a / 100"
    SUM = "p + q"
    SUM_FEWER = "p + q - a"
    GAP = "|p - q|"
    HALFWAY = "(p + q) / 2"
    LARGER = "max(p, q) + a"
    SMALLER = "min(p, q) * a"
    GRADED = "p + a if p > q, else p + b"


_OF_TWO = frozenset({
    Relation.SUM, Relation.SUM_FEWER, Relation.GAP, Relation.HALFWAY, Relation.LARGER, Relation.SMALLER,
    Relation.GRADED,
})  # fmt: skip


class Ask(StrEnum):
    """What is asked about the quantities."""

    ONE = "one of them"
    TOTAL = "their sum"
    DIFFERENCE = "the difference of two"
    LARGEST = "the largest"
    SPREAD = "the largest less the smallest"
    AVERAGE = "their mean"
    COUNT_ABOVE = "how many are above a"
    SUM_ABOVE = "the sum of those above a"
    VALUE = "their sum times a"
    LACK = "a less their sum"
    RATIO = "one divided by another"


@dataclass(frozen=True, slots=True)
class Fact:
    """A quantity: its relation, the places of those it refers to, and its amounts; None for one that is given."""

    relation: Relation | None
    sources: tuple[int, ...]
    amounts: tuple[int, ...]


def draw_facts(rng: random.Random, number: int) -> tuple[list[Fact], list[int]]:
    """Draw quantities that come out whole and distinct; give their relations and their values."""
    while True:
        first = rng.randint(6, 60) * rng.choice((1, 2, 5, 10))
        facts, values = [Fact(None, (), (first,))], [first]
        if number > 3 and rng.random() < 0.4:
            values.append(rng.randint(6, 60) * rng.choice((1, 2, 5)))
            facts.append(Fact(None, (), (values[-1],)))
        for _ in range(300):
            if len(facts) == number:
                return facts, values
            fact = _draw_fact(rng, values)
            kinds = [known.relation for known in facts]
            value = _value(fact, [Fraction(known) for known in values])
            fits = value.denominator == 1 and 3 <= value <= _LARGEST and value not in values
            if fits and kinds.count(fact.relation) < 1 + number // 6:
                facts.append(fact)
                values.append(int(value))


def _draw_fact(rng: random.Random, values: Sequence[int]) -> Fact:
    relation = rng.choice([relation for relation in Relation if len(values) > 1 or relation not in _OF_TWO])
    sources = tuple(rng.sample(range(len(values)), 2 if relation in _OF_TWO else 1))
    if rng.random() < 0.6 and len(values) - 1 not in sources:
        sources = (len(values) - 1, *sources[1:])
    base = values[sources[0]]
    bottom = rng.randint(3, 9)
    tops = [top for top in range(2, bottom) if Fraction(top, bottom).denominator == bottom]
    amounts: dict[Relation, tuple[int, ...]] = {
        Relation.TIMES: (rng.randint(2, 5),),
        Relation.TIMES_MORE: (rng.randint(2, 4), rng.randint(2, 30)),
        Relation.SHARE: (rng.randint(2, 8),),
        Relation.FRACTION: (rng.choice(tops), bottom),
        Relation.PERCENT: (rng.choice(_PERCENTS),),
        Relation.PERCENT_MORE: (rng.choice(_PERCENTS),),
        Relation.SUM: (),
        Relation.GAP: (),
        Relation.HALFWAY: (),
        Relation.SMALLER: (rng.randint(2, 4),),
        Relation.GRADED: (rng.randint(2, 20), rng.randint(21, 40)),
    }
    return Fact(relation, sources, amounts.get(relation, (rng.randint(2, max(3, min(base // 2, 90))),)))


def _value(fact: Fact, values: Sequence[Fraction]) -> Fraction:
    """Give a quantity from those that it refers to, by exact arithmetic."""
    a, b = (*fact.amounts, 1, 1)[:2]
    p, q = ([values[source] for source in fact.sources] + [Fraction(0)] * 2)[:2]
    match fact.relation:
        case None:
            return Fraction(a)
        case Relation.MORE | Relation.FEWER:
            return p + a if fact.relation is Relation.MORE else p - a
        case Relation.TIMES | Relation.TIMES_MORE:
            return p * a + (b if fact.relation is Relation.TIMES_MORE else 0)
        case Relation.SHARE:
            return p / a
        case Relation.FRACTION:
            return p * a / b
        case Relation.PERCENT | Relation.PERCENT_MORE:
            return p * (a if fact.relation is Relation.PERCENT else 100 + a) / 100
        case Relation.SUM | Relation.SUM_FEWER:
            return p + q - (a if fact.relation is Relation.SUM_FEWER else 0)
        case Relation.GAP:
            return abs(p - q)
        case Relation.HALFWAY:
            return (p + q) / 2
        case Relation.LARGER:
            return max(p, q) + a
        case Relation.SMALLER:
            return min(p, q) * a
        case Relation.GRADED:
            return p + (a if p > q else b)


def settled(facts: Sequence[Fact]) -> list[Fraction]:
    """Find all quantities without an order of solving, from zero."""
    now = [Fraction(0)] * len(facts)
    while True:
        better = [_value(fact, now) for fact in facts]
        if better == now:
            return now
        now = better


def draw_ask(rng: random.Random, facts: Sequence[Fact], values: Sequence[int]) -> tuple[Ask, tuple[int, ...], int]:
    """Draw a question, the places of the quantities that it is about, and its amount, 0 where it has none."""
    everything, last = tuple(range(len(values))), len(values) - 1
    ask = rng.choice(list(Ask))
    match ask:
        case Ask.ONE:
            return ask, (last,), 0
        case Ask.DIFFERENCE | Ask.RATIO:
            known = [place for place, fact in enumerate(facts) if place != last and fact.relation]
            return ask, (last, rng.choice(known or [0])), 0
        case Ask.COUNT_ABOVE | Ask.SUM_ABOVE:
            ranked = sorted(values)
            return ask, everything, ranked[rng.randint(0, last - 1)] + rng.randint(0, 1)
        case Ask.VALUE:
            return ask, everything, rng.randint(2, 12)
        case Ask.LACK:
            return ask, everything, (sum(values) // 50 + rng.randint(1, 4)) * 50
    return ask, everything, 0


def answer(ask: Ask, values: Sequence[int], amount: int) -> int | str:
    """Answer a question about the values of its quantities."""
    match ask:
        case Ask.ONE:
            return values[0]
        case Ask.TOTAL:
            return sum(values)
        case Ask.DIFFERENCE:
            return abs(values[0] - values[1])
        case Ask.LARGEST:
            return max(values)
        case Ask.SPREAD:
            return max(values) - min(values)
        case Ask.AVERAGE:
            return str(Fraction(sum(values), len(values)))
        case Ask.COUNT_ABOVE:
            return sum(value > amount for value in values)
        case Ask.SUM_ABOVE:
            return sum(value for value in values if value > amount)
        case Ask.VALUE:
            return sum(values) * amount
        case Ask.LACK:
            return amount - sum(values)
        case Ask.RATIO:
            return str(Fraction(values[0], values[1]))


def certain_answer(ask: Ask, values: Sequence[Fraction], amount: Fraction) -> int | str:
    """Answer a question from the values in ascending order."""
    ranked = sorted(values)
    above = ranked[bisect_right(ranked, amount) :]
    match ask:
        case Ask.AVERAGE:
            return str(sum((value / len(ranked) for value in ranked), Fraction()))
        case Ask.RATIO:
            return str(values[0] / values[1])
    results: dict[Ask, Fraction | int] = {
        Ask.ONE: values[0],
        Ask.TOTAL: sum(ranked),
        Ask.DIFFERENCE: ranked[-1] - ranked[0],
        Ask.LARGEST: ranked[-1],
        Ask.SPREAD: ranked[-1] - ranked[0],
        Ask.COUNT_ABOVE: len(above),
        Ask.SUM_ABOVE: sum(above),
        Ask.VALUE: sum(value * amount for value in ranked),
        Ask.LACK: -(sum(ranked) - amount),
    }
    return int(results[ask])
