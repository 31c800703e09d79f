"""Plans of stories in rounds: their words, what is asked, and the answer by two routes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from tracepile.sources.math.round_rules import Rule, Turn, change, settled


class Ask(StrEnum):
    """What is asked; x is the quantity at the end of a round, s its first value."""

    LAST = "x of the last round"
    CHANGE = "|x - s| for the last round"
    LARGEST = "largest x"
    SMALLEST = "smallest x"
    SPREAD = "largest x - smallest x"
    AVERAGE = "mean of x over the rounds"
    COUNT_ABOVE = "rounds with x > a"
    COUNT_RISES = "rounds with x above the x before"
    PEAK = "number of the round with the largest x"
    UNTIL_ABOVE = "number of the first round with x > a"
    UNTIL_BELOW = "number of the first round with x < a"
    GROUPS = "x // a for the last round"
    REST = "x % a for the last round"
    FLOW = "sum of one rule's changes"


@dataclass(frozen=True, slots=True)
class Clause:
    """Words for a rule.

    Attributes:
        text: a clause that follows `First,`, with a field for each amount; a list is one field.
        names: variable names for the amounts, separated by spaces; one name for a list.
        part: a variable name for the size of the change, or for one value of a list.
        flow: a question about the sum of the changes over all rounds, if it may be asked.
    """

    text: str
    names: str
    part: str = "part"
    flow: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """A quantity and its world.

    Attributes:
        variable: name of the variable that holds the quantity.
        unit: what the quantity counts.
        period: the word for a round, such as `day`.
        span: smallest and largest first value.
        opening: tells the first value; one field.
        rules: clauses for the rules that the setting allows.
        asks: questions; fields are the last round's number `{n}` and the question's amount `{a}`.
        grain: the first value is a multiple of this.
        always: rules that no story goes without.
        distractors: sentences of no consequence, with at most one field for a number that is never used.
    """

    variable: str
    unit: str
    period: str
    span: tuple[int, int]
    opening: str
    rules: Mapping[Rule, Clause]
    asks: Mapping[Ask, str]
    grain: int = 1
    always: tuple[Rule, ...] = ()
    distractors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A drawn story.

    Attributes:
        start: the first value.
        rounds: how many rounds are played.
        turns: what happens in every round, in order.
        ask: what is asked.
        amount: the question's amount, 0 where it has none.
        flow: the place of the turn that is asked about, -1 where none is.
    """

    start: int
    rounds: int
    turns: tuple[Turn, ...]
    ask: Ask
    amount: int = 0
    flow: int = -1


def followed(plan: Plan) -> tuple[list[int], list[list[int]]]:
    """Give the quantity at the end of every round, and every turn's changes."""
    value, history = plan.start, []
    flows: list[list[int]] = [[] for _ in plan.turns]
    for number in range(1, plan.rounds + 1):
        for turn, flow in zip(plan.turns, flows, strict=True):
            flow.append(change(value, turn, number))
            value += flow[-1]
        history.append(value)
    return history, flows


def answer(plan: Plan, history: list[int], flows: list[list[int]]) -> int | str:
    """Answer by keeping a record while the rounds go by."""
    last = history[-1]
    match plan.ask:
        case Ask.LAST:
            return last
        case Ask.CHANGE:
            return last - plan.start if last > plan.start else plan.start - last
        case Ask.LARGEST:
            return max(history)
        case Ask.SMALLEST:
            return min(history)
        case Ask.SPREAD:
            return max(history) - min(history)
        case Ask.AVERAGE:
            return str(Fraction(sum(history), len(history)))
        case Ask.COUNT_ABOVE:
            return sum(value > plan.amount for value in history)
        case Ask.COUNT_RISES:
            return sum(after > before for before, after in pairwise([plan.start, *history]))
        case Ask.PEAK:
            return history.index(max(history)) + 1
        case Ask.UNTIL_ABOVE | Ask.UNTIL_BELOW:
            return len(history)
        case Ask.GROUPS:
            return last // plan.amount
        case Ask.REST:
            return last % plan.amount
        case Ask.FLOW:
            return abs(sum(flows[plan.flow]))


def certain_answer(plan: Plan) -> int | str:
    """Answer from the rules' closed expressions, by recursion from the last round back to the first."""

    def at(number: int) -> Fraction:
        if number == 0:
            return Fraction(plan.start)
        return passed(at(number - 1), number, len(plan.turns))

    def passed(value: Fraction, number: int, turns: int) -> Fraction:
        for turn in plan.turns[:turns]:
            value = settled(value, turn, number)
        return value

    ends = [at(number) for number in range(plan.rounds + 1)]
    ranked = sorted(ends[1:])
    whole = int(ends[-1] / plan.amount) if plan.amount else 0
    match plan.ask:
        case Ask.LAST | Ask.CHANGE:
            return int(ends[-1]) if plan.ask is Ask.LAST else int(abs(ends[-1] - ends[0]))
        case Ask.LARGEST | Ask.SMALLEST | Ask.SPREAD:
            return int({Ask.LARGEST: ranked[-1], Ask.SMALLEST: ranked[0]}.get(plan.ask, ranked[-1] - ranked[0]))
        case Ask.AVERAGE:
            return str(sum((value / plan.rounds for value in ranked), Fraction()))
        case Ask.COUNT_ABOVE:
            return plan.rounds - len([value for value in ranked if value <= plan.amount])
        case Ask.COUNT_RISES:
            return plan.rounds - len([1 for before, after in pairwise(ends) if before >= after])
        case Ask.PEAK:
            return next(number for number, value in enumerate(ends) if number and value == ranked[-1])
        case Ask.UNTIL_ABOVE:
            return len([1 for value in ends if value <= plan.amount])
        case Ask.UNTIL_BELOW:
            return len([1 for value in ends if value >= plan.amount])
        case Ask.GROUPS | Ask.REST:
            return whole if plan.ask is Ask.GROUPS else int(ends[-1] - whole * plan.amount)
        case Ask.FLOW:
            steps = [
                passed(ends[number - 1], number, plan.flow + 1) - passed(ends[number - 1], number, plan.flow)
                for number in range(1, plan.rounds + 1)
            ]
            return int(sum(map(abs, steps)))
