"""Stories of one quantity that goes through the same rules in every round, and what can be asked about them."""

from __future__ import annotations

import random
from dataclasses import replace

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.round_plans import Ask, Plan, Setting, answer, certain_answer, followed
from tracepile.sources.math.round_programs import program
from tracepile.sources.math.round_rules import LISTED, VARYING, Rule, Turn, change, draw_turn
from tracepile.sources.math.wording import digits, listed, ordinal, paragraph

_LARGEST = 500_000
_DISTRACTION = 0.25
_ORDER = ("First, {}.", "Next, {}.", "After that, {}.", "Then, {}.", "Finally, {}.")


def play(rng: random.Random, difficulty: int, setting: Setting) -> Problem:
    """Draw a plan for a setting and tell it as a problem."""
    plan = _draw(rng, difficulty, setting)
    clauses = [setting.rules[turn.rule] for turn in plan.turns]
    history, flows = followed(plan)
    period = setting.period
    told = [clause.text.format(*_spoken(turn)) for clause, turn in zip(clauses, plan.turns, strict=True)]
    order = [*_ORDER[: len(told) - 1], _ORDER[-1] if len(told) > 2 else _ORDER[-2]]
    if len(told) == 1:
        rules = [f"In every {period}, {told[0]}."]
    else:
        rules = [f"Every {period} goes as follows."]
        rules += [words.format(text) for words, text in zip(order, told, strict=True)]
    extra = ""
    if setting.distractors and rng.random() < _DISTRACTION:
        extra = rng.choice(setting.distractors).format(rng.randint(3, 60))
    template = clauses[plan.flow].flow if plan.ask is Ask.FLOW else setting.asks[plan.ask]
    question = template.format(n=plan.rounds, a=digits(plan.amount))
    if plan.ask is Ask.AVERAGE:
        question += " Give a whole number or a fraction in lowest terms."
    unit = setting.unit
    if plan.ask in (Ask.COUNT_ABOVE, Ask.COUNT_RISES):
        unit = f"{period}s"
    elif plan.ask in (Ask.PEAK, Ask.UNTIL_ABOVE, Ask.UNTIL_BELOW, Ask.GROUPS):
        unit = ""
    opening = setting.opening.format(digits(plan.start))
    facts = [opening, extra, *rules] if rng.random() < 0.5 else [opening, *rules, extra]
    return Problem(
        paragraph(*facts, question),
        program(rng, plan, setting, clauses),
        answer(plan, history, flows),
        certain_answer(plan),
        unit,
    )


def _spoken(turn: Turn) -> list[str]:
    if turn.rule in LISTED:
        return [listed([digits(value) for value in turn.amounts])]
    if turn.rule in (Rule.EVERY_GAIN, Rule.EVERY_LOSS):
        return [ordinal(turn.amounts[0]), *map(digits, turn.amounts[1:])]
    return [digits(amount) for amount in turn.amounts]


def _draw(rng: random.Random, difficulty: int, setting: Setting) -> Plan:
    low, high = setting.span
    others = sorted(set(setting.rules) - set(setting.always))
    while True:
        start = rng.randint(-(-low // setting.grain), high // setting.grain) * setting.grain
        rounds = at_difficulty(difficulty, (3, 4, 5, 7, 9)) + rng.randint(0, 1)
        number = at_difficulty(difficulty, (rng.randint(1, 2), 2, rng.randint(2, 3), 3, rng.randint(3, 4)))
        rules = [*setting.always, *rng.sample(others, number - len(setting.always))]
        rng.shuffle(rules)
        turns = tuple(draw_turn(rule, rng, start, rounds) for rule in rules)
        plan = Plan(start, rounds, turns, Ask.LAST)
        history, flows = followed(plan)
        lively = all(any(flow) for flow in flows) and len(set(history)) > 2
        if not lively or min(history) < 2 or max(history) > _LARGEST or not _solvent(plan):
            continue
        chosen = _draw_ask(rng, plan, setting, history)
        if chosen:
            return chosen


def _solvent(plan: Plan) -> bool:
    """Say whether the quantity stays positive after each rule of each round."""
    value = plan.start
    for number in range(1, plan.rounds + 1):
        for turn in plan.turns:
            value += change(value, turn, number)
            if value < 1:
                return False
    return True


def _draw_ask(rng: random.Random, plan: Plan, setting: Setting, history: list[int]) -> Plan | None:
    last, before = history[-1], [plan.start, *history[:-1]]
    varying = [index for index, turn in enumerate(plan.turns) if turn.rule in VARYING and setting.rules[turn.rule].flow]
    options = dict.fromkeys((Ask.LAST, Ask.LARGEST, Ask.SMALLEST, Ask.SPREAD, Ask.AVERAGE, Ask.PEAK), 0)
    options[Ask.COUNT_RISES] = 0
    if abs(last - plan.start) > 1:
        options[Ask.CHANGE] = 0
    if last > max(before):
        options[Ask.UNTIL_ABOVE] = rng.randint(max(before), last - 1)
    if last < min(before) and last + 1 < min(before):
        options[Ask.UNTIL_BELOW] = rng.randint(last + 1, min(before))
    options[Ask.COUNT_ABOVE] = rng.choice(history) - rng.choice((0, 1))
    size = rng.randint(3, 15)
    if last > 3 * size and last % size > 1:
        options.update({Ask.GROUPS: size, Ask.REST: size})
    asks = [ask for ask in options if ask in setting.asks]
    if max(history) == min(history) or len(set(history)) < len(history) // 2:
        return None
    if varying and rng.random() < 0.3:
        return replace(plan, ask=Ask.FLOW, flow=rng.choice(varying))
    weighted = [ask for ask in asks if ask in (Ask.UNTIL_ABOVE, Ask.UNTIL_BELOW)]
    ask = rng.choice([*asks, *weighted])
    return replace(plan, ask=ask, amount=options[ask])
