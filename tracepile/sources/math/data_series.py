"""Series of measurements: moving sums, differences, sorting and clipping, and then a figure that sums them up."""

from __future__ import annotations

import random
import statistics
from fractions import Fraction
from itertools import accumulate, pairwise

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import listed, ordinal

_SCENES = (
    ("visitors", "A museum counts {} visitors on {} days in a row.", 5, 60),
    ("readings", "A water meter shows daily readings of {} litres over {} days.", 10, 90),
    ("cars", "At a bridge, {} cars are counted in {} successive hours.", 4, 50),
    ("steps", "In {1} successive minutes a walker makes {0} steps.", 40, 99),
    ("sales", "A bakery sells {} loaves on {} days in a row.", 10, 70),
)
_DISTRACTORS = ("The counting was done by {} people.", "The year before, no counting took place.", "It cost ${}.")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw measurements, what is done to the series, and a question about the last one."""
    name, scene, low, high = rng.choice(_SCENES)
    number = at_difficulty(difficulty, (4, 5, 6, 8, 9)) + rng.randint(0, 1)
    start = [rng.randint(low, high) for _ in range(number)]
    stages = at_difficulty(difficulty, (1, 2, 3, 4, 5))
    chain = draw_stages(rng, stages, start, _stages, lambda s: len(s) >= 3 and max(map(abs, s)) < 5000)
    told = scene.format(listed([str(value) for value in start]), number)
    opening = Opening(told, name, start, start)
    ask = draw_ask(rng, _asks(rng, last_value(start, chain)))
    return tell_stages(rng, opening, chain, ask, distractors=_DISTRACTORS)


def _stages(rng: random.Random, value: list[int]) -> list[Stage[list[int]]]:
    size, width = len(value), rng.randint(2, 3)
    bound, shift, factor = sorted(value)[size // 2], rng.randint(2, 20), rng.randint(2, 4)
    every = rng.randint(2, 3)
    extra = [rng.randint(2, 60) for _ in range(rng.randint(2, 3))]
    low, high = sorted(value)[1], sorted(value)[-2]
    others = [rng.randint(2, 40) for _ in value]
    return [
        Stage(f"The series is replaced by the sums of every {width} successive values.",
              ("{x} = [sum({x}[i:i + {width}]) for i in range(len({x}) - {width} + 1)]",
               "{sums} = []\nfor {i} in range(len({x}) - {width} + 1):\n    {sums}.append(sum({x}[{i}:{i} + "
               "{width}]))\n{x} = {sums}",
               "{window} = sum({x}[:{width}])\n{sums} = [{window}]\nfor {i} in range({width}, len({x})):\n"
               "    {window} += {x}[{i}] - {x}[{i} - {width}]\n    {sums}.append({window})\n{x} = {sums}"),
              lambda s: [sum(s[i : i + width]) for i in range(len(s) - width + 1)],
              lambda s: [b - a for a, b in zip([0, *accumulate(s)], [*accumulate(s)][width - 1 :], strict=False)],
              (("width", width),), "moving_sums", size > width + 1),
        Stage("The series is replaced by the changes from each value to the next (a fall counts as negative).",
              ("{x} = [b - a for a, b in zip({x}, {x}[1:])]",
               "{changes} = []\nfor {i} in range(1, len({x})):\n    {changes}.append({x}[{i}] - {x}[{i} - 1])\n"
               "{x} = {changes}"),
              lambda s: [b - a for a, b in pairwise(s)], lambda s: [s[i + 1] - s[i] for i in range(len(s) - 1)],
              after="changes", possible=size > 3),
        Stage("Each value is replaced by the sum of all values up to and including it.",
              ("for {i} in range(1, len({x})):\n    {x}[{i}] += {x}[{i} - 1]",
               "{running} = 0\n{sums} = []\nfor {value} in {x}:\n    {running} += {value}\n"
               "    {sums}.append({running})\n{x} = {sums}"),
              lambda s: [*accumulate(s)], lambda s: [sum(s[: i + 1]) for i in range(len(s))], after="running_sums"),
        Stage("The values are sorted from the smallest to the largest.", ("{x} = sorted({x})", "{x}.sort()"), sorted,
              lambda s: [min(sorted(s)[i:]) for i in range(len(s))], after="ranked", possible=value != sorted(value)),
        Stage("The order of the values is reversed.", ("{x} = {x}[::-1]", "{x}.reverse()"), lambda s: s[::-1],
              lambda s: [s[-i] for i in range(1, len(s) + 1)], after="backwards"),
        Stage(f"Values greater than {bound} are replaced by {bound}.",
              ("{x} = [min(value, {bound}) for value in {x}]",
               "for {i}, {value} in enumerate({x}):\n    if {value} > {bound}:\n        {x}[{i}] = {bound}"),
              lambda s: [min(v, bound) for v in s], lambda s: [bound if v > bound else v for v in s],
              (("bound", bound),), "clipped", max(value) > bound > 1),
        Stage(f"Only values from {low} to {high} are kept.",
              ("{x} = [value for value in {x} if {low} <= value <= {high}]",
               "{kept} = []\nfor {value} in {x}:\n    if {value} >= {low} and {value} <= {high}:\n"
               "        {kept}.append({value})\n{x} = {kept}"),
              lambda s: [v for v in s if low <= v <= high], lambda s: [v for v in s if not (v < low or v > high)],
              (("low", low), ("high", high)), "kept", size > 4 and low >= 0),
        Stage(f"{shift} is added to every value that is odd.",
              ("for {i}, {value} in enumerate({x}):\n    if {value} % 2 == 1:\n        {x}[{i}] += {shift}",
               "{x} = [value + {shift} if value % 2 == 1 else value for value in {x}]"),
              lambda s: [v + shift if v % 2 else v for v in s], lambda s: [v + shift * (v & 1) for v in s],
              (("shift", shift),), "shifted"),
        Stage(f"Every value is multiplied by {factor}.",
              ("{x} = [{factor} * value for value in {x}]",
               "for {i} in range(len({x})):\n    {x}[{i}] *= {factor}"),
              lambda s: [factor * v for v in s], lambda s: [sum([v] * factor) for v in s], (("factor", factor),),
              "multiples"),
        Stage(f"Of the series only the 1st value and then every {ordinal(every)} value after it are kept.",
              ("{x} = {x}[::{every}]",
               "{kept} = []\nfor {i}, {value} in enumerate({x}):\n    if {i} % {every} == 0:\n"
               "        {kept}.append({value})\n{x} = {kept}"),
              lambda s: s[::every], lambda s: [v for i, v in enumerate(s) if i % every == 0], (("every", every),),
              "thinned", size > 2 * every),
        Stage(f"The values {listed([str(item) for item in extra])} are appended at the end.",
              ("{x} = {x} + {late_values}", "{x}.extend({late_values})",
               "for {value} in {late_values}:\n    {x}.append({value})"),
              lambda s: [*s, *extra], lambda s: (extra[::-1] + s[::-1])[::-1], (("late_values", extra),), "extended"),
        Stage(f"The values {listed([str(item) for item in others])} of a second series are added to them, one to each.",
              ("{x} = [a + b for a, b in zip({x}, {second_series})]",
               "for {i}, {value} in enumerate({second_series}):\n    {x}[{i}] += {value}"),
              lambda s: [a + b for a, b in zip(s, others, strict=True)],
              lambda s: [s[i] + others[i] for i in range(len(s))], (("second_series", others),), "joint", size < 9),
    ]  # fmt: skip


def _asks(rng: random.Random, value: list[int]) -> list[Ask[list[int]]]:
    bound = rng.choice(sorted(value)[:-1])
    exact = "Give a whole number or a fraction in lowest terms."
    return [
        Ask(f"What is the mean of the values now? {exact}",
            ("return str(Fraction(sum({x}), len({x})))",
             "{total} = 0\nfor {value} in {x}:\n    {total} += {value}\nreturn str(Fraction({total}, len({x})))"),
            lambda s: str(Fraction(sum(s), len(s))), lambda s: str(statistics.mean(map(Fraction, s)))),
        Ask(f"What is the median of the values now? {exact}",
            ("{ranked} = sorted({x})\n{middle} = len({ranked}) // 2\nif len({ranked}) % 2 == 1:\n"
             "    return str({ranked}[{middle}])\nreturn str(Fraction({ranked}[{middle} - 1] + {ranked}[{middle}], 2))",
             "{ranked} = sorted({x})\nwhile len({ranked}) > 2:\n    {ranked} = {ranked}[1:-1]\n"
             "return str(Fraction(sum({ranked}), len({ranked})))"),
            lambda s: str(Fraction(sorted(s)[len(s) // 2] + sorted(s)[(len(s) - 1) // 2], 2)),
            lambda s: str(statistics.median(map(Fraction, s)))),
        Ask("What is the variance of the values now, that is, the mean of their squared distances from their mean? "
            f"{exact}",
            ("{mean} = Fraction(sum({x}), len({x}))\n{squares} = sum((value - {mean}) ** 2 for value in {x})\n"
             "return str({squares} / len({x}))",
             "{square_total} = sum(value * value for value in {x})\n{mean} = Fraction(sum({x}), len({x}))\n"
             "return str(Fraction({square_total}, len({x})) - {mean} * {mean})",
             "{mean} = Fraction(sum({x}), len({x}))\n{variance} = Fraction(0)\nfor {value} in {x}:\n"
             "    {distance} = {value} - {mean}\n    {variance} += {distance} * {distance} / len({x})\n"
             "return str({variance})"),
            lambda s: str(Fraction(sum(v * v for v in s), len(s)) - Fraction(sum(s), len(s)) ** 2),
            lambda s: str(statistics.pvariance([Fraction(v) for v in s]))),
        Ask("How far apart are the largest and the smallest value now?",
            ("return max({x}) - min({x})",
             "{largest} = {smallest} = {x}[0]\nfor {value} in {x}:\n    if {value} > {largest}:\n"
             "        {largest} = {value}\n    elif {value} < {smallest}:\n        {smallest} = {value}\n"
             "return {largest} - {smallest}"),
            lambda s: max(s) - min(s), lambda s: sorted(s)[-1] - sorted(s)[0], named="spread"),
        Ask(f"How many of the values are now greater than {bound}?",
            ("return len([value for value in {x} if value > {limit}])",
             "{above} = 0\nfor {value} in {x}:\n    if {value} > {limit}:\n        {above} += 1\nreturn {above}"),
            lambda s: sum(v > bound for v in s), lambda s: len(s) - sum(v <= bound for v in s), (("limit", bound),),
            "values", "above", bound >= 0),
        Ask("How many of the values are now greater than their mean?",
            ("{total} = sum({x})\nreturn len([value for value in {x} if value * len({x}) > {total}])",
             "{total} = sum({x})\n{above} = 0\nfor {value} in {x}:\n    if {value} * len({x}) > {total}:\n"
             "        {above} += 1\nreturn {above}"),
            lambda s: sum(v * len(s) > sum(s) for v in s),
            lambda s: sum(v > statistics.mean(map(Fraction, s)) for v in s), unit="values"),
        Ask("How many times is a value now greater than the one just before it?",
            ("{rises} = 0\nfor {earlier}, {later} in zip({x}, {x}[1:]):\n    if {later} > {earlier}:\n"
             "        {rises} += 1\nreturn {rises}",
             "return sum(1 for i in range(1, len({x})) if {x}[i] > {x}[i - 1])"),
            lambda s: sum(b > a for a, b in pairwise(s)), lambda s: sum(s[i] < s[i + 1] for i in range(len(s) - 1)),
            unit="times", named="rises"),
        Ask("What is the largest sum of two neighbouring values now?",
            ("return max(a + b for a, b in zip({x}, {x}[1:]))",
             "{best} = {x}[0] + {x}[1]\nfor {i} in range(2, len({x})):\n"
             "    {best} = max({best}, {x}[{i} - 1] + {x}[{i}])\nreturn {best}"),
            lambda s: max(a + b for a, b in pairwise(s)),
            lambda s: sorted(s[i] + s[i + 1] for i in range(len(s) - 1))[-1], named="best"),
        Ask("What is the sum of the values now?",
            ("return sum({x})", "{total} = 0\nfor {value} in {x}:\n    {total} += {value}\nreturn {total}"), sum,
            lambda s: [*accumulate(s)][-1], named="total"),
    ]  # fmt: skip
