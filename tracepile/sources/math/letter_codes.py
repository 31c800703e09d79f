"""Codes of a few letters under conditions: listed, grown letter by letter, and counted."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby, pairwise, product

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

_SETTINGS = (
    ("A cloakroom marks its hooks with codes", "code"),
    ("A sailor signals with strings of lettered flags", "string"),
    ("A machine writes words", "word"),
    ("A jeweller strings lettered beads in rows", "row"),
)
_DISTRACTORS = ("The book of them has {} pages.", "They have been in use for {} years.", "{} people know the rules.")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule for codes: in words, as a test on the name `code`, and decided two ways."""

    told: str
    givens: Givens
    test: str
    holds: Callable[[str], bool]
    again: Callable[[str], bool]


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw letters, a length, rules, and a question about the number of codes."""
    letters = "".join(sorted(rng.sample("ABCDEFGHKLMNPRSTUVWXYZ", 2 if rng.random() < 0.6 else 3)))
    length = at_difficulty(difficulty, (3, 3, 4, 4, rng.randint(4, 5)) if len(letters) == 2 else (2, 2, 2, 3, 3))
    rules = _draw_rules(rng, letters, length, 1 if difficulty < 3 else rng.randint(1, 3))
    codes = [code for code in map("".join, product(letters, repeat=length)) if all(rule.holds(code) for rule in rules)]
    again = [code for code in _grown(letters, length) if all(rule.again(code) for rule in rules)]
    if len(codes) < 2:
        return compose(rng, difficulty)
    scene, thing = rng.choice(_SETTINGS)
    stages = rng.randint(*((0, 1), (0, 1), (0, 2), (1, 2), (1, 3))[difficulty - 1])
    things = f"{thing}s"
    chain = draw_stages(rng, stages, len(codes), count_stages, lambda n: 3 <= n <= 5000)
    told = f"{scene}; each {thing} consists of {length} letters, and each letter is {listed([*letters], 'or')}."
    told = " ".join([told, *(rule.told.format(thing=thing) for rule in rules)])
    givens: Givens = (("length", length), *(given for rule in rules for given in rule.givens))
    forms = _forms(letters, [rule.test for rule in rules])
    opening = Opening(told, "count", len(codes), len(again), givens, forms)
    plain = f"How many different {things} are possible?" if not chain else "How many are counted in the end?"
    what = f"the number of possible {things}" if not chain else "the number in the end"
    ask = draw_ask(rng, count_asks(rng, last_value(len(codes), chain), plain, what, things))
    return tell_stages(rng, opening, chain, ask, distractors=_DISTRACTORS)


def _grown(letters: str, length: int) -> list[str]:
    return [""] if length == 0 else [letter + code for letter in letters for code in _grown(letters, length - 1)]


def _draw_rules(rng: random.Random, letters: str, length: int, number: int) -> list[_Rule]:
    first, second = rng.sample(letters, 2)
    most, least = rng.randint(1, max(1, length - 1)), rng.randint(1, max(1, length - 1))
    run = rng.randint(2, max(2, length - 1))
    many = "letter" if most == 1 else "letters"
    rules = [
        _Rule(f"No two neighbouring letters of a {{thing}} are both {first}.", (), f'"{first * 2}" not in code',
              lambda code: first * 2 not in code,
              lambda code: not any(a == b == first for a, b in pairwise(code))),
        _Rule(f"A {{thing}} never has {run} equal letters in a row.", (("run", run),),
              f'all(letter * run not in code for letter in "{letters}")',
              lambda code: all(letter * run not in code for letter in letters),
              lambda code: max(len(list(equal)) for _, equal in groupby(code)) < run),
        _Rule(f"At most {most} {many} of a {{thing}} may be {first}.", (("most", most),),
              f'code.count("{first}") <= most', lambda code: code.count(first) <= most,
              lambda code: sum(char == first for char in code) < most + 1),
        _Rule(f"At least {least} {'letter' if least == 1 else 'letters'} of a {{thing}} must be {second}.",
              (("least", least),), f'code.count("{second}") >= least', lambda code: code.count(second) >= least,
              lambda code: len(code.replace(second, "")) <= len(code) - least),
        _Rule(f"A {{thing}} does not begin with {first}.", (), f'code[0] != "{first}"',
              lambda code: code[0] != first, lambda code: not code.startswith(first)),
        _Rule("The first and the last letter of a {thing} are different.", (), "code[0] != code[-1]",
              lambda code: code[0] != code[-1], lambda code: code[:1] not in code[-1:]),
        _Rule(f"Somewhere in a {{thing}}, {first} is followed immediately by {second}.", (),
              f'"{first + second}" in code', lambda code: first + second in code,
              lambda code: any(code[i : i + 2] == first + second for i in range(length))),
        _Rule(f"The number of times that {second} occurs in a {{thing}} is even (it may be 0).", (),
              f'code.count("{second}") % 2 == 0', lambda code: code.count(second) % 2 == 0,
              lambda code: sum(char == second for char in code) in range(0, length + 1, 2)),
        _Rule("A {thing} that reads differently backwards is not allowed.", (), "code == code[::-1]",
              lambda code: code == code[::-1], lambda code: all(code[i] == code[-1 - i] for i in range(length))),
    ]  # fmt: skip
    return rng.sample(rules, number)


def _forms(letters: str, tests: list[str]) -> tuple[str, ...]:
    """Write the count: over all codes, code by code, grown letter by letter, or sifted rule by rule."""
    each = [f"if {test}:" for test in tests]
    nested = [f"{'    ' * depth}{condition}" for depth, condition in enumerate(each)]
    step = f"{'    ' * len(each)}{{x}} += 1"
    head = "{x} = 0\nfor {letters} in product(" + f'"{letters}"' + ", repeat={length}):\n"
    loop = head + '    {code} = "".join({letters})\n'
    counted = "".join(f"    {line}\n" for line in [*nested, step])
    broken = "".join(f"    if {opposite(test)}:\n        continue\n" for test in tests) + "    {x} += 1"
    grow = (
        '{codes} = [""]\nfor _ in range({length}):\n'
        f"    {{codes}} = [start + letter for start in {{codes}} for letter in \"{letters}\"]\n"
    )  # fmt: skip
    sift = "".join(f"{{codes}} = [code for code in {{codes}} if {test}]\n" for test in tests)
    go = "{x} = 0\nfor {code} in {codes}:\n" + counted
    bound = [_bound(text) for text in (loop + counted, loop + broken, grow + go)]
    return (*(text.rstrip("\n") for text in bound), grow + _sift_names(sift) + "{x} = len({codes})")


def _bound(text: str) -> str:
    """Turn the names in the rules' tests into fields of a form."""
    text = re.sub(r"(?<![\w{\"])code(?![\w}\"])", "{code}", text)
    return re.sub(r"(?<![\w{\"])(run|most|least)(?![\w}\"])", r"{\1}", text)


def _sift_names(text: str) -> str:
    return re.sub(r"(?<![\w{\"])(run|most|least)(?![\w}\"])", r"{\1}", text)
