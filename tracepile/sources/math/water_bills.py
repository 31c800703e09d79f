"""Monthly consumption of water, gas or electricity, priced by steps: readings are corrected, then bills are made."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import listed

_SUPPLIES = (("water", "cubic metres"), ("gas", "cubic metres"), ("electricity", "kilowatt-hours"))
_DISTRACTORS = ("{} people live in the house.", "The meter is {} years old.", "The house has a garden.")
_FUNCTIONS = {
    "bill": "def bill(units, base, first_price, limit, second_price):\n    cost = base + units * first_price\n"
    "    if units > limit:\n        cost += (units - limit) * (second_price - first_price)\n    return cost",
    "charge": "def charge(units, base, first_price, limit, second_price):\n"
    "    cheap = min(units, limit)\n    dear = units - cheap\n"
    "    return base + cheap * first_price + dear * second_price",
}
Units = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Tariff:
    """Cents: a base fee a month, a price for each unit up to a limit, and another for those above."""

    base: int
    first_price: int
    limit: int
    second_price: int

    def bill(self, units: int) -> int:
        """Price the two parts of the consumption."""
        return self.base + min(units, self.limit) * self.first_price + max(0, units - self.limit) * self.second_price

    def bill_again(self, units: int) -> int:
        """Price unit after unit."""
        return self.base + sum(
            self.second_price if number > self.limit else self.first_price for number in range(1, units + 1)
        )


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a tariff, readings, corrections and a question about the bills in cents."""
    supply, unit = rng.choice(_SUPPLIES)
    number = at_difficulty(difficulty, (2, 3, 4, 5, 7))
    start = tuple(rng.randint(8, 70) for _ in range(number))
    price = rng.randint(10, 90)
    tariff = _Tariff(rng.randint(2, 20) * 50, price, rng.randint(20, 45), price + rng.randint(5, 60))
    chain = draw_stages(
        rng, at_difficulty(difficulty, (1, 1, 2, 3, 4)), start, lambda r, units: _stages(r, units, unit),
        lambda units: min(units) > 2 and max(units) < 400,
    )  # fmt: skip
    opening = Opening(
        f"A household pays {tariff.base} cents a month for being supplied with {supply}. Each of the first "
        f"{tariff.limit} {unit} of a month costs {tariff.first_price} cents, and each further one costs "
        f"{tariff.second_price} cents. In {number} months in a row it uses {listed([str(u) for u in start])} {unit}.",
        "usage", start, start,
        (("readings", [*start]), ("base", tariff.base), ("first_price", price), ("limit", tariff.limit),
         ("second_price", tariff.second_price)),
        ("{x} = {readings}.copy()", "{x} = list({readings})", "{x} = [{units} for {units} in {readings}]"),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain), tariff, unit))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _stages(rng: random.Random, units: Units, unit: str) -> list[Stage[Units]]:
    place, other = rng.sample(range(len(units)), 2)
    some, percent, high = rng.randint(2, 25), rng.choice((10, 20, 25, 50)), max(units) - rng.randint(1, 9)
    here, there = f"{{x}}[{place}]", f"{{x}}[{other}]"

    def changed(now: Units, where: int, by: int) -> Units:
        return tuple(used + by * (index == where) for index, used in enumerate(now))

    return [
        Stage(f"For month {place + 1}, the reading turns out to be {some} {unit} too low.",
              (f"{here} = {here} + {{too_low}}", f"{here} += {{too_low}}"), lambda u: changed(u, place, some),
              lambda u: (*u[:place], u[place] + some, *u[place + 1 :]), (("too_low", some),)),
        Stage(f"For month {place + 1}, the reading turns out to be {some} {unit} too high.",
              (f"{here} = {here} - {{too_high}}", f"{here} -= {{too_high}}"), lambda u: changed(u, place, -some),
              lambda u: (*u[:place], u[place] - some, *u[place + 1 :]), (("too_high", some),)),
        Stage(f"A leak had added {some} {unit} to every month, and these are taken off again.",
              ("{x} = [{units} - {leak} for {units} in {x}]",
               "for {month} in range(len({x})):\n    {x}[{month}] -= {leak}"),
              lambda u: tuple(used - some for used in u), lambda u: tuple(-(some - used) for used in u),
              (("leak", some),), possible=min(units) > some + 2),
        Stage(f"{some} {unit} of month {place + 1} are moved to month {other + 1}, where they belong.",
              (f"{here} -= {{moved}}\n{there} += {{moved}}",
               f"{here} = {here} - {{moved}}\n{there} = {there} + {{moved}}"),
              lambda u: changed(changed(u, place, -some), other, some),
              lambda u: tuple(used + some * ((i == other) - (i == place)) for i, used in enumerate(u)),
              (("moved", some),)),
        Stage(f"One more month follows, in which as much is used as in month {place + 1} and {some} {unit} more.",
              (f"{{x}}.append({here} + {{extra}})", f"{{x}} = {{x}} + [{here} + {{extra}}]"),
              lambda u: (*u, u[place] + some), lambda u: (*u, sum((some, u[place]))), (("extra", some),)),
        Stage(f"For every month in which more than {high} {unit} were used, {percent}% of them, rounded down, are "
              "forgiven.",
              ("for {month} in range(len({x})):\n    if {x}[{month}] > {high}:\n"
               "        {x}[{month}] -= {x}[{month}] * {percent} // 100",
               "{x} = [{units} - {units} * {percent} // 100 if {units} > {high} else {units} for {units} in {x}]"),
              lambda u: tuple(used - used * percent // 100 if used > high else used for used in u),
              lambda u: tuple(-(-used * (100 - percent * (used > high)) // 100) for used in u),
              (("high", high), ("percent", percent)), possible=high > 3),
        Stage("The month with the lowest reading, or the first of several, is estimated anew as half of what all "
              "months used on average before, rounded down, but at least as before.",
              ("{lowest} = {x}.index(min({x}))\n{x}[{lowest}] = max({x}[{lowest}], sum({x}) // len({x}) // 2)",
               "{estimate} = sum({x}) // (2 * len({x}))\n{lowest} = {x}.index(min({x}))\n"
               "if {x}[{lowest}] < {estimate}:\n    {x}[{lowest}] = {estimate}"),
              lambda u: changed(u, u.index(min(u)), max(min(u), sum(u) // len(u) // 2) - min(u)),
              _estimated),
    ]  # fmt: skip


def _estimated(units: Units) -> Units:
    estimate = len(range(2 * len(units), sum(units) + 1, 2 * len(units)))
    lowest = min(range(len(units)), key=lambda index: (units[index], index))
    return tuple(sorted((used, estimate))[1] if index == lowest else used for index, used in enumerate(units))


def _asks(rng: random.Random, units: Units, tariff: _Tariff, unit: str) -> list[Ask[Units]]:
    prices = "{base}, {first_price}, {limit}, {second_price}"
    call = rng.choice((f"bill({{units}}, {prices})", f"charge({{units}}, {prices})"))
    inline = ("    {cost} = {base} + {units} * {first_price}\n    if {units} > {limit}:\n"
              "        {cost} += ({units} - {limit}) * ({second_price} - {first_price})\n",
              "    {dear} = max(0, {units} - {limit})\n"
              "    {cost} = {base} + ({units} - {dear}) * {first_price} + {dear} * {second_price}\n")  # fmt: skip
    each = [f"    {{cost}} = {call}\n", *inline]
    mark = sorted(map(tariff.bill, units))[len(units) // 2] - rng.randint(1, 9)
    paid, months = rng.randint(5, 40) * 100, len(units)

    def looped(start: str, step: str, end: str) -> tuple[str, ...]:
        return tuple(f"{start}\nfor {{units}} in {{x}}:\n{lines}{step}\n{end}" for lines in each)

    return [
        Ask("How many cents are the bills of all months together?",
            (f"return sum({call} for {{units}} in {{x}})", f"{{bills}} = [{call} for {{units}} in {{x}}]\n"
             "return sum({bills})", *looped("{total} = 0", "    {total} += {cost}", "return {total}")),
            lambda u: sum(map(tariff.bill, u)), lambda u: sum(map(tariff.bill_again, reversed(u))), unit="cents"),
        Ask("How many cents is the highest of the monthly bills?",
            (f"return max({call} for {{units}} in {{x}})",
             *looped("{highest} = 0", "    if {cost} > {highest}:\n        {highest} = {cost}", "return {highest}")),
            lambda u: max(map(tariff.bill, u)), lambda u: tariff.bill_again(sorted(u)[-1]), unit="cents"),
        Ask(f"How many of the monthly bills are higher than {mark} cents?",
            (f"return sum({call} > {{mark}} for {{units}} in {{x}})",
             *looped("{count} = 0", "    if {cost} > {mark}:\n        {count} += 1", "return {count}")),
            lambda u: sum(tariff.bill(used) > mark for used in u),
            lambda u: len(u) - sum(tariff.bill_again(used) <= mark for used in u), (("mark", mark),), "bills"),
        Ask("By how many cents do the highest and the lowest monthly bill differ?",
            (f"{{bills}} = [{call} for {{units}} in {{x}}]\nreturn max({{bills}}) - min({{bills}})",
             *looped("{bills} = []", "    {bills}.append({cost})", "return max({bills}) - min({bills})")),
            lambda u: max(map(tariff.bill, u)) - min(map(tariff.bill, u)),
            lambda u: tariff.bill_again(max(u)) - tariff.bill_again(min(u)), unit="cents"),
        Ask(f"The household pays {paid} cents every month in advance. By how many cents do these payments and the "
            "bills differ at the end, over all months?",
            (f"{{due}} = sum({call} for {{units}} in {{x}})\nreturn abs({{due}} - {{paid}} * len({{x}}))",
             *looped("{balance} = 0", "    {balance} += {paid} - {cost}", "return abs({balance})")),
            lambda u: abs(sum(map(tariff.bill, u)) - paid * len(u)),
            lambda u: abs(sum(paid - tariff.bill_again(used) for used in u)), (("paid", paid),), "cents"),
        Ask("What is the number of the first month with the highest bill?",
            (f"{{bills}} = [{call} for {{units}} in {{x}}]\nreturn {{bills}}.index(max({{bills}})) + 1",
             *looped("{bills} = []", "    {bills}.append({cost})", "return {bills}.index(max({bills})) + 1")),
            lambda u: [tariff.bill(used) for used in u].index(max(map(tariff.bill, u))) + 1,
            lambda u: u.index(sorted(u)[-1]) + 1, possible=months > 2),
    ]  # fmt: skip
