"""Quadratic equations with whole roots, one after another: rectangles, products, squares of sums."""

from __future__ import annotations

import random
from math import isqrt

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import (
    Ask,
    Opening,
    Stage,
    count_asks,
    draw_ask,
    draw_stages,
    last_value,
    tell_stages,
)
from tracepile.sources.math.wording import digits

_FUNCTIONS = {
    "positive_root": """
def positive_root(b, c):
    discriminant = b * b - 4 * c
    return (math.isqrt(discriminant) - b) // 2
""",
    "two_roots": """
def two_roots(total, product):
    spread = math.isqrt(total * total - 4 * product)
    return (total - spread) // 2, (total + spread) // 2
""",
}
_DISTRACTORS = ("This exercise is worth {} points.", "It took the class {} minutes.", "The page has {} such exercises.")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a number, equations that lead from it to others, and a question."""
    start = rng.randint(8, at_difficulty(difficulty, (40, 60, 80, 100, 120)))
    number = at_difficulty(difficulty, (1, 2, 3, 5, 6))
    chain = draw_stages(rng, number, start, _stages, lambda n: 2 <= n <= 400)
    value = last_value(start, chain)
    asks: list[Ask[int]] = [
        *count_asks(rng, value, "What is N in the end?", "N", "")[:4],
        Ask("What is the square of N in the end?", ("return {x} ** 2", "return {x} * {x}"), lambda n: n * n,
            lambda n: sum(range(1, 2 * n, 2)), named="square"),
        Ask("How many whole numbers greater than 0 have a square that is at most N?",
            ("return math.isqrt({x})",
             "{root} = 0\nwhile ({root} + 1) ** 2 <= {x}:\n    {root} += 1\nreturn {root}"),
            isqrt, lambda n: len([k for k in range(1, n + 1) if k * k <= n]), unit="numbers", named="root"),
    ]  # fmt: skip
    opening = Opening(f"Let N be {start}.", "number", start, start)
    functions, distractors = _FUNCTIONS, _DISTRACTORS
    return tell_stages(rng, opening, chain, draw_ask(rng, asks), functions=functions, distractors=distractors)


def _found(left: int, right: int) -> int:
    """Give the whole number y from 0 with y * (y + left) == right."""
    return next(y for y in range(right + 1) if y * (y + left) == right)


def _root(b: int, right: int) -> int:
    return (isqrt(b * b + 4 * right) - b) // 2


def _stages(rng: random.Random, value: int) -> list[Stage[int]]:
    pairs = [(low, value // low) for low in range(2, isqrt(value) + 1) if value % low == 0 and value // low > low + 1]
    low, high = rng.choice(pairs or [(0, 0)])
    root, longer = rng.randint(max(3, isqrt(value) - 3), isqrt(value) + 9), rng.randint(2, 9)
    product, sides = root * (root + longer), high - low
    surplus, missing = product - value, value - product
    triangle = root * (root + 1) // 2
    total = low + high
    b = rng.randint(isqrt(4 * value) + 1, isqrt(4 * value) + 9)
    summand, minus, times = rng.randint(5, 60), rng.randint(2, max(3, value // 2)), rng.randint(2, 4)
    return [
        Stage(f"The area of a rectangle is N square metres, and it is {sides} m longer than it is wide. Replace N "
              "by its width in metres.",
              ("{x} = positive_root({longer}, -{x})",
               "{width} = 1\nwhile {width} * ({width} + {longer}) < {x}:\n    {width} += 1\n{x} = {width}",
               "{spread} = math.isqrt({longer} ** 2 + 4 * {x})\n{x} = ({spread} - {longer}) // 2"),
              lambda n: _root(sides, n), lambda n: _found(sides, n), (("longer", sides),), "width", possible=low > 0),
        Stage(f"The area of a rectangle is N square metres, and it is {sides} m longer than it is wide. Replace N "
              "by its length in metres.",
              ("{x} = positive_root({excess}, -{x}) + {excess}",
               "{length} = {excess} + 1\nwhile {length} * ({length} - {excess}) < {x}:\n    {length} += 1\n"
               "{x} = {length}",
               "{x} = (math.isqrt({excess} ** 2 + 4 * {x}) + {excess}) // 2"),
              lambda n: _root(sides, n) + sides, lambda n: _found(sides, n) + sides, (("excess", sides),), "length",
              possible=low > 0),
        Stage(f"Two numbers have the sum {total} and the product N. Replace N by the smaller of them.",
              ("{x} = two_roots({sum_of_both}, {x})[0]",
               "{smaller} = 1\nwhile {smaller} * ({sum_of_both} - {smaller}) != {x}:\n    {smaller} += 1\n"
               "{x} = {smaller}",
               "{smaller}, {greater} = two_roots({sum_of_both}, {x})\n{x} = min({smaller}, {greater})"),
              lambda n: -_root(-total, -n) + total, lambda n: next(y for y in range(total) if y * (total - y) == n),
              (("sum_of_both", total),), "smaller_number", possible=low > 0),
        Stage(f"Two numbers have the sum {total} and the product N. Replace N by their difference.",
              ("{x} = math.isqrt({total} ** 2 - 4 * {x})",
               "{smaller}, {greater} = two_roots({total}, {x})\n{x} = {greater} - {smaller}",
               "{square} = {total} * {total} - 4 * {x}\n{x} = math.isqrt({square})"),
              lambda n: isqrt(total * total - 4 * n),
              lambda n: next(total - 2 * y for y in range(total) if y * (total - y) == n), (("total", total),),
              "difference", possible=low > 0),
        Stage(f"A whole number greater than 0, multiplied by the number that is greater by {longer}, gives "
              f"{digits(abs(surplus))} {'more' if surplus > 0 else 'less'} than N. Replace N by this whole number.",
              (f"{{right}} = {{x}} {'+' if surplus > 0 else '-'} {{shift}}\n"
               "{x} = positive_root({step}, -{right})",
               f"{{right}} = {{x}} {'+' if surplus > 0 else '-'} {{shift}}\n{{trial}} = 1\n"
               "while {trial} * ({trial} + {step}) < {right}:\n    {trial} += 1\n{x} = {trial}"),
              lambda n: _root(longer, n + surplus), lambda n: _found(longer, n - missing),
              (("step", longer), ("shift", abs(surplus))), "root", possible=abs(surplus) > 1),
        Stage(f"The sum of all whole numbers from 1 to some number is {digits(abs(triangle - value))} "
              f"{'more' if triangle > value else 'less'} than N. Replace N by this last number of the sum.",
              (f"{{goal}} = {{x}} {'+' if triangle > value else '-'} {{gap}}\n{{x}} = positive_root(1, -2 * {{goal}})",
               f"{{goal}} = {{x}} {'+' if triangle > value else '-'} {{gap}}\n{{last}} = 0\n{{total}} = 0\n"
               "while {total} < {goal}:\n    {last} += 1\n    {total} += {last}\n{x} = {last}"),
              lambda n: _root(1, 2 * (n + triangle - value)),
              lambda n: next(k for k in range(n + triangle) if sum(range(k + 1)) == n + triangle - value),
              (("gap", abs(triangle - value)),), "last_number", possible=abs(triangle - value) > 1),
        Stage(f"Replace N by the discriminant of the equation in which y squared minus {b} times y plus N is 0, "
              f"that is, by the square of {b} minus 4 times N.",
              ("{x} = {linear} ** 2 - 4 * {x}", "{square} = {linear} * {linear}\n{x} = {square} - 4 * {x}"),
              lambda n: b * b - 4 * n, lambda n: sum([b] * b) - n - n - n - n, (("linear", b),), "discriminant"),
        Stage(f"Add {summand} to N.", ("{x} = {x} + {summand}",), lambda n: n + summand, lambda n: sum((n, summand)),
              (("summand", summand),), "increased_number"),
        Stage(f"Subtract {minus} from N.", ("{x} = {x} - {subtrahend}",), lambda n: n - minus,
              lambda n: sum((n, -minus)), (("subtrahend", minus),), "reduced_number", possible=minus < value - 8),
        Stage(f"Multiply N by {times}.", ("{x} = {x} * {factor}",), lambda n: n * times, lambda n: sum([n] * times),
              (("factor", times),), "multiplied_number", possible=value < 60),
    ]  # fmt: skip
