"""Committees from two or three groups of people, with conditions on how many come from which group."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from math import comb

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import (
    Givens,
    Opening,
    count_asks,
    count_stages,
    draw_ask,
    draw_stages,
    last_value,
    opposite,
    tell_stages,
)
from tracepile.sources.math.wording import listed

_GROUPS = ("teachers", "parents", "pupils", "doctors", "nurses", "cooks", "drivers", "gardeners", "painters")
_BODIES = ("committee", "team", "delegation", "jury")
_DISTRACTORS = ("It will meet {} times a year.", "The room has {} chairs.", "Last year it had another chair.")
_FUNCTIONS = {
    "choose": """
def choose(pool, taken):
    ways = 1
    for number in range(1, taken + 1):
        ways = ways * (pool - taken + number) // number
    return ways
""",
}


@dataclass(frozen=True, slots=True)
class _Condition:
    """A condition on the numbers taken from the groups: told, as code on the groups' fields, and decided."""

    told: str
    givens: Givens
    code: str
    holds: Callable[[list[int]], bool]


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw groups, the size of the body, conditions, and a question about the number of choices."""
    number = at_difficulty(difficulty, (2, 2, 2, 3, 3))
    groups = rng.sample(_GROUPS, number)
    pools = [rng.randint(3, 6) for _ in groups]
    size = at_difficulty(difficulty, (2, 3, 4, 3, 4))
    conditions = _draw_conditions(rng, groups, size, rng.randint(1, 2 if difficulty > 1 else 1))
    splits = _splits(size, number)
    allowed = [
        split
        for split in splits
        if all(condition.holds(split) for condition in conditions)
        and all(taken <= pool for taken, pool in zip(split, pools, strict=True))
    ]
    choices = 0
    for split in allowed:
        ways = 1
        for pool, taken in zip(pools, split, strict=True):
            ways *= comb(pool, taken)
        choices += ways
    if choices < 3 or len(allowed) < 2:
        return compose(rng, difficulty)
    body = rng.choice(_BODIES)
    people = [f"{pool} {group}" for pool, group in zip(pools, groups, strict=True)]
    told = f"A {body} of {size} people is chosen from {listed(people)}."
    told = " ".join([told, *(condition.told.format(body=body) for condition in conditions)])
    givens: Givens = (
        *((group, pool) for group, pool in zip(groups, pools, strict=True)),
        ("size", size),
        *(given for condition in conditions for given in condition.givens),
    )
    opening = Opening(told, "choices", choices, _enumerated(pools, size, conditions), givens,
                      _forms(groups, [condition.code for condition in conditions]))  # fmt: skip
    bodies = {"jury": "juries"}.get(body, f"{body}s")
    stages = rng.randint(*((0, 1), (0, 1), (0, 2), (0, 2), (1, 3))[difficulty - 1])
    chain = draw_stages(rng, stages, choices, count_stages, lambda n: 3 <= n <= 5000)
    plain = f"How many different {bodies} are possible?" if not chain else "How many are counted in the end?"
    what = f"the number of possible {bodies}" if not chain else "the number in the end"
    ask = draw_ask(rng, count_asks(rng, last_value(choices, chain), plain, what, bodies))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _splits(size: int, groups: int) -> list[list[int]]:
    if groups == 1:
        return [[size]]
    return [[first, *rest] for first in range(size + 1) for rest in _splits(size - first, groups - 1)]


def _enumerated(pools: list[int], size: int, conditions: list[_Condition]) -> int:
    """Form every single body out of numbered people and test it."""
    people = [group for group, pool in enumerate(pools) for _ in range(pool)]
    count = 0
    for body in combinations(range(len(people)), size):
        taken = [0] * len(pools)
        for person in body:
            taken[people[person]] += 1
        count += all(condition.holds(taken) for condition in conditions)
    return count


def _draw_conditions(rng: random.Random, groups: list[str], size: int, number: int) -> list[_Condition]:
    a, b = rng.sample(range(len(groups)), 2)
    first, second = groups[a], groups[b]
    least, most, even = rng.randint(1, size - 1), rng.randint(1, size - 1), rng.randint(0, 1)
    one = first[:-1]
    conditions = [
        _Condition(f"At least {least} {one if least == 1 else first} must be in the {{body}}.", (("least", least),),
                   f"{{{first}_taken}} >= {{least}}", lambda taken: taken[a] >= least),
        _Condition(f"At most {most} {second[:-1] if most == 1 else second} may be in the {{body}}.", (("most", most),),
                   f"{{{second}_taken}} <= {{most}}", lambda taken: taken[b] <= most),
        _Condition(f"There must be more {first} than {second} in the {{body}}.", (),
                   f"{{{first}_taken}} > {{{second}_taken}}", lambda taken: taken[a] > taken[b]),
        _Condition(f"The number of {first} in the {{body}} must be {'odd' if even else 'even (0 is even, too)'}.", (),
                   f"{{{first}_taken}} % 2 == {even}", lambda taken: taken[a] % 2 == even),
        _Condition(f"The {{body}} must not consist of {first} only.", (), f"{{{first}_taken}} < {{size}}",
                   lambda taken: taken[a] < size),
        _Condition(f"Both {first} and {second} must be represented.", (),
                   f"{{{first}_taken}} > 0 and {{{second}_taken}} > 0", lambda taken: taken[a] > 0 and taken[b] > 0),
        _Condition(f"The numbers of {first} and {second} in the {{body}} must not be equal.", (),
                   f"{{{first}_taken}} != {{{second}_taken}}", lambda taken: taken[a] != taken[b]),
    ]  # fmt: skip
    return rng.sample(conditions, number)


def _forms(groups: list[str], tests: list[str]) -> tuple[str, ...]:
    """Write the sum over all splits of the seats, with the last group taking what the others leave."""
    taken = [f"{{{group}_taken}}" for group in groups]
    forms = []
    for choose in ("math.comb", "choose") if len(groups) == 2 else ("math.comb",):
        for style in ("joined", "skipped", "named"):
            lines, indent = ["{x} = 0"], ""
            left = "{size}"
            for name, group in zip(taken[:-1], groups[:-1], strict=True):
                lines.append(f"{indent}for {name} in range(min({{{group}}}, {left}) + 1):")
                indent += "    "
                left = f"{left} - {name}"
            lines.append(f"{indent}{taken[-1]} = {left}")
            lines.append(f"{indent}if {taken[-1]} > {{{groups[-1]}}}:")
            lines.append(f"{indent}    continue")
            if style == "skipped":
                for test in tests:
                    lines.extend([f"{indent}if {opposite(test)}:", f"{indent}    continue"])
            else:
                lines.append(f"{indent}if {' and '.join(tests)}:")
                indent += "    "
            if style == "named" or len(groups) > 2:
                lines.append(f"{indent}{{ways}} = 1")
                lines.extend(
                    f"{indent}{{ways}} *= {choose}({{{group}}}, {name})"
                    for name, group in zip(taken, groups, strict=True)
                )
                lines.append(f"{indent}{{x}} += {{ways}}")
            else:
                calls = [f"{choose}({{{group}}}, {name})" for name, group in zip(taken, groups, strict=True)]
                lines.append(f"{indent}{{x}} += {' * '.join(calls)}")
            forms.append("\n".join(lines))
    return tuple(forms)
