"""A drink that is diluted, strengthened, blended and poured away: how much juice is in it in the end."""

from __future__ import annotations

import random
from fractions import Fraction

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import paragraph, people

_ACTS = ("water", "juice", "blend", "pour", "refill")


_LARGEST_DENOMINATOR = 500


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a jug of drink and what is done to it, until the answer is a fraction that a person would write."""
    problem = _draw(rng, difficulty)
    while Fraction(problem.answer).denominator > _LARGEST_DENOMINATOR:
        problem = _draw(rng, difficulty)
    return problem


def _draw(rng: random.Random, difficulty: int) -> Problem:
    who = people(rng, 1)[0]
    volume, percent = 50 * rng.randint(10, 40), rng.choice((10, 20, 25, 30, 40, 50, 60))
    vessel = rng.choice(("jug", "bowl", "can", "cooler"))
    juice = rng.choice(("orange juice", "apple juice", "grape juice", "cherry juice"))
    listing = Listing()
    listing.given("volume", volume)
    listing.given("juice_percent", percent)
    listing.need("from fractions import Fraction")
    listing.line("juice = Fraction(volume * juice_percent, 100)")
    told = [f"A {vessel} holds {volume} ml of a drink that is {percent}% {juice}."]
    total, pure = volume, Fraction(volume * percent, 100)
    sides = (pure, volume - pure)
    last = ""
    for _ in range(at_difficulty(difficulty, (1, 2, 4, 6, 7))):
        acts = [act for act in _ACTS if act != last and (act != "refill" or difficulty > 1)]
        last = rng.choice(acts)
        added, strength = 50 * rng.randint(1, 8), rng.choice((5, 10, 15, 75, 80, 90))
        removed = rng.choice([total // part for part in (2, 4, 5, 8, 10) if total % (10 * part) == 0] or [50])
        rounds = rng.randint(2, at_difficulty(difficulty, (2, 2, 3, 4, 6)))
        told.append(_told(last, who.name, juice, added, strength, removed, rounds))
        _write(listing, last, added, strength, removed, rounds)
        total, pure = _followed(last, total, pure, added, strength, removed, rounds)
        sides = _sides(last, sides, added, strength, removed, rounds)
    if rng.random() < 0.5:
        question, unit = f"How many millilitres of {juice} does the drink contain at the end?", "millilitres"
        listing.line("return str(juice)")
        answer, check = str(pure), str(sides[0])
    else:
        question, unit = f"What percentage of the drink is {juice} at the end?", "percent"
        listing.line("percentage = juice / volume * 100")
        listing.line("return str(percentage)")
        answer, check = str(pure / total * 100), str(100 / (1 + sides[1] / sides[0]))
    question += " Give a whole number or a fraction in lowest terms."
    return Problem(paragraph(*told, question), listing.render(), answer, check, unit)


def _told(act: str, name: str, juice: str, added: int, strength: int, removed: int, rounds: int) -> str:
    return {
        "water": f"{name} adds {added} ml of water.",
        "juice": f"{name} adds {added} ml of pure {juice}.",
        "blend": f"{name} adds {added} ml of another drink that is {strength}% {juice}.",
        "pour": f"{name} stirs it well and pours {removed} ml away.",
        "refill": f"{rounds} times {name} stirs it, pours {removed} ml away and replaces them with water.",
    }[act]


def _write(listing: Listing, act: str, added: int, strength: int, removed: int, rounds: int) -> None:
    match act:
        case "water":
            listing.line(f"volume += {listing.given('water_added', added)}")
        case "juice":
            name = listing.given("juice_added", added)
            listing.line(f"volume += {name}")
            listing.line(f"juice += {name}")
        case "blend":
            name, part = listing.given("blend_added", added), listing.given("blend_percent", strength)
            listing.line(f"volume += {name}")
            listing.line(f"juice += Fraction({name} * {part}, 100)")
        case "pour":
            name = listing.given("poured_away", removed)
            listing.line(f"juice -= juice * {name} / volume")
            listing.line(f"volume -= {name}")
        case _:
            count, name = listing.given("times_replaced", rounds), listing.given("replaced", removed)
            with listing.block(f"for _ in range({count}):"):
                listing.line(f"juice -= juice * {name} / volume")


def _followed(
    act: str, total: int, pure: Fraction, added: int, strength: int, removed: int, rounds: int
) -> tuple[int, Fraction]:
    match act:
        case "water":
            return total + added, pure
        case "juice":
            return total + added, pure + added
        case "blend":
            return total + added, pure + Fraction(added * strength, 100)
        case "pour":
            return total - removed, pure - pure * removed / total
    for _ in range(rounds):
        pure -= pure * removed / total
    return total, pure


def _sides(
    act: str, sides: tuple[Fraction, Fraction], added: int, strength: int, removed: int, rounds: int
) -> tuple[Fraction, Fraction]:
    """Follow juice and water apart from each other, replacements by a power."""
    pure, water = sides
    kept = 1 - Fraction(removed) / (pure + water)
    match act:
        case "water":
            return pure, water + added
        case "juice":
            return pure + added, water
        case "blend":
            return pure + Fraction(added * strength, 100), water + Fraction(added * (100 - strength), 100)
        case "pour":
            return pure * kept, water * kept
    return pure * kept**rounds, water + pure - pure * kept**rounds
