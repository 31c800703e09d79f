"""Bells, lamps and gear wheels that return after fixed times: common multiples, common divisors and coincidences."""

from __future__ import annotations

import random
from dataclasses import dataclass
from math import gcd, lcm, prod

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import digits, listed

_FUNCTIONS = {
    "common_divisor": """
def common_divisor(a, b):
    while b > 0:
        a, b = b, a % b
    return a
""",
    "common_multiple": """
def common_multiple(a, b):
    multiple = max(a, b)
    step = multiple
    while multiple % a != 0 or multiple % b != 0:
        multiple += step
    return multiple
""",
}
_EASY = (4, 5, 6, 8, 9, 10, 12, 14, 15, 16, 18, 20, 21, 24, 27, 28, 30, 36, 40)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What gives the signals, in singular and plural, what a signal is, and the unit of time."""

    thing: str
    things: str
    does: str
    act: str
    unit: str
    variable: str


_SETTINGS = (
    _Setting("bell", "bells", "rings", "ring", "minutes", "bell_times"),
    _Setting("lamp", "lamps", "flashes", "flash", "seconds", "flash_times"),
    _Setting("bus line", "bus lines", "leaves the square", "leave the square", "minutes", "intervals"),
    _Setting("fountain", "fountains", "spouts", "spout", "seconds", "spout_times"),
    _Setting("lighthouse", "lighthouses", "gives a signal", "give a signal", "seconds", "periods"),
)
_DISTRACTORS = ("They have been in use for {} years.", "About {} people can see them.", "The town paid for them.")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw periods, changes of the set of periods, and a question about common times."""
    setting = rng.choice(_SETTINGS)
    start = rng.sample(_EASY[: at_difficulty(difficulty, (8, 10, 12, 16, 19))], rng.randint(2, 3))
    chain = draw_stages(
        rng,
        at_difficulty(difficulty, (1, 2, 3, 4, 5)),
        start,
        lambda r, periods: _stages(r, periods, setting),
        lambda periods: 2 <= len(periods) <= 6 and min(periods) >= 2 and max(periods) <= 90 and lcm(*periods) <= 5040,
    )
    opening = Opening(_told(rng, start, setting), setting.variable, start, start)
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), setting, difficulty))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _told(rng: random.Random, start: list[int], setting: _Setting) -> str:
    times = [str(period) for period in start]
    if rng.random() < 0.5:
        each = [f"one {setting.does} every {time} {setting.unit}" for time in times]
        return f"All {setting.things} of a town {setting.act} together at the start; from then on {listed(each)}."
    return (
        f"The times between two signals of the {len(start)} {setting.things} of a town are {listed(times)} "
        f"{setting.unit}, and all of them {setting.act} together at the start."
    )


