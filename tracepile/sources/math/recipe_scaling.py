"""A recipe for so many people: scaled, changed, halved and packed, ingredient by ingredient."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import listed, people

_DISHES = (
    ("a pie", ("flour", "sugar", "butter", "apples", "almonds")),
    ("a stew", ("beans", "carrots", "potatoes", "onions", "barley")),
    ("a dough", ("flour", "water", "oil", "yeast", "salt")),
    ("a salad", ("rice", "peas", "cheese", "walnuts", "herbs")),
)
_DISTRACTORS = ("The oven is heated to {} degrees.", "It takes {} minutes to wash up.", "The kitchen is large.")
_FUNCTIONS = {
    "scaled": "def scaled(amounts, old, new):\n    return [amount * new // old for amount in amounts]",
    "rounded_up": "def rounded_up(amount, size):\n    packets = (amount + size - 1) // size\n    return packets * size",
}
Grams = tuple[int, ...]


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a recipe in grams, its changes and a question; what is scaled is rounded down to whole grams."""
    dish, larder = rng.choice(_DISHES)
    number = at_difficulty(difficulty, (2, 3, 3, 4, 5))
    things = rng.sample(larder, number)
    servings = rng.choice((2, 3, 4, 5, 6, 8))
    start = tuple(servings * rng.randint(4, 60) for _ in things)
    who = people(rng, 1)[0]
    chain = draw_stages(
        rng, at_difficulty(difficulty, (1, 2, 3, 4, 5)), start, lambda r, grams: _stages(r, grams, things, servings),
        lambda grams: min(grams) > 4 and max(grams) < 9_000,
    )  # fmt: skip
    amounts = listed([f"{grams} g of {thing}" for grams, thing in zip(start, things, strict=True)])
    opening = Opening(
        f"For {dish} for {servings} people, {who.name} needs {amounts}.", "grams", start, start,
        (("recipe", [*start]),),
        ("{x} = list({recipe})", "{x} = []\nfor {amount} in {recipe}:\n    {x}.append({amount})",
         "{x} = {recipe}.copy()"),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), things, start))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _replaced(grams: Grams, place: int, value: int) -> Grams:
    return tuple(value if index == place else amount for index, amount in enumerate(grams))


