"""Frequency tables of small numbers: joined, corrected and thinned, then mean, median, mode, spread or a share."""

from __future__ import annotations

import random
import statistics
from fractions import Fraction
from itertools import accumulate

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import listed

_SCENES = (
    ("households", "In a street, the numbers of households with {} members are {} respectively.", "members"),
    ("goals", "In a league, the numbers of matches with {} goals are {} respectively.", "goals"),
    ("books", "The numbers of pupils who read {} books in a year are {} respectively.", "books"),
    ("marks", "In a test, the numbers of pupils who got {} points are {} respectively.", "points"),
    ("calls", "The numbers of hours in which an office got {} calls are {} respectively.", "calls"),
)
_DISTRACTORS = ("The table was made in {} minutes.", "It was printed {} times.", "It hangs in the town hall.")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a table, what happens to it, and a question about it."""
    name, scene, unit = rng.choice(_SCENES)
    number = at_difficulty(difficulty, (3, 3, 4, 5, 6))
    low = rng.randint(2, 5)
    values = sorted(rng.sample(range(low, low + number + 2), number))
    start = [rng.randint(2, 15) for _ in values]
    stages = at_difficulty(difficulty, (1, 2, 3, 4, 5))
    chain = draw_stages(rng, stages, start, lambda r, c: _stages(r, c, values, unit), _fits)
    told = scene.format(listed([str(v) for v in values]), listed([str(count) for count in start]))
    opening = Opening(told, name, start, start, (("values", values),))
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), values, unit))
    return tell_stages(rng, opening, chain, ask, distractors=_DISTRACTORS)


def _fits(counts: list[int]) -> bool:
    return sum(count > 0 for count in counts) >= 2 and sum(counts) <= 400


def _stages(rng: random.Random, value: list[int], values: list[int], unit: str) -> list[Stage[list[int]]]:
    place, other = rng.sample(range(len(values)), 2)
    more, factor, least = rng.randint(2, 9), rng.randint(2, 3), sorted(value)[1]
    second = [rng.randint(2, 9) for _ in values]
    less = rng.randint(2, max(2, value[place] - 1))
    moved, bound = rng.randint(2, max(2, value[place] - 1)), values[len(values) // 2]
    return [
        Stage(f"Then {more} further cases with {values[place]} {unit} become known.",
              ("{x}[{values}.index({late_value})] += {late_cases}",
               "for {i}, {value} in enumerate({values}):\n    if {value} == {late_value}:\n"
               "        {x}[{i}] += {late_cases}"),
              lambda c: [n + more * (i == place) for i, n in enumerate(c)],
              lambda c: [*c[:place], c[place] + more, *c[place + 1 :]],
              (("late_value", values[place]), ("late_cases", more))),
        Stage(f"It turns out that {less} of the cases with {values[place]} {unit} were counted by mistake, and they "
              "are struck out.",
              ("{x}[{values}.index({false_value})] -= {false_cases}",
               "{place} = {values}.index({false_value})\n{x}[{place}] = {x}[{place}] - {false_cases}"),
              lambda c: [n - less * (i == place) for i, n in enumerate(c)],
              lambda c: [*c[:place], c[place] - less, *c[place + 1 :]],
              (("false_value", values[place]), ("false_cases", less)), possible=value[place] > less),
        Stage(f"A second table with the numbers {listed([str(n) for n in second])} for the same values is joined to "
              "it.",
              ("{x} = [a + b for a, b in zip({x}, {second_table})]",
               "for {i}, {count} in enumerate({second_table}):\n    {x}[{i}] += {count}"),
              lambda c: [a + b for a, b in zip(c, second, strict=True)],
              lambda c: [c[i] + second[i] for i in range(len(c))], (("second_table", second),), "joined"),
        Stage(f"All the counts are multiplied by {factor}.",
              ("{x} = [{factor} * count for count in {x}]",
               "for {i} in range(len({x})):\n    {x}[{i}] *= {factor}"),
              lambda c: [factor * n for n in c], lambda c: [sum([n] * factor) for n in c], (("factor", factor),),
              "multiplied"),
        Stage(f"Values with fewer than {least} cases are left out: their counts become 0.",
              ("{x} = [count if count >= {least} else 0 for count in {x}]",
               "for {i}, {count} in enumerate({x}):\n    if {count} < {least}:\n        {x}[{i}] = 0"),
              lambda c: [n if n >= least else 0 for n in c], lambda c: [n * (n >= least) for n in c],
              (("least", least),), "frequent", 1 < least < max(value)),
        Stage(f"{moved} cases are moved from {values[place]} to {values[other]} {unit}, where they belong.",
              ("{x}[{values}.index({wrong_value})] -= {moved}\n{x}[{values}.index({right_value})] += {moved}",
               "for {i}, {value} in enumerate({values}):\n    if {value} == {wrong_value}:\n        {x}[{i}] -= "
               "{moved}\n    elif {value} == {right_value}:\n        {x}[{i}] += {moved}"),
              lambda c: [n + moved * ((i == other) - (i == place)) for i, n in enumerate(c)],
              lambda c: [n - moved if i == place else n + moved if i == other else n for i, n in enumerate(c)],
              (("wrong_value", values[place]), ("right_value", values[other]), ("moved", moved)),
              possible=value[place] > moved),
        Stage(f"The counts of all values below {bound} are halved, rounding down.",
              ("for {i}, {value} in enumerate({values}):\n    if {value} < {bound}:\n        {x}[{i}] //= 2",
               "{halved} = []\nfor {value}, {count} in zip({values}, {x}):\n    if {value} < {bound}:\n"
               "        {count} //= 2\n    {halved}.append({count})\n{x} = {halved}"),
              lambda c: [n // 2 if v < bound else n for v, n in zip(values, c, strict=True)],
              lambda c: [n >> (values[i] < bound) for i, n in enumerate(c)], (("bound", bound),),
              possible=values[0] < bound),
    ]  # fmt: skip


def _cases(values: list[int], counts: list[int]) -> list[int]:
    """Write every case out."""
    return [value for value, count in zip(values, counts, strict=True) for _ in range(count)]


def _asks(rng: random.Random, value: list[int], values: list[int], unit: str) -> list[Ask[list[int]]]:
    bound, exact = rng.choice(values[1:]), "Give a whole number or a fraction in lowest terms."
    modes = value.count(max(value)) == 1
    odd = sum(value) % 2 == 1
    return [
        Ask(f"What is the mean number of {unit} of all cases? {exact}",
            ("{weighted} = sum(v * n for v, n in zip({values}, {x}))\nreturn str(Fraction({weighted}, sum({x})))",
             "{weighted} = 0\nfor {value}, {count} in zip({values}, {x}):\n    {weighted} += {value} * {count}\n"
             "return str(Fraction({weighted}, sum({x})))"),
            lambda c: str(Fraction(sum(v * n for v, n in zip(values, c, strict=True)), sum(c))),
            lambda c: str(statistics.mean(map(Fraction, _cases(values, c))))),
        Ask(f"Which number of {unit} occurs most often now?",
            ("return {values}[{x}.index(max({x}))]",
             "{most} = 0\n{mode} = 0\nfor {value}, {count} in zip({values}, {x}):\n    if {count} > {most}:\n"
             "        {most} = {count}\n        {mode} = {value}\nreturn {mode}"),
            lambda c: values[c.index(max(c))], lambda c: statistics.mode(_cases(values, c)), unit=unit, named="mode",
            possible=modes),
        Ask(f"What is the median number of {unit} of all cases?",
            ("{middle} = sum({x}) // 2\n{passed} = 0\nfor {value}, {count} in zip({values}, {x}):\n"
             "    {passed} += {count}\n    if {passed} > {middle}:\n        break\nreturn {value}",
             "{cases} = []\nfor {value}, {count} in zip({values}, {x}):\n    {cases}.extend([{value}] * {count})\n"
             "return {cases}[len({cases}) // 2]"),
            lambda c: values[sum(passed <= sum(c) // 2 for passed in accumulate(c))],
            lambda c: statistics.median(_cases(values, c)), unit=unit, possible=odd),
        Ask(f"What is the total number of {unit} in all cases together?",
            ("return sum(v * n for v, n in zip({values}, {x}))",
             "{total} = 0\nfor {i}, {count} in enumerate({x}):\n    {total} += {values}[{i}] * {count}\n"
             "return {total}"),
            lambda c: sum(v * n for v, n in zip(values, c, strict=True)), lambda c: sum(_cases(values, c)), unit=unit,
            named="total"),
        Ask("How many cases does the table hold now?",
            ("return sum({x})", "{total} = 0\nfor {count} in {x}:\n    {total} += {count}\nreturn {total}"), sum,
            lambda c: len(_cases(values, c)), unit="cases", named="total"),
        Ask(f"Which share of the cases has at least {bound} {unit}? Give a fraction in lowest terms, or 0 or 1.",
            ("{high} = sum(n for v, n in zip({values}, {x}) if v >= {share_bound})\n"
             "return str(Fraction({high}, sum({x})))",
             "{high} = 0\nfor {value}, {count} in zip({values}, {x}):\n    if {value} >= {share_bound}:\n"
             "        {high} += {count}\nreturn str(Fraction({high}, sum({x})))"),
            lambda c: str(Fraction(sum(n for v, n in zip(values, c, strict=True) if v >= bound), sum(c))),
            lambda c: str(1 - Fraction(sum(v < bound for v in _cases(values, c)), sum(c))), (("share_bound", bound),)),
        Ask(f"What is the variance of the numbers of {unit}, that is, the mean of the squared distances from their "
            f"mean? {exact}",
            ("{size} = sum({x})\n{weighted} = sum(v * n for v, n in zip({values}, {x}))\n"
             "{mean} = Fraction({weighted}, {size})\n"
             "{squares} = sum(n * (v - {mean}) ** 2 for v, n in zip({values}, {x}))\nreturn str({squares} / {size})",
             "{size} = sum({x})\n{weighted} = 0\n{squares} = 0\nfor {value}, {count} in zip({values}, {x}):\n"
             "    {weighted} += {value} * {count}\n    {squares} += {value} * {value} * {count}\n"
             "return str(Fraction({squares}, {size}) - Fraction({weighted}, {size}) ** 2)"),
            lambda c: str(Fraction(sum(v * v * n for v, n in zip(values, c, strict=True)), sum(c))
                          - Fraction(sum(v * n for v, n in zip(values, c, strict=True)), sum(c)) ** 2),
            lambda c: str(statistics.pvariance(list(map(Fraction, _cases(values, c)))))),
    ]  # fmt: skip
