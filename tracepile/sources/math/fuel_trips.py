"""A vehicle's tank on a journey: fuel is used by the distance, bought, lost, and must not run out."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import reduce

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import Person, listed, people

_VEHICLES = ("van", "bus", "lorry", "camper", "tractor")
_DISTRACTORS = ("The radio plays for {} minutes.", "There are {} sandwiches on board.", "The windows are open.")
_EXACT = "Give a whole number or a fraction in lowest terms."
_FUNCTIONS = {
    "used": "def used(kilometres, per_100):\n    return Fraction(kilometres * per_100, 100)",
    "filled": "def filled(litres, more, tank):\n    return min(litres + more, Fraction(tank))",
}


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a tank, what happens to the fuel, and a question; x is the fuel in litres, kept exactly."""
    who, vehicle = people(rng, 1)[0], rng.choice(_VEHICLES)
    tank, per_100 = rng.randrange(50, 130, 5), rng.randint(5, 18)
    first = rng.randint(tank // 2, tank)
    start = Fraction(first)
    rounds = at_difficulty(difficulty, (2, 3, 4, 5, 6))
    chain = draw_stages(
        rng, at_difficulty(difficulty, (2, 3, 4, 5, 6)), start,
        lambda r, litres: _stages(r, litres, who, (tank, per_100), rounds), lambda litres: 2 < litres <= tank,
    )  # fmt: skip
    opening = Opening(
        f"{who.name}'s {vehicle} needs {per_100} litres of fuel for 100 km. Its tank holds {tank} litres and contains "
        f"{first} litres now.", "litres", start, start, (("first_litres", first), ("per_100", per_100)),
        ("{x} = Fraction({first_litres})",),
    )  # fmt: skip
    driven = any("{per_100}" in stage.forms[0] for stage in chain)
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), (tank, per_100, first), driven))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS, who=who)


def _stages(
    rng: random.Random, litres: Fraction, who: Person, car: tuple[int, int], rounds: int
) -> list[Stage[Fraction]]:
    (tank, per_100), name, they = car, who.name, who.they
    kilometres, bought = rng.randint(20, 300), rng.randint(4, 50)
    legs = rng.sample(range(10, 20 + 40 * rounds), rounds + 1)
    reserve, share, detours = rng.randint(6, 20), rng.randint(5, 12), rng.randint(2, rounds + 1)
    detour, more = rng.randint(8, 60), rng.randint(2, 6)
    rate = Fraction(per_100, 100)
    told = listed([str(leg) for leg in legs])
    return [
        Stage(f"{name} drives {kilometres} km.",
              ("{x} = {x} - Fraction({kilometres} * {per_100}, 100)", "{x} = {x} - used({kilometres}, {per_100})",
               "{spent} = Fraction({kilometres} * {per_100}, 100)\n{x} = {x} - {spent}"),
              lambda v: v - Fraction(kilometres * per_100, 100), lambda v: v - rate * kilometres,
              (("kilometres", kilometres),), "after_drive"),
        Stage(f"{name} buys {bought} litres, or less if the tank is full before.",
              ("{x} = min({x} + {bought}, Fraction({tank}))", "{x} = filled({x}, {bought}, {tank})",
               "{x} = {x} + {bought}\nif {x} > {tank}:\n    {x} = Fraction({tank})"),
              lambda v: min(v + bought, Fraction(tank)), lambda v: v + (bought if tank - v > bought else tank - v),
              (("bought", bought), ("tank", tank))),
        Stage(f"{name} drives {told} km, one leg after another.",
              ("for {leg} in {legs}:\n    {x} = {x} - used({leg}, {per_100})",
               "for {leg} in {legs}:\n    {x} = {x} - Fraction({leg} * {per_100}, 100)",
               "{x} = {x} - used(sum({legs}), {per_100})"),
              lambda v: reduce(lambda left, leg: left - leg * rate, legs, v),
              lambda v: v - sum(legs) * rate, (("legs", legs),)),
        Stage(f"Legs of {told} km follow. Before each leg with which the tank would come below {reserve} litres, "
              f"{name} fills the tank up.",
              ("for {leg} in {far_legs}:\n    {need} = used({leg}, {per_100})\n    if {x} - {need} < {reserve}:\n"
               "        {x} = Fraction({full})\n    {x} = {x} - {need}",
               "for {leg} in {far_legs}:\n    {left} = {x} - Fraction({leg} * {per_100}, 100)\n"
               "    if {left} < {reserve}:\n        {left} = {left} + {full} - {x}\n    {x} = {left}"),
              lambda v: _driven(v, legs, rate, reserve, tank), lambda v: _driven_again(v, legs, rate, reserve, tank),
              (("far_legs", legs), ("reserve", reserve), ("full", tank))),
        Stage(f"1/{share} of the fuel is lost through a leak.",
              ("{x} = {x} * ({share} - 1) / {share}", "{x} = {x} - {x} / {share}",
               "{lost} = {x} / {share}\n{x} = {x} - {lost}"),
              lambda v: v - v / share, lambda v: v * Fraction(share - 1, share), (("share", share),), "after_leak"),
        Stage(f"{detours} times {they} goes back and forth between two towns that are {detour} km apart.",
              ("for _ in range({trips}):\n    {x} = {x} - used({apart}, {per_100}) * 2",
               "{x} = {x} - used({trips} * {apart} * 2, {per_100})",
               "for _ in range({trips} * 2):\n    {x} = {x} - Fraction({apart} * {per_100}, 100)"),
              lambda v: v - sum(2 * detour * rate for _ in range(detours)),
              lambda v: v - 2 * detours * detour * rate, (("trips", detours), ("apart", detour))),
        Stage(f"If there are fewer than {bought + reserve} litres left, {name} fills the tank up; otherwise {they} "
              f"gives a stranger {more} litres.",
              ("if {x} < {low}:\n    {x} = Fraction({whole_tank})\nelse:\n    {x} = {x} - {given}",
               "if {x} >= {low}:\n    {x} = {x} - {given}\nelse:\n    {x} = Fraction({whole_tank})"),
              lambda v: Fraction(tank) if v < bought + reserve else v - more,
              lambda v: v - more if v >= bought + reserve else v + (tank - v),
              (("low", bought + reserve), ("whole_tank", tank), ("given", more))),
        Stage(f"{name} drives {detour} km, again and again, as long as there are at least {reserve} litres in the tank "
              "before it.",
              ("while {x} >= {enough}:\n    {x} = {x} - used({round_trip}, {per_100})",
               "while {x} >= {enough}:\n    {x} = {x} - Fraction({round_trip} * {per_100}, 100)"),
              lambda v: _circled(v, reserve, detour * rate),
              lambda v: v - detour * rate * max(0, int((v - reserve) / (detour * rate)) + (v >= reserve)),
              (("enough", reserve), ("round_trip", detour)),
              possible=(litres - reserve) / (detour * rate) < rounds + 2),
    ]  # fmt: skip


