"""Mixed units: lengths, weights, times and volumes added up, multiplied, cut and written in units again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import Noun, counted, listed, noun, paragraph, people


@dataclass(frozen=True, slots=True)
class _System:
    """Units from the largest to the smallest; each factor is the number of the next unit in one of a unit."""

    units: tuple[Noun, ...]
    factors: tuple[int, ...]
    things: tuple[str, ...]

    def split(self, amount: int) -> tuple[int, ...]:
        """Write an amount of the smallest unit in all units."""
        parts: list[int] = []
        for factor in reversed(self.factors):
            amount, rest = divmod(amount, factor)
            parts.append(rest)
        return (amount, *reversed(parts))

    def told(self, parts: Sequence[int]) -> str:
        """Say an amount that is given in all units, leaving zeros out."""
        return listed([counted(part, unit) for part, unit in zip(parts, self.units, strict=True) if part])


_SYSTEMS = (
    _System((noun("yard"), noun("foot", "feet"), noun("inch", "inches")), (3, 12), ("red ribbon", "blue ribbon",
            "white ribbon", "green ribbon", "old ribbon", "silk ribbon")),
    _System((noun("hour"), noun("minute"), noun("second")), (60, 60), ("first tape", "second tape", "third tape",
            "long tape", "short tape", "last tape")),
    _System((noun("gallon"), noun("quart"), noun("cup")), (4, 4), ("morning milking", "noon milking",
            "evening milking", "goat milk", "extra milk", "stored milk")),
    _System((noun("pound"), noun("ounce")), (16,), ("brown flour", "white flour", "rye flour", "corn flour",
            "oat flour", "rice flour")),
    _System((noun("week"), noun("day"), noun("hour")), (7, 24), ("first voyage", "second voyage", "third voyage",
            "test voyage", "return voyage", "last voyage")),
)  # fmt: skip


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw amounts in mixed units and what is done with their sum."""
    system = rng.choice(_SYSTEMS)
    number = at_difficulty(difficulty, (1, 2, 3, 4, 6))
    smallest = system.units[-1]
    span = 1
    for factor in system.factors:
        span *= factor
    amounts = [rng.randint(span, 6 * span) for _ in range(number)]
    parts = [system.split(amount) for amount in amounts]
    who = people(rng, 1)[0]
    listing = Listing()
    names = _given_units(listing, system)
    looped = number > 2 and rng.random() < 0.6
    _write_total(listing, system, parts, names, looped)
    noted = [f"{system.told(part)} for the {thing}" for thing, part in zip(system.things, parts, strict=False)]
    told = [
        f"{who.name} writes down {listed(noted)}.",
        _told_units(system),
    ]
    total, again = sum(amounts), sum(_to_smallest(system, part) for part in parts)
    if difficulty > 1 and rng.random() < 0.5:
        factor = rng.randint(2, 5)
        listing.given("repetitions", factor)
        listing.line("total *= repetitions")
        told.append(f"The same amounts are noted {factor} times in all.")
        total, again = total * factor, sum(again for _ in range(factor))
    if difficulty > 2 and rng.random() < 0.5:
        lost = rng.randint(2, max(3, min(amounts) // 3))
        listing.given("lost", lost)
        listing.line("total -= lost")
        told.append(f"Of the sum, {counted(lost, smallest)} must be taken off.")
        total, again = total - lost, again - lost
    return _ask(rng, listing, system, told, names, (total, again))


def _given_units(listing: Listing, system: _System) -> list[str]:
    """Assign the factors as quantities: `feet_per_yard = 3`."""
    return [
        listing.given(f"{small.plural}_per_{large.singular}", factor)
        for (large, small), factor in zip(pairwise(system.units), system.factors, strict=True)
    ]


def _told_units(system: _System) -> str:
    pairs = zip(pairwise(system.units), system.factors, strict=True)
    return f"Remember that {listed([f'1 {a.singular} is {counted(factor, b)}' for (a, b), factor in pairs])}."


def _to_smallest(system: _System, parts: Sequence[int]) -> int:
    """Weigh each unit by the product of the factors below it."""
    amount, weight = 0, 1
    for part, factor in zip(reversed(parts), (*reversed(system.factors), 1), strict=True):
        amount += part * weight
        weight *= factor
    return amount


def _write_total(
    listing: Listing, system: _System, parts: list[tuple[int, ...]], factors: list[str], looped: bool
) -> None:
    units = [unit.plural for unit in system.units]
    if looped:
        listing.given("amounts", parts)
        listing.line("total = 0")
        with listing.block(f"for {', '.join(units)} in amounts:"):
            _write_amount(listing, units, factors, units[-1])
            listing.line(f"total += {units[-1]}")
        return
    totals = []
    for thing, part in zip(system.things, parts, strict=False):
        word = thing.replace(" ", "_")
        mine = [listing.given(f"{word}_{unit}", value) for unit, value in zip(units, part, strict=True)]
        _write_amount(listing, mine, factors, mine[-1])
        totals.append(mine[-1])
    listing.line(f"total = {' + '.join(totals[:3])}")
    for extra in totals[3:]:
        listing.line(f"total += {extra}")


def _write_amount(listing: Listing, units: list[str], factors: list[str], smallest: str) -> None:
    if len(units) == 2:
        listing.line(f"{smallest} += {units[0]} * {factors[0]}")
        return
    listing.line(f"{units[1]} += {units[0]} * {factors[0]}")
    listing.line(f"{smallest} += {units[1]} * {factors[1]}")


def _ask(
    rng: random.Random, listing: Listing, system: _System, told: list[str], factors: list[str], totals: tuple[int, int]
) -> Problem:
    total, again = totals
    smallest = system.units[-1]
    asked = rng.choice(("smallest", "mixed", "mixed", "parts"))
    if asked == "smallest":
        listing.line("return total")
        question = f"How many {smallest.plural} is that altogether?"
        return Problem(paragraph(*told, question), listing.render(), total, again, smallest.plural)
    if asked == "parts":
        size = rng.randint(2, 40)
        listing.given("part", size)
        listing.line("parts, rest = divmod(total, part)")
        listing.line("return parts, rest")
        question = (
            f"The whole is divided into parts of {counted(size, smallest)}. How many full parts are there and how many "
            f"{smallest.plural} are left over? Give (parts, rest)."
        )
        return Problem(paragraph(*told, question), listing.render(), divmod(total, size), (again // size, again % size))
    names = [unit.plural for unit in system.units]
    if len(names) == 2:
        listing.line(f"whole_{names[0]} = total // {factors[0]}")
        listing.line(f"rest = total % {factors[0]}")
        listing.line(f"return whole_{names[0]}, rest")
    else:
        listing.line(f"middle = total // {factors[1]}")
        listing.line(f"rest = total % {factors[1]}")
        listing.line(f"whole_{names[0]} = middle // {factors[0]}")
        listing.line(f"middle %= {factors[0]}")
        listing.line(f"return whole_{names[0]}, middle, rest")
    question = f"How much is that altogether? Write it as ({', '.join(names)}), each unit as large as possible."
    return Problem(paragraph(*told, question), listing.render(), system.split(total), _greedy(system, again))


def _greedy(system: _System, amount: int) -> tuple[int, ...]:
    """Take away the largest unit that still fits, again and again."""
    weights = [1]
    for factor in reversed(system.factors):
        weights.insert(0, weights[0] * factor)
    parts = [0] * len(weights)
    while amount:
        unit = next(index for index, weight in enumerate(weights) if weight <= amount)
        parts[unit] += 1
        amount -= weights[unit]
    return tuple(parts)
