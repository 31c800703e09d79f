"""A chain of swaps: things for other things at fixed rates, with gifts, losses and finds on the way."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import Person, counted, listed, noun, people

_GOODS = (
    noun("nut"), noun("egg"), noun("candle"), noun("loaf", "loaves"), noun("feather"), noun("button"), noun("spoon"),
    noun("brush", "brushes"), noun("knife", "knives"), noun("shell"), noun("pear"), noun("box", "boxes"),
)  # fmt: skip
_DISTRACTORS = ("The market has {} stalls.", "It is {} kilometres to the next village.", "It rains all morning.")
_FUNCTIONS = {
    "swapped": "def swapped(number, given, taken):\n    return number // given * taken",
    "swapped_with_rest": "def swapped_with_rest(number, given, taken, rest_value):\n"
    "    swaps = number // given\n    rest = number % given\n    return swaps * taken + rest * rest_value",
}


@dataclass(frozen=True, slots=True)
class _Heap:
    """So many pieces of the goods at a place in the list."""

    number: int
    goods: int


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a chain of swaps; only full swaps are made."""
    who, other = people(rng, 2)
    start = _Heap(rng.randint(20, 160), rng.randrange(len(_GOODS)))
    rounds = at_difficulty(difficulty, (2, 3, 4, 5, 6))
    chain = draw_stages(
        rng, at_difficulty(difficulty, (2, 3, 4, 6, 7)), start,
        lambda r, heap: _stages(r, heap, who, other, rounds), lambda heap: 12 < heap.number < 5_000,
    )  # fmt: skip
    plural = _GOODS[start.goods].plural
    opening = Opening(
        f"{who.name} brings {counted(start.number, _GOODS[start.goods])} to the market.", "goods", start, start,
        ((f"{plural}_brought", start.number),), (f"{{x}} = {{{plural}_brought}}",),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), who))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS, who=who)