def _driven(litres: Fraction, legs: list[int], rate: Fraction, reserve: int, tank: int) -> Fraction:
    for leg in legs:
        if litres - leg * rate < reserve:
            litres = Fraction(tank)
        litres -= leg * rate
    return litres


def _driven_again(litres: Fraction, legs: list[int], rate: Fraction, reserve: int, tank: int) -> Fraction:
    """Look at the last leg before which the tank was filled: all legs after it are paid from a full tank."""
    left, since = litres, 0
    for place, leg in enumerate(legs):
        if left - rate * (sum(legs[since:place]) + leg) < reserve:
            left, since = Fraction(tank), place
    return left - rate * sum(legs[since:])


def _circled(litres: Fraction, enough: int, need: Fraction) -> Fraction:
    while litres >= enough:
        litres -= need
    return litres


def _asks(rng: random.Random, litres: Fraction, numbers: tuple[int, int, int], driven: bool) -> list[Ask[Fraction]]:
    """Give the questions; where nothing has been driven, those for which the consumption counts."""
    tank, per_100, first = numbers
    cents, ahead = rng.randint(110, 190), rng.randint(30, 500)
    return [
        Ask(f"How many litres are in the tank in the end? {_EXACT}", ("return str({x})",), str,
            lambda v: f"{v.numerator}/{v.denominator}" if v.denominator > 1 else str(v.numerator), unit="litres",
            possible=driven),
        Ask("How many full kilometres can be driven with what is then in the tank?",
            ("return int({x} * 100 / {per_100})", "{reach} = {x} * 100 / {per_100}\nreturn int({reach})"),
            lambda v: int(v * 100 / per_100), lambda v: 100 * v.numerator // (v.denominator * per_100),
            unit="kilometres"),
        Ask(f"How many litres are needed to fill the tank up in the end? {_EXACT}",
            ("return str({size} - {x})", "{missing} = {size} - {x}\nreturn str({missing})"),
            lambda v: str(tank - v), lambda v: str(-(v - tank)), (("size", tank),), "litres",
            possible=driven),
        Ask(f"A litre costs {cents} cents. How many cents, rounded up, does it cost to fill the tank up in the end?",
            ("return -int(({x} - {size}) * {cents} // 1)",
             "{cost} = ({size} - {x}) * {cents}\n{whole} = int({cost})\nif {cost} > {whole}:\n    {whole} += 1\n"
             "return {whole}"),
            lambda v: -int((v - tank) * cents // 1),
            lambda v: -((v.numerator - tank * v.denominator) * cents // v.denominator),
            (("cents", cents), ("size", tank)), "cents", possible=driven),
        Ask(f"Can another {ahead} km be driven with what is then in the tank? Answer yes or no.",
            ('if used({ahead}, {per_100}) <= {x}:\n    return "yes"\nreturn "no"',
             '{need} = Fraction({ahead} * {per_100}, 100)\nreturn "yes" if {need} <= {x} else "no"'),
            lambda v: "yes" if Fraction(ahead * per_100, 100) <= v else "no",
            lambda v: ("no", "yes")[int(v * 100 / per_100) >= ahead], (("ahead", ahead),)),
        Ask(f"By how many litres does the fuel in the end differ from that at first? {_EXACT}",
            ("return str(abs({x} - {first_litres}))",
             "{change} = {x} - {first_litres}\nif {change} < 0:\n    {change} = -{change}\nreturn str({change})"),
            lambda v: str(abs(v - first)), lambda v: str(max(v, Fraction(first)) - min(v, Fraction(first))),
            unit="litres", possible=driven),
    ]  # fmt: skip