def _stages(rng: random.Random, value: list[int], setting: _Setting) -> list[Stage[list[int]]]:
    thing, unit = setting.thing, setting.unit
    added, factor, delay = rng.choice(_EASY), rng.randint(2, 3), rng.randint(2, 6)
    largest, smallest, bound = max(value), min(value), sorted(value)[len(value) // 2]
    distinct = len(set(value)) == len(value)
    return [
        Stage(f"Another {thing} is added, which {setting.does} every {added} {unit}.",
              ("{x}.append({added})", "{x} = {x} + [{added}]"),
              lambda p: [*p, added], lambda p: p + [added][:1], (("added", added),)),
        Stage(f"The {thing} with the longest time between its signals is taken away.",
              ("{x}.remove(max({x}))", "{x} = [period for period in {x} if period < max({x})]",
               "{longest} = max({x})\n{x}.remove({longest})"),
              lambda p: [t for t in p if t != max(p)], lambda p: [*p[: p.index(largest)], *p[p.index(largest) + 1 :]],
              possible=len(value) > 2 and distinct),
        Stage(f"The time between two signals of each {thing} is made {factor} times as long.",
              ("{x} = [{factor} * period for period in {x}]",
               "for {index} in range(len({x})):\n    {x}[{index}] *= {factor}"),
              lambda p: [factor * t for t in p], lambda p: [sum([t] * factor) for t in p],
              (("factor", factor),)),
        Stage(f"The time of each {thing} that needs less than {bound} {unit} is made longer by {delay} {unit}.",
              ("for {index}, {period} in enumerate({x}):\n    if {period} < {bound}:\n"
               "        {x}[{index}] = {period} + {delay}",
               "{changed} = []\nfor {period} in {x}:\n    if {period} < {bound}:\n        {period} += {delay}\n"
               "    {changed}.append({period})\n{x} = {changed}"),
              lambda p: [t + delay if t < bound else t for t in p],
              lambda p: [t + delay * (bound > t) for t in p], (("bound", bound), ("delay", delay)),
              possible=smallest < bound),
        Stage("The longest of the times is halved.",
              ("{place} = {x}.index(max({x}))\n{x}[{place}] //= 2",
               "{longest} = max({x})\nfor {index}, {period} in enumerate({x}):\n    if {period} == {longest}:\n"
               "        {x}[{index}] = {period} // 2"),
              lambda p: [t // 2 if t == max(p) else t for t in p],
              lambda p: [*p[: p.index(largest)], largest // 2, *p[p.index(largest) + 1 :]],
              possible=largest % 2 == 0 and distinct and largest > 4),
        Stage(f"The two {setting.things} with the shortest times are joined: from now on they {setting.act} only when "
              "both would have done so, and they count as one.",
              ("{x}.sort()\n{joined} = math.lcm({x}[0], {x}[1])\n{x} = {x}[2:] + [{joined}]",
               "{x}.sort()\n{first} = {x}.pop(0)\n{second} = {x}.pop(0)\n"
               "{x}.append(common_multiple({first}, {second}))"),
              lambda p: [*sorted(p)[2:], lcm(*sorted(p)[:2])],
              lambda p: [*sorted(p)[2:], prod(sorted(p)[:2]) // gcd(*sorted(p)[:2])],
              possible=len(value) > 3),
    ]  # fmt: skip


def _asks(rng: random.Random, value: list[int], setting: _Setting, difficulty: int) -> list[Ask[list[int]]]:
    unit, together = setting.unit, lcm(*value)
    window = at_difficulty(difficulty, (10, 14, 18, 24, 29)) + rng.randint(-3, 3)
    limit = rng.randint(2, 6) * together + rng.randint(1, max(1, together - 1))
    return [
        Ask(f"After how many {unit} do all of them {setting.act} together for the first time again?",
            ("return math.lcm(*{x})",
             "{together} = 1\nfor {period} in {x}:\n    {together} = math.lcm({together}, {period})\n"
             "return {together}",
             "{together} = 1\nfor {period} in {x}:\n    {shared} = common_divisor({together}, {period})\n"
             "    {together} = {together} // {shared} * {period}\nreturn {together}",
             "{together} = {x}[0]\nfor {period} in {x}[1:]:\n"
             "    {together} = common_multiple({together}, {period})\nreturn {together}"),
            lambda p: lcm(*p), _by_prime_powers, unit=unit, named="together",
            possible=together <= 12 * max(value)),
        Ask(f"Counting the start, how many times do all of them {setting.act} together in the first {digits(limit)} "
            f"{unit}?",
            ("{together} = math.lcm(*{x})\nreturn {duration} // {together} + 1",
             "{together} = 1\nfor {period} in {x}:\n    {together} = {together} * {period} // "
             "math.gcd({together}, {period})\nreturn {duration} // {together} + 1",
             "{together} = math.lcm(*{x})\n{meetings} = 1\n{time} = {together}\nwhile {time} <= {duration}:\n"
             "    {meetings} += 1\n    {time} += {together}\nreturn {meetings}"),
            lambda p: limit // lcm(*p) + 1, lambda p: len(range(0, limit + 1, _by_prime_powers(p))),
            (("duration", limit),), "times"),
        Ask(f"How many signals do they give altogether in the first {window} {unit}, if those at the start are not "
            "counted?",
            ("return sum({duration} // period for period in {x})",
             "{signals} = 0\nfor {period} in {x}:\n    {signals} += {duration} // {period}\nreturn {signals}"),
            lambda p: sum(window // t for t in p), lambda p: sum(len(range(t, window + 1, t)) for t in p),
            (("duration", window),), "signals", "signals"),
        Ask(f"At how many of the full {unit} from 1 to {window} does exactly 1 of them {setting.act}?",
            ("{alone} = 0\nfor {time} in range(1, {duration} + 1):\n"
             "    {active} = sum(1 for period in {x} if {time} % period == 0)\n    if {active} == 1:\n"
             "        {alone} += 1\nreturn {alone}",
             "{alone} = 0\nfor {time} in range(1, {duration} + 1):\n"
             "    {active} = [period for period in {x} if {time} % period == 0]\n"
             "    if len({active}) == 1:\n        {alone} += 1\nreturn {alone}"),
            lambda p: sum(sum(time % t == 0 for t in p) == 1 for time in range(1, window + 1)),
            lambda p: _alone_by_sieve(p, window), (("duration", window),), "times", possible=window <= 32),
        Ask(f"What is the greatest number of {unit} that divides all of these times without remainder?",
            ("return math.gcd(*{x})",
             "{shared} = {x}[0]\nfor {period} in {x}[1:]:\n    {shared} = common_divisor({shared}, {period})\n"
             "return {shared}",
             "{shared} = min({x})\nwhile any(period % {shared} > 0 for period in {x}):\n    {shared} -= 1\n"
             "return {shared}"),
            lambda p: gcd(*p), lambda p: max(d for d in range(1, min(p) + 1) if not any(t % d for t in p)), unit=unit,
            named="shared", possible=min(value) < 25),
        Ask("How many signals does each of them give, added up over all of them, between the start and the next time "
            f"at which all {setting.act} together, if that time is counted and the start is not?",
            ("{together} = math.lcm(*{x})\nreturn sum({together} // period for period in {x})",
             "{together} = math.lcm(*{x})\n{signals} = 0\nfor {period} in {x}:\n"
             "    {signals} += {together} // {period}\nreturn {signals}"),
            lambda p: sum(lcm(*p) // t for t in p),
            lambda p: sum(prod(p) // t for t in p) // (prod(p) // _by_prime_powers(p)), unit="signals"),
    ]  # fmt: skip


def _by_prime_powers(periods: list[int]) -> int:
    """Build the least common multiple from the primes, dividing the periods as long as one is divisible."""
    rest, multiple, divisor = list(periods), 1, 2
    while max(rest) > 1:
        if any(period % divisor == 0 for period in rest):
            multiple *= divisor
            rest = [period // divisor if period % divisor == 0 else period for period in rest]
        else:
            divisor += 1
    return multiple


def _alone_by_sieve(periods: list[int], window: int) -> int:
    marks = [0] * (window + 1)
    for period in periods:
        for time in range(period, window + 1, period):
            marks[time] += 1
    return marks.count(1)
