"""Polynomials with whole coefficients: multiplied, differentiated, added, shifted, and then evaluated."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages

_FUNCTIONS = {
    "value_at": """
def value_at(coefficients, x):
    value = 0
    for coefficient in coefficients:
        value = value * x + coefficient
    return value
""",
}
_DISTRACTORS = ("The exercise is worth {} points.", "It is exercise {} of the sheet.")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a polynomial, what is done to it, and a question about the last one."""
    degree = at_difficulty(difficulty, (1, 2, 2, 3, 3))
    start = [rng.choice((-1, 1)) * rng.randint(2, 9) for _ in range(degree + 1)]
    start[0] = abs(start[0])
    number = at_difficulty(difficulty, (1, 2, 3, 4, 5))
    chain = draw_stages(rng, number, start, _stages, _fits)
    name = rng.choice("PQFG")
    opening = Opening(f"Let {name}(x) = {_text(start)}.", "coefficients", start, start)
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), difficulty, name))
    told = [_renamed(stage, name) for stage in chain]
    return tell_stages(rng, opening, told, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _renamed(stage: Stage[list[int]], name: str) -> Stage[list[int]]:
    told = stage.told.replace("P(x)", f"{name}(x)")
    return Stage(told, stage.forms, stage.follow, stage.again, stage.givens, stage.after)


def _fits(coefficients: list[int]) -> bool:
    return 2 <= len(coefficients) <= 6 and coefficients[0] != 0 and max(map(abs, coefficients)) <= 400


def _text(coefficients: Sequence[int]) -> str:
    """Write a polynomial, highest power first: `3x^2 - x + 5`."""
    text = ""
    for power, coefficient in zip(range(len(coefficients) - 1, -1, -1), coefficients, strict=True):
        if coefficient == 0:
            continue
        letter = {0: "", 1: "x"}.get(power, f"x^{power}")
        size = "" if abs(coefficient) == 1 and letter else str(abs(coefficient))
        sign = (" - " if coefficient < 0 else " + ") if text else ("-" if coefficient < 0 else "")
        text += f"{sign}{size}{letter}"
    return text


def _at(coefficients: list[int], x: int) -> int:
    return sum(coefficient * x**power for power, coefficient in enumerate(reversed(coefficients)))


def _horner(coefficients: list[int], x: int) -> int:
    return coefficients[0] if len(coefficients) == 1 else _horner(coefficients[:-1], x) * x + coefficients[-1]


def _product(left: list[int], right: list[int]) -> list[int]:
    by_power = [0] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            by_power[i + j] += a * b
    return by_power


def _stages(rng: random.Random, value: list[int]) -> list[Stage[list[int]]]:
    root, factor, shift, head = rng.randint(2, 5), rng.randint(2, 4), rng.randint(2, 30), rng.randint(2, 4)
    other = [rng.choice((-1, 1)) * rng.randint(2, 9) for _ in value]
    other[0] = abs(other[0])
    degree = len(value) - 1
    return [
        Stage(f"P(x) is multiplied by (x - {root}).",
              ("{product} = {x} + [0]\nfor {place}, {coefficient} in enumerate({x}):\n"
               "    {product}[{place} + 1] -= {root} * {coefficient}\n{x} = {product}",
               "{raised} = {x} + [0]\n{scaled} = [0] + [{root} * coefficient for coefficient in {x}]\n"
               "{x} = [a - b for a, b in zip({raised}, {scaled})]"),
              lambda p: [a - root * b for a, b in zip([*p, 0], [0, *p], strict=True)],
              lambda p: _product(p, [1, -root]), (("root", root),), "with_root"),
        Stage(f"P(x) is multiplied by ({head}x + {shift}).",
              ("{product} = [0] * (len({x}) + 1)\nfor {place}, {coefficient} in enumerate({x}):\n"
               "    {product}[{place}] += {head} * {coefficient}\n"
               "    {product}[{place} + 1] += {tail} * {coefficient}\n{x} = {product}",
               "{raised} = [{head} * coefficient for coefficient in {x}] + [0]\n"
               "{level} = [0] + [{tail} * coefficient for coefficient in {x}]\n"
               "{x} = [a + b for a, b in zip({raised}, {level})]"),
              lambda p: [head * a + shift * b for a, b in zip([*p, 0], [0, *p], strict=True)],
              lambda p: _product([head, shift], p), (("head", head), ("tail", shift)), "with_factor", shift < 10),
        Stage("P(x) is replaced by its derivative.",
              ("{degree} = len({x}) - 1\n"
               "{x} = [({degree} - i) * c for i, c in enumerate({x}[:-1])]",
               "{derivative} = []\n{power} = len({x}) - 1\nfor {coefficient} in {x}[:-1]:\n"
               "    {derivative}.append({power} * {coefficient})\n    {power} -= 1\n{x} = {derivative}"),
              lambda p: [(len(p) - 1 - place) * c for place, c in enumerate(p[:-1])],
              lambda p: [power * p[-power - 1] for power in range(len(p) - 1, 0, -1)], after="derivative",
              possible=degree > 1),
        Stage(f"The polynomial {_text(other)} is added to P(x).",
              ("{x} = [a + b for a, b in zip({x}, {added})]",
               "for {place}, {coefficient} in enumerate({added}):\n    {x}[{place}] += {coefficient}"),
              lambda p: [a + b for a, b in zip(p, other, strict=True)],
              lambda p: [sum(pair) for pair in zip_longest(other, p, fillvalue=0)], (("added", other),), "sum_of_both"),
        Stage(f"The polynomial {_text(other)} is subtracted from P(x).",
              ("{x} = [a - b for a, b in zip({x}, {subtracted})]",
               "for {place} in range(len({x})):\n    {x}[{place}] -= {subtracted}[{place}]"),
              lambda p: [a - b for a, b in zip(p, other, strict=True)],
              lambda p: [-(b - a) for a, b in zip_longest(p, other, fillvalue=0)], (("subtracted", other),),
              "difference"),
        Stage(f"P(x) is multiplied by {factor}.",
              ("{x} = [{factor} * coefficient for coefficient in {x}]",
               "for {place} in range(len({x})):\n    {x}[{place}] *= {factor}"),
              lambda p: [factor * c for c in p], lambda p: _product(p, [factor]), (("factor", factor),), "multiple"),
        Stage(f"The constant term of P(x) is increased by {shift}.",
              ("{x}[-1] += {shift}", "{x} = {x}[:-1] + [{x}[-1] + {shift}]"),
              lambda p: [*p[:-1], p[-1] + shift], lambda p: [a + b for a, b in zip(p, [0] * degree + [shift],
                                                                                   strict=True)],
              (("shift", shift),), "shifted"),
        Stage("In P(x), x is replaced by -x.",
              ("for {place} in range(len({x}) - 2, -1, -2):\n    {x}[{place}] = -{x}[{place}]",
               "{degree} = len({x}) - 1\nfor {place}, {coefficient} in enumerate({x}):\n"
               "    if ({degree} - {place}) % 2 == 1:\n        {x}[{place}] = -{coefficient}"),
              lambda p: [c * (-1) ** (len(p) - 1 - place) for place, c in enumerate(p)],
              lambda p: [c if (len(p) - place) % 2 else -c for place, c in enumerate(p)]),
        Stage("The coefficients of P(x) are written in reverse order, which gives a new P(x).",
              ("{x} = {x}[::-1]", "{x}.reverse()", "{x} = list(reversed({x}))"), lambda p: p[::-1],
              lambda p: [p[-place] for place in range(1, len(p) + 1)], after="reversed_coefficients",
              possible=value[-1] != 0),
    ]  # fmt: skip


def _asks(rng: random.Random, value: list[int], difficulty: int, name: str) -> list[Ask[list[int]]]:
    x, low, span = rng.randint(2, 6), rng.randint(2, 4), at_difficulty(difficulty, (3, 4, 5, 6, 7))
    high, limit = low + span, rng.randint(100, 900)
    rising = value[0] > 0 and any(_at(value, n) > limit for n in range(1, 12))
    return [
        Ask(f"What is {name}({x}) now?",
            ("return value_at({x}, {point})",
             "{value} = 0\nfor {coefficient} in {x}:\n    {value} = {value} * {point} + {coefficient}\n"
             "return {value}",
             "{value} = 0\n{power} = 1\nfor {coefficient} in reversed({x}):\n    {value} += {coefficient} * {power}\n"
             "    {power} *= {point}\nreturn {value}",
             "{terms} = [c * {point} ** i for i, c in enumerate({x}[::-1])]\nreturn sum({terms})"),
            lambda p: _at(p, x), lambda p: _horner(p, x), (("point", x),), named="value"),
        Ask(f"By how much is {name}({x + span}) greater than {name}({x})? Answer with a negative number if it is "
            "smaller.",
            ("return value_at({x}, {right}) - value_at({x}, {left})",
             "{rise} = 0\n{degree} = len({x}) - 1\nfor {place}, {coefficient} in enumerate({x}):\n"
             "    {power} = {degree} - {place}\n    {rise} += {coefficient} * ({right}**{power} - {left}**{power})\n"
             "return {rise}"),
            lambda p: _at(p, x + span) - _at(p, x), lambda p: sum(b - a for a, b in pairwise(
                _horner(p, n) for n in range(x, x + span + 1))), (("left", x), ("right", x + span)), named="rise"),
        Ask(f"What is the sum of {name}(x) for all whole numbers x from {low} to {high} now?",
            ("{total} = 0\nfor {point} in range({low}, {high} + 1):\n    {total} += value_at({x}, {point})\n"
             "return {total}",
             "return sum(value_at({x}, point) for point in range({low}, {high} + 1))"),
            lambda p: sum(_at(p, n) for n in range(low, high + 1)),
            lambda p: sum(c * sum(n**power for n in range(low, high + 1)) for power, c in enumerate(p[::-1])),
            (("low", low), ("high", high)), named="total"),
        Ask(f"For how many whole numbers x from -{high} to {high} is {name}(x) now greater than 0?",
            ("{positive} = 0\nfor {point} in range(-{bound}, {bound} + 1):\n    if value_at({x}, {point}) > 0:\n"
             "        {positive} += 1\nreturn {positive}",
             "{values} = [value_at({x}, point) for point in range(-{bound}, {bound} + 1)]\n"
             "return len([value for value in {values} if value > 0])"),
            lambda p: sum(_at(p, n) > 0 for n in range(-high, high + 1)),
            lambda p: 2 * high + 1 - sum(_horner(p, n) <= 0 for n in range(-high, high + 1)), (("bound", high),),
            "numbers", possible=difficulty > 2),
        Ask(f"Which is the smallest whole number x greater than 0 for which {name}(x) is now greater than {limit}?",
            ("{point} = 1\nwhile value_at({x}, {point}) <= {limit}:\n    {point} += 1\nreturn {point}",
             "{point} = 0\nwhile True:\n    {point} += 1\n    if value_at({x}, {point}) > {limit}:\n"
             "        break\nreturn {point}"),
            lambda p: next(n for n in range(1, 12) if _at(p, n) > limit),
            lambda p: 1 + [_horner(p, n) > limit for n in range(1, 12)].index(True), (("limit", limit),),
            possible=rising),
        Ask(f"What is the sum of the coefficients of {name}(x) now?",
            ("return sum({x})", "{total} = 0\nfor {coefficient} in {x}:\n    {total} += {coefficient}\nreturn {total}",
             "return value_at({x}, 1)"),
            sum, lambda p: _horner(p, 1), named="total"),
        Ask(f"What is the largest coefficient of {name}(x) now?",
            ("return max({x})",
             "{largest} = {x}[0]\nfor {coefficient} in {x}[1:]:\n    if {coefficient} > {largest}:\n"
             "        {largest} = {coefficient}\nreturn {largest}"),
            max, lambda p: sorted(p)[-1], named="largest"),
    ]  # fmt: skip
