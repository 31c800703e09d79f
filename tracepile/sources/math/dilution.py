"""Salt water, syrup and paint: poured together, thinned, boiled down and drawn off, in exact arithmetic."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import listed

_LIQUIDS = (("salt solution", "salt", "tank"), ("syrup", "sugar", "kettle"), ("brine", "salt", "barrel"),
            ("cleaning solution", "soap", "bucket"))  # fmt: skip
_DISTRACTORS = ("The room has a temperature of {} degrees.", "The label is {} years old.", "The lid stays open.")
_EXACT = "Give a whole number or a fraction in lowest terms."
_FUNCTIONS = {
    "percent_of": "def percent_of(amount, percent):\n    return Fraction(amount * percent, 100)",
    "without_part": "def without_part(amount, parts):\n    return amount - amount / parts",
}


@dataclass(frozen=True, slots=True)
class _Mix:
    """Kilograms of the dissolved stuff and of the whole."""

    stuff: Fraction
    weight: Fraction

    def plus(self, stuff: Fraction | int, weight: Fraction | int) -> _Mix:
        """Pour something in; negative amounts are taken out."""
        return _Mix(self.stuff + stuff, self.weight + weight)

    def times(self, factor: Fraction) -> _Mix:
        """Take a share of the well-stirred whole."""
        return _Mix(self.stuff * factor, self.weight * factor)


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a solution, what is done to it, and a question; x is the dissolved weight, beside the whole weight."""
    liquid, stuff, vessel = rng.choice(_LIQUIDS)
    weight, percent = rng.randint(4, 60), rng.randint(3, 40)
    start = _Mix(Fraction(weight * percent, 100), Fraction(weight))
    rounds = at_difficulty(difficulty, (2, 2, 3, 4, 6))
    chain = draw_stages(
        rng, at_difficulty(difficulty, (2, 3, 4, 5, 6)), start,
        lambda r, mix: _stages(r, mix, (liquid, stuff), rounds),
        lambda mix: 1 < mix.weight < 400 and mix.weight / 100 < mix.stuff < mix.weight / 2
        and mix.weight.denominator * mix.stuff.denominator < 10**9,
    )  # fmt: skip
    opening = Opening(
        f"A {vessel} contains {weight} kg of {liquid}, of which {percent}% by weight is {stuff}.", stuff, start, start,
        (("weight", weight), ("percent", percent)),
        ("{x} = Fraction({weight} * {percent}, 100)", "{x} = percent_of({weight}, {percent})"),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), liquid, stuff, vessel))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _stages(rng: random.Random, mix: _Mix, words: tuple[str, str], rounds: int) -> list[Stage[_Mix]]:
    liquid, stuff = words
    water, pure, other = rng.randint(2, 20), rng.randint(2, 9), rng.randint(3, 30)
    strength, parts, times = rng.randint(2, 45), rng.randint(3, 9), rng.randint(2, rounds + 1)
    limit, drawn = rng.randint(5, 40), rng.randint(2, max(2, int(mix.weight) // 3))
    poured = [rng.randint(2, 12) for _ in range(times)]
    strengths = [rng.randint(2, 45) for _ in range(times)]
    share = Fraction(parts - 1, parts)
    steam = Fraction(int(mix.weight * 2) // 10 + 1, 2)
    told = listed([f"{kg} kg with {p}%" for kg, p in zip(poured, strengths, strict=True)])
    return [
        Stage(f"{water} kg of water are added.", ("{weight} = {weight} + {water}", "{weight} += {water}"),
              lambda m: m.plus(0, water), lambda m: _Mix(m.stuff, water + m.weight), (("water", water),)),
        Stage(f"{pure} kg of {stuff} are stirred in.",
              ("{x} = {x} + {pure}\n{weight} = {weight} + {pure}",),
              lambda m: m.plus(pure, pure), lambda m: _Mix(pure + m.stuff, pure + m.weight), (("pure", pure),)),
        Stage(f"Then {other} kg of {liquid} with {strength}% {stuff} are poured in.",
              ("{x} = {x} + Fraction({other} * {strength}, 100)\n{weight} = {weight} + {other}",
               "{x} = {x} + percent_of({other}, {strength})\n{weight} = {weight} + {other}",
               "{brought} = percent_of({other}, {strength})\n{x} = {x} + {brought}\n{weight} = {weight} + {other}"),
              lambda m: m.plus(Fraction(other * strength, 100), other),
              lambda m: _Mix(m.stuff + other * Fraction(strength, 100), m.weight + other),
              (("other", other), ("strength", strength))),
        Stage(f"1/{parts} of the well-stirred {liquid} is drawn off.",
              ("{x} = {x} - {x} / {parts}\n{weight} = {weight} - Fraction({weight}) / {parts}",
               "{x} = without_part({x}, {parts})\n{weight} = without_part(Fraction({weight}), {parts})",
               "{kept} = Fraction({parts} - 1, {parts})\n{x} = {x} * {kept}\n{weight} = {weight} * {kept}"),
              lambda m: m.plus(-m.stuff / parts, -m.weight / parts), lambda m: m.times(share), (("parts", parts),)),
        Stage(f"{drawn} kg of the well-stirred {liquid} are drawn off and replaced by as much water.",
              ("{x} = {x} - {x} * {drawn} / {weight}",
               "{lost} = {x} / {weight} * {drawn}\n{x} = {x} - {lost}"),
              lambda m: m.plus(-m.stuff * drawn / m.weight, 0),
              lambda m: m.times((m.weight - drawn) / m.weight).plus(0, drawn), (("drawn", drawn),)),
        Stage(f"{times} times in a row, 1/{parts} of the content is drawn off and replaced by as much water.",
              ("for _ in range({times}):\n    {x} = {x} - {x} / {taken_parts}",
               "for _ in range({times}):\n    {x} = without_part({x}, {taken_parts})"),
              lambda m: reduce(lambda now, _: now.plus(-now.stuff / parts, 0), range(times), m),
              lambda m: _Mix(m.stuff * share**times, m.weight), (("times", times), ("taken_parts", parts))),
        Stage(f"Portions of {liquid} are poured in: {told} {stuff}.",
              ("for {portion}, {rate} in zip({portions}, {rates}):\n    {x} = {x} + percent_of({portion}, {rate})\n"
               "    {weight} = {weight} + {portion}",
               "for {portion}, {rate} in zip({portions}, {rates}):\n"
               "    {x} = {x} + Fraction({portion} * {rate}, 100)\n    {weight} += {portion}",
               "for {place} in range(len({portions})):\n    {portion} = {portions}[{place}]\n"
               "    {x} = {x} + Fraction({portion} * {rates}[{place}], 100)\n    {weight} = {weight} + {portion}"),
              lambda m: m.plus(Fraction(sum(p * q for p, q in zip(poured, strengths, strict=True)), 100), sum(poured)),
              lambda m: reduce(lambda now, pair: now.plus(pair[0] * Fraction(pair[1], 100), pair[0]),
                               zip(poured, strengths, strict=True), m),
              (("portions", poured), ("rates", strengths))),
        Stage(f"In the heat {steam.numerator}/{steam.denominator} kg of water go up in steam."
              if steam.denominator > 1 else f"In the heat {steam} kg of water go up in steam.",
              ("{weight} = {weight} - Fraction({steam_top}, {steam_bottom})",) if steam.denominator > 1
              else ("{weight} = {weight} - {steam_top}",),
              lambda m: m.plus(0, -steam), lambda m: _Mix(m.stuff, m.weight - steam),
              (("steam_top", steam.numerator), ("steam_bottom", steam.denominator)) if steam.denominator > 1
              else (("steam_top", steam.numerator),)),
        Stage(f"If more than {limit}% of it is {stuff} then, {water} kg of water are added, otherwise {pure} kg of "
              f"{stuff}.",
              ("if {x} * 100 > {weight} * {limit}:\n    {weight} = {weight} + {thin}\nelse:\n"
               "    {x} = {x} + {thicken}\n    {weight} = {weight} + {thicken}",
               "{concentration} = {x} * 100 / {weight}\nif {concentration} > {limit}:\n    {weight} += {thin}\nelse:\n"
               "    {x} += {thicken}\n    {weight} += {thicken}"),
              lambda m: m.plus(0, water) if m.stuff * 100 > m.weight * limit else m.plus(pure, pure),
              lambda m: (m.plus(pure, pure), m.plus(0, water))[m.stuff / m.weight > Fraction(limit, 100)],
              (("limit", limit), ("thin", water), ("thicken", pure))),
        Stage(f"As long as more than {limit}% of it is {stuff}, {water} kg of water are added again and again.",
              ("while {x} * 100 > {weight} * {bound}:\n    {weight} = {weight} + {splash}",
               "while {x} / {weight} > Fraction({bound}, 100):\n    {weight} += {splash}"),
              lambda m: _thinned(m, limit, water),
              lambda m: m.plus(0, water * max(0, -((m.weight - m.stuff * 100 / limit) // water))),
              (("bound", limit), ("splash", water)), possible=mix.stuff * 100 / limit - mix.weight < 5 * water),
    ]  # fmt: skip


def _thinned(mix: _Mix, limit: int, water: int) -> _Mix:
    while mix.stuff * 100 > mix.weight * limit:
        mix = mix.plus(0, water)
    return mix


def _asks(rng: random.Random, mix: _Mix, liquid: str, stuff: str, vessel: str) -> list[Ask[_Mix]]:
    cup = rng.randint(2, 6)
    goal = rng.randint(1, 4)
    return [
        Ask(f"What percentage of the content of the {vessel} is {stuff} in the end? {_EXACT}",
            ("return str({x} * 100 / {weight})", "{share} = {x} / {weight}\nreturn str({share} * 100)"),
            lambda m: str(m.stuff * 100 / m.weight), lambda m: str(100 / (m.weight / m.stuff)), unit="percent"),
        Ask(f"How many kilograms of {stuff} are in {cup} kg of the {liquid} in the end? {_EXACT}",
            ("return str({x} * {cup} / {weight})", "{rate} = {x} / {weight}\nreturn str({rate} * {cup})"),
            lambda m: str(m.stuff * cup / m.weight), lambda m: str(cup * (m.stuff / m.weight)), (("cup", cup),),
            "kilograms"),
        Ask(f"How many kilograms of the content of the {vessel} are not {stuff} in the end? {_EXACT}",
            ("return str({weight} - {x})", "{rest} = {weight} - {x}\nreturn str({rest})"),
            lambda m: str(m.weight - m.stuff), lambda m: str(-(m.stuff - m.weight)), unit="kilograms"),
        Ask(f"How many kilograms of water would have to be added in the end so that {goal}% of the content is {stuff}? "
            f"{_EXACT}",
            ("return str({x} * 100 / {goal} - {weight})",
             "{wanted_weight} = {x} * 100 / {goal}\nreturn str({wanted_weight} - {weight})"),
            lambda m: str(m.stuff * 100 / goal - m.weight), lambda m: str((100 * m.stuff - goal * m.weight) / goal),
            (("goal", goal),), "kilograms", possible=mix.stuff * 100 > mix.weight * goal),
        Ask(f"How many full kilograms of {stuff} and how many full kilograms of the whole are there in the end? Give "
            f"({stuff}, whole).",
            ("return int({x}), int({weight})", "{whole} = int({weight})\nreturn int({x}), {whole}"),
            lambda m: (int(m.stuff), int(m.weight)), lambda m: (m.stuff // 1, m.weight // 1)),
    ]  # fmt: skip