def _stages(rng: random.Random, grams: Grams, things: list[str], servings: int) -> list[Stage[Grams]]:
    place, other = rng.sample(range(len(grams)), 2)
    guests = rng.choice([guests for guests in range(2, 15) if guests != servings])
    more, percent, packet = rng.randint(5, 90), rng.choice((10, 20, 25, 30, 50)), rng.choice((25, 50, 100))
    limit, factor, guest_parts = sum(grams) // len(grams) + rng.randint(-9, 9), rng.randint(2, 4), rng.randint(2, 6)
    here, there = f"{{x}}[{place}]", f"{{x}}[{other}]"
    thing, second = things[place], things[other]
    return [
        Stage(f"The amounts are recalculated from {servings} to {guests} people, rounded down to whole grams.",
              ("{x} = scaled({x}, {servings}, {guests})",
               "{x} = [{amount} * {guests} // {servings} for {amount} in {x}]",
               "for {place} in range(len({x})):\n    {x}[{place}] = {x}[{place}] * {guests} // {servings}"),
              lambda g: tuple(amount * guests // servings for amount in g),
              lambda g: tuple((amount * guests - amount * guests % servings) // servings for amount in g),
              (("servings", servings), ("guests", guests))),
        Stage(f"Then {more} g of {thing} are added.", (f"{here} = {here} + {{added}}", f"{here} += {{added}}"),
              lambda g: _replaced(g, place, g[place] + more),
              lambda g: (*g[:place], more + g[place], *g[place + 1 :]), (("added", more),)),
        Stage(f"{more} g of {thing} are replaced by just as much {second}.",
              (f"{here} -= {{swapped}}\n{there} += {{swapped}}",
               f"{here} = {here} - {{swapped}}\n{there} = {there} + {{swapped}}"),
              lambda g: _replaced(_replaced(g, place, g[place] - more), other, g[other] + more),
              lambda g: tuple(amount + more * ((index == other) - (index == place)) for index, amount in enumerate(g)),
              (("swapped", more),)),
        Stage(f"The amount of {thing} is lowered by {percent}% of it, rounded down to whole grams.",
              (f"{{less}} = {here} * {{percent}} // 100\n{here} -= {{less}}",
               f"{here} = {here} - {here} * {{percent}} // 100"),
              lambda g: _replaced(g, place, g[place] - g[place] * percent // 100),
              lambda g: _replaced(g, place, -(g[place] * (percent - 100) // 100)), (("percent", percent),)),
        Stage(f"Every ingredient comes in packets of {packet} g, and only full packets are used, as many as are needed "
              "to have enough.",
              ("{x} = [rounded_up({amount}, {packet}) for {amount} in {x}]",
               "for {place} in range(len({x})):\n    {x}[{place}] = rounded_up({x}[{place}], {packet})",
               "for {place} in range(len({x})):\n    {missing} = -{x}[{place}] % {packet}\n"
               "    {x}[{place}] += {missing}"),
              lambda g: tuple(-(-amount // packet) * packet for amount in g),
              lambda g: tuple(amount + (packet - amount % packet) % packet for amount in g), (("packet", packet),)),
        Stage(f"Of each ingredient with more than {limit} g, {more} g are left out.",
              ("{x} = [{amount} - {left_out} if {amount} > {limit} else {amount} for {amount} in {x}]",
               "for {place} in range(len({x})):\n    if {x}[{place}] > {limit}:\n        {x}[{place}] -= {left_out}"),
              lambda g: tuple(amount - more if amount > limit else amount for amount in g),
              lambda g: tuple(amount - more * (amount > limit) for amount in g),
              (("limit", limit), ("left_out", more)), possible=limit > more + 5),
        Stage(f"All amounts are multiplied by {factor}.",
              ("{x} = [{amount} * {factor} for {amount} in {x}]",
               "for {place} in range(len({x})):\n    {x}[{place}] *= {factor}"),
              lambda g: tuple(amount * factor for amount in g), lambda g: tuple(sum([amount] * factor) for amount in g),
              (("factor", factor),)),
        Stage(f"The smallest amount is raised by {more} g; if several are equally small, only the first of them is.",
              ("{least} = {x}.index(min({x}))\n{x}[{least}] += {raise_by}",
               "{least} = 0\nfor {place} in range(1, len({x})):\n    if {x}[{place}] < {x}[{least}]:\n"
               "        {least} = {place}\n{x}[{least}] += {raise_by}"),
              lambda g: _replaced(g, g.index(min(g)), min(g) + more),
              lambda g: _replaced(g, min(range(len(g)), key=lambda index: (g[index], index)), sorted(g)[0] + more),
              (("raise_by", more),)),
        Stage(f"A guest eats 1/{guest_parts} of the {thing}, rounded down to whole grams, before anything is mixed.",
              (f"{here} = {here} - {here} // {{guest_parts}}", f"{{eaten}} = {here} // {{guest_parts}}\n"
               f"{here} -= {{eaten}}"),
              lambda g: _replaced(g, place, g[place] - g[place] // guest_parts),
              lambda g: _replaced(g, place, len([gram for gram in range(1, g[place] + 1) if gram % guest_parts])),
              (("guest_parts", guest_parts),)),
    ]  # fmt: skip


def _asks(rng: random.Random, grams: Grams, things: list[str], first: Grams) -> list[Ask[Grams]]:
    place, limit = rng.randrange(len(grams)), sorted(grams)[len(grams) // 2] - rng.randint(1, 4)
    prices = [rng.randint(2, 9) for _ in grams]
    portion = rng.randint(6, 40) * 5
    thing, here = things[place], f"{{x}}[{place}]"
    priced = listed([f"{price} cents for the {name}" for price, name in zip(prices, things, strict=True)])
    return [
        Ask(f"How many grams of {thing} are needed in the end?", (f"return {here}",), lambda g: g[place],
            lambda g: sum(g) - sum(g[:place]) - sum(g[place + 1 :]), unit="grams"),
        Ask("How many grams do all ingredients weigh together in the end?",
            ("return sum({x})", "{total} = 0\nfor {amount} in {x}:\n    {total} += {amount}\nreturn {total}"),
            sum, lambda g: sum(sorted(g)), unit="grams"),
        Ask("How many grams does the heaviest ingredient weigh in the end?",
            ("return max({x})", "{heaviest} = 0\nfor {amount} in {x}:\n    if {amount} > {heaviest}:\n"
             "        {heaviest} = {amount}\nreturn {heaviest}"), max, lambda g: sorted(g)[-1], unit="grams"),
        Ask(f"Each gram costs {priced}. How many cents do the ingredients cost in the end?",
            ("return sum({amount} * {price} for {amount}, {price} in zip({x}, {prices}))",
             "{cost} = 0\nfor {amount}, {price} in zip({x}, {prices}):\n    {cost} += {amount} * {price}\n"
             "return {cost}"),
            lambda g: sum(amount * price for amount, price in zip(g, prices, strict=True)),
            lambda g: sum(sum([price] * amount) for amount, price in zip(g, prices, strict=True)),
            (("prices", prices),), "cents"),
        Ask(f"Of how many ingredients are more than {limit} g needed in the end?",
            ("return sum({amount} > {bound} for {amount} in {x})",
             "{count} = 0\nfor {amount} in {x}:\n    if {amount} > {bound}:\n        {count} += 1\nreturn {count}"),
            lambda g: sum(amount > limit for amount in g), lambda g: len(g) - sum(amount <= limit for amount in g),
            (("bound", limit),), "ingredients", possible=limit > 1),
        Ask(f"Everything is mixed and divided into portions of {portion} g. How many grams are left over?",
            ("return sum({x}) % {portion}",
             "{total} = sum({x})\n{portions} = {total} // {portion}\nreturn {total} - {portions} * {portion}"),
            lambda g: sum(g) % portion, lambda g: sum(g) - len(range(portion, sum(g) + 1, portion)) * portion,
            (("portion", portion),), "grams"),
        Ask("By how many grams do all ingredients together weigh more or less in the end than in the recipe as it was "
            "given?",
            ("return abs(sum({x}) - sum({recipe}))",
             "{change} = sum({x}) - sum({recipe})\nif {change} < 0:\n    {change} = -{change}\nreturn {change}"),
            lambda g: abs(sum(g) - sum(first)),
            lambda g: abs(sum(now - before for now, before in zip(g, first, strict=True))), unit="grams"),
    ]  # fmt: skip