def _stages(rng: random.Random, heap: _Heap, who: Person, other: Person, rounds: int) -> list[Stage[_Heap]]:
    have, name, they = _GOODS[heap.goods], who.name, who.they
    to = rng.choice([place for place in range(len(_GOODS)) if place != heap.goods])
    want, (given, taken) = _GOODS[to], rng.sample(range(2, 8), 2)
    some, few, times = rng.randint(2, max(2, heap.number // 4)), rng.randint(2, 9), rng.randint(2, rounds + 1)
    limit = max(3, heap.number + rng.choice((-1, 1)) * rng.randint(1, 9))
    finds = rng.sample(range(2, 20), times + 1)
    dish = rng.randint(3, 9)

    def keep(number: int) -> _Heap:
        return _Heap(number, heap.goods)

    return [
        Stage(f"{name} swaps as many {have.plural} as possible for {want.plural}, {taken} {want.plural} for every "
              f"{given} {have.plural}, and gives the rest away.",
              ("{x} = {x} // {given} * {taken}", "{swaps} = {x} // {given}\n{x} = {swaps} * {taken}",
               "{x} = swapped({x}, {given}, {taken})"),
              lambda h: _Heap(h.number // given * taken, to),
              lambda h: _Heap(len(range(given, h.number + 1, given)) * taken, to),
              (("given", given), ("taken", taken)), want.plural),
        Stage(f"Each of the {have.plural} is swapped for {few} {want.plural}.", ("{x} = {x} * {for_each}",),
              lambda h: _Heap(h.number * few, to), lambda h: _Heap(sum([few] * h.number), to), (("for_each", few),),
              want.plural, possible=heap.number < 300),
        Stage(f"A trader gives {taken * few} {want.plural} for every full {given} {have.plural}, and {few} "
              f"{want.plural} for each one that is left over.",
              ("{swaps} = {x} // {full}\n{rest} = {x} % {full}\n{x} = {swaps} * {for_full} + {rest} * {for_single}",
               "{x} = swapped_with_rest({x}, {full}, {for_full}, {for_single})"),
              lambda h: _Heap(h.number // given * taken * few + h.number % given * few, to),
              lambda h: _Heap(few * sum((taken * (h.number // given), h.number - h.number // given * given)), to),
              (("full", given), ("for_full", taken * few), ("for_single", few))),
        Stage(f"{name} gives {some} {have.plural} to {other.name}.", ("{x} = {x} - {gift}",),
              lambda h: keep(h.number - some), lambda h: keep(len(range(some, h.number))), (("gift", some),),
              f"{have.plural}_after_gift"),
        Stage(f"{other.name} gives {name} {some} {have.plural}.", ("{x} = {x} + {present}",),
              lambda h: keep(h.number + some), lambda h: keep(some + h.number), (("present", some),),
              f"{have.plural}_after_present"),
        Stage(f"Under the stalls {name} finds {listed([str(find) for find in finds])} {have.plural}, one heap after "
              "the other.",
              ("for {find} in {finds}:\n    {x} = {x} + {find}", "{x} = {x} + sum({finds})"),
              lambda h: keep([*accumulate(finds, initial=h.number)][-1]), lambda h: keep(h.number + sum(finds)),
              (("finds", finds),), f"{have.plural}_after_search"),
        Stage(f"At each of {times} stalls {name} tries a dish that costs {dish} {have.plural}, as long as {they} still "
              "has that many.",
              ("for _ in range({stalls}):\n    if {x} >= {dish}:\n        {x} = {x} - {dish}",
               "{tried} = 0\nwhile {tried} < {stalls} and {x} >= {dish}:\n    {x} = {x} - {dish}\n    {tried} += 1",
               "for _ in range({stalls}):\n    if {x} < {dish}:\n        break\n    {x} = {x} - {dish}"),
              lambda h: keep(h.number - dish * min(times, h.number // dish)),
              lambda h: keep(_eaten(h.number, times, dish)), (("stalls", times), ("dish", dish))),
        Stage(f"If {name} has more than {limit} {have.plural} now, {they} throws {few} bad ones away; otherwise "
              f"{they} borrows {some} from {other.name}.",
              ("if {x} > {limit}:\n    {x} = {x} - {bad}\nelse:\n    {x} = {x} + {borrowed}",
               "if {x} <= {limit}:\n    {x} = {x} + {borrowed}\nelse:\n    {x} = {x} - {bad}"),
              lambda h: keep(h.number - few if h.number > limit else h.number + some),
              lambda h: keep(h.number + (some, -few)[h.number > limit]),
              (("limit", limit), ("bad", few), ("borrowed", some))),
        Stage(f"{name} ties the {have.plural} into bundles of {given}, throws the rest away, and swaps each bundle for "
              f"1 of the {want.plural} of a neighbour.",
              ("{bundles} = 0\nwhile {x} >= {bundle_size}:\n    {x} -= {bundle_size}\n    {bundles} += 1\n"
               "{x} = {bundles}", "{x} = {x} // {bundle_size}"),
              lambda h: _Heap(h.number // given, to),
              lambda h: _Heap(len(range(given, h.number + 1, given)), to), (("bundle_size", given),),
              want.plural, possible=heap.number < 16 * given),
        Stage(f"{name} bets with {other.name} for {times} rounds, wins {few} {have.plural} in the 1st round and in "
              f"every other round from then on, and loses {dish} in the rounds between.",
              ("for {turn} in range(1, {rounds} + 1):\n    if {turn} % 2 == 1:\n        {x} = {x} + {won}\n"
               "    else:\n        {x} = {x} - {lost}",
               "{losses} = {rounds} // 2\n{wins} = {rounds} - {losses}\n"
               "{x} = {x} + {wins} * {won} - {losses} * {lost}"),
              lambda h: keep(h.number + (times + 1) // 2 * few - times // 2 * dish),
              lambda h: keep(h.number + sum([few, -dish] * times) - sum(([few, -dish] * times)[times:])),
              (("rounds", times), ("won", few), ("lost", dish))),
        Stage(f"{name} and {other.name} put their {have.plural} together. {other.name} has {some} of them. Then they "
              f"share them equally, and a single one that is left over goes to {other.name}.",
              ("{x} = ({x} + {others}) // 2", "{all} = {x} + {others}\n{x} = {all} // 2"),
              lambda h: keep((h.number + some) // 2), lambda h: keep(len(range(2, h.number + some + 1, 2))),
              (("others", some),), f"{have.plural}_shared"),
    ]  # fmt: skip


def _eaten(number: int, times: int, dish: int) -> int:
    for _ in range(times):
        number -= dish if number >= dish else 0
    return number


def _asks(rng: random.Random, heap: _Heap, who: Person) -> list[Ask[_Heap]]:
    have, name, size, price = _GOODS[heap.goods], who.name, rng.randint(3, 12), rng.randint(2, 9)
    goal = heap.number + rng.randint(2, 40)
    some = have.plural
    return [
        Ask(f"How many {some} does {name} have in the end?", ("return {x}",), lambda h: h.number, lambda h: h.number,
            unit=some),
        Ask(f"How many more {some} would {name} need to have {goal}?",
            ("return {goal} - {x}", "{missing} = {goal} - {x}\nreturn {missing}"), lambda h: goal - h.number,
            lambda h: len(range(h.number, goal)), (("goal", goal),), some),
        Ask(f"{name} sells them at ${price} each. How many dollars does {who.they} get?", ("return {x} * {price}",),
            lambda h: h.number * price, lambda h: sum([price] * h.number), (("price", price),), "dollars",
            named="income"),
        Ask(f"{name} shares them equally among {size} children. How many {some} are left over?",
            ("return {x} % {children}", "{each} = {x} // {children}\nreturn {x} - {each} * {children}"),
            lambda h: h.number % size, lambda h: h.number - h.number // size * size, (("children", size),), some),
        Ask(f"A basket holds {size} {some}. How many baskets does {name} need for all of them?",
            ("return ({x} + {basket_size} - 1) // {basket_size}",
             "{baskets} = {x} // {basket_size}\nif {x} % {basket_size} > 0:\n    {baskets} += 1\nreturn {baskets}",
             "{baskets} = 0\nwhile {baskets} * {basket_size} < {x}:\n    {baskets} += 1\nreturn {baskets}"),
            lambda h: -(-h.number // size), lambda h: len(range(0, h.number, size)), (("basket_size", size),),
            "baskets", possible=heap.number < 16 * size),
    ]  # fmt: skip
