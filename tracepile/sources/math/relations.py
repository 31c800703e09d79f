"""Stories of several quantities, each told by its relation to others, in an order that need not be that of solving."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.relation_plans import (
    Ask,
    Fact,
    Relation,
    answer,
    certain_answer,
    draw_ask,
    draw_facts,
    settled,
)
from tracepile.sources.math.relation_programs import program
from tracepile.sources.math.wording import digits, paragraph

_DISTRACTION = 0.3
_SHUFFLED = 0.5


@dataclass(frozen=True, slots=True)
class World:
    """Words for quantities of one kind.

    Attributes:
        names: the owners of the quantities, as they are named in sentences.
        unit: what each quantity counts.
        have: the verb that joins an owner and the quantity, in the singular.
        all_have: subject and verb for all owners together, such as `they have`.
        every: the word for an owner, in the plural.
        value: a sentence with one field that says what one piece is worth, in dollars.
        distractors: sentences of no consequence, with at most one field for a number that is never used.
    """

    names: tuple[str, ...]
    unit: str
    have: str
    all_have: str
    every: str
    value: str
    distractors: tuple[str, ...] = ()


def relate(rng: random.Random, difficulty: int, world: World) -> Problem:
    """Draw quantities with their relations and a question about them."""
    facts, values = draw_facts(rng, at_difficulty(difficulty, (3, 4, 5, 7, 9)))
    names = rng.sample(world.names, len(facts))
    told = []
    for fact, name in zip(facts, names, strict=True):
        told.append(_told(fact, name, [names[source] for source in fact.sources], world))
    if rng.random() < _SHUFFLED:
        rng.shuffle(told)
    if world.distractors and rng.random() < _DISTRACTION:
        told.insert(rng.randint(0, len(told)), rng.choice(world.distractors).format(rng.randint(3, 60)))
    ask, places, amount = draw_ask(rng, facts, values)
    certain = settled(facts)
    question, unit = _question(ask, world, [names[place] for place in places], amount)
    found = answer(ask, [values[place] for place in places], amount)
    check = certain_answer(ask, [certain[place] for place in places], Fraction(amount))
    code = program(rng, facts, [_variable(name) for name in names], (ask, places, amount))
    return Problem(paragraph(*told, question), code, found, check, unit)


def _told(fact: Fact, name: str, others: Sequence[str], world: World) -> str:
    a, b = (*map(digits, fact.amounts), "", "")[:2]
    p, q = (*others, "", "")[:2]
    have, unit = world.have, world.unit
    match fact.relation:
        case None:
            return f"{name} {have} {a} {unit}."
        case Relation.MORE:
            return f"{name} {have} {a} {unit} more than {p}."
        case Relation.FEWER:
            return f"{name} {have} {a} {unit} fewer than {p}."
        case Relation.TIMES:
            return f"{name} {have} {a} times as many {unit} as {p}."
        case Relation.TIMES_MORE:
            return f"{name} {have} {b} {unit} more than {a} times as many as {p}."
        case Relation.SHARE:
            return f"{name} {have} 1/{a} as many {unit} as {p}."
        case Relation.FRACTION:
            return f"{name} {have} {a}/{b} as many {unit} as {p}."
        case Relation.PERCENT:
            return f"{name} {have} {a}% of the number of {unit} that {p} {have}."
        case Relation.PERCENT_MORE:
            return f"{name} {have} {a}% more {unit} than {p}."
        case Relation.SUM:
            return f"{name} {have} as many {unit} as {p} and {q} together."
        case Relation.SUM_FEWER:
            return f"{name} {have} {a} {unit} fewer than {p} and {q} together."
        case Relation.GAP:
            return f"{name} {have} as many {unit} as the numbers for {p} and {q} differ by."
        case Relation.HALFWAY:
            return f"{name} {have} as many {unit} as the average of {p} and {q}."
        case Relation.LARGER:
            return f"{name} {have} {a} {unit} more than whichever of {p} and {q} {have} more."
        case Relation.SMALLER:
            return f"{name} {have} {a} times as many {unit} as whichever of {p} and {q} {have} fewer."
        case Relation.GRADED:
            return (
                f"If {p} {have} more {unit} than {q}, then {name} {have} {a} more than {p}, and otherwise {b} more "
                f"than {p}."
            )


def _question(ask: Ask, world: World, names: Sequence[str], amount: int) -> tuple[str, str]:
    """Give the question and the unit of its answer."""
    unit, all_have, have = world.unit, world.all_have, world.have
    verb = all_have.split()[-1]
    exact = "Give a whole number or a fraction in lowest terms."
    told = {
        Ask.TOTAL: f"How many {unit} do {all_have} altogether?",
        Ask.LARGEST: f"What is the largest of these numbers of {unit}?",
        Ask.SPREAD: f"What is the difference between the largest and the smallest of these numbers of {unit}?",
        Ask.AVERAGE: f"What is the average of these numbers of {unit}? {exact}",
        Ask.COUNT_ABOVE: f"How many of the {world.every} {verb} more than {digits(amount)} {unit}?",
        Ask.SUM_ABOVE: f"How many {unit} do the {world.every} with more than {digits(amount)} {verb} altogether?",
        Ask.VALUE: f"{world.value.format(amount)} How many dollars does that come to for all of them?",
        Ask.LACK: f"How many {unit} are missing if {digits(amount)} are wanted altogether?",
    }
    if ask is Ask.ONE:
        return f"What is the number of {unit} that {names[0]} {have}?", unit
    if ask is Ask.DIFFERENCE:
        return f"By how many {unit} do the numbers for {names[0]} and {names[1]} differ?", unit
    if ask is Ask.RATIO:
        whose = f"the number for {names[0]} is divided by the number for {names[1]}"
        return f"What is the result if {whose}? {exact}", ""
    return told[ask], {Ask.COUNT_ABOVE: world.every, Ask.VALUE: "dollars"}.get(ask, unit)


def _variable(name: str) -> str:
    """Give the word that tells an owner from the others: `Maya`, `Hill` of `Hill Farm`, `chess` of `the chess club`."""
    return name.lower().removeprefix("the ").split()[0]
