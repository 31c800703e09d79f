"""Ages of relatives told one through another, and the years until they stand in some relation."""

from __future__ import annotations

import random

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import Person, listed, paragraph, people


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a chain of ages, each told through an earlier one, and a question about them."""
    while True:
        number = at_difficulty(difficulty, (2, 3, 4, 5, 6))
        links = [_draw_link(rng, index) for index in range(1, number)]
        ages = [rng.randint(4, 24)]
        for kind, source, amount in links:
            ages.append({"older": ages[source] + amount, "younger": ages[source] - amount,
                         "times": ages[source] * amount, "half": ages[source] // 2}[kind])  # fmt: skip
        halves = all(ages[source] % 2 == 0 for kind, source, _ in links if kind == "half")
        if halves and min(ages) >= 2 and max(ages) <= 90 and len(set(ages)) == number:
            break
    family = people(rng, number)
    told = [f"{family[0].name} is {ages[0]} years old."]
    for index, (kind, source, amount) in enumerate(links, start=1):
        told.append(_told(family[index].name, family[source].name, kind, amount))
    pair = _ratio(rng, ages, 6 * difficulty)
    asked = rng.choice(("sum", "later", "gap", "oldest", *(("ratio", "ratio") if pair else ())))
    needed = set(range(number))
    if pair and asked == "ratio":
        needed = _ancestry(links, pair[:2])
    listing = Listing()
    names = [f"{person.name.lower()}_age" for person in family]
    listing.given(names[0], ages[0])
    for index, (kind, source, amount) in enumerate(links, start=1):
        if index in needed:
            amount_name = listing.given(_amount_name(family[index], kind), amount) if kind != "half" else ""
            work = {"older": f" + {amount_name}", "younger": f" - {amount_name}", "times": f" * {amount_name}"}
            listing.line(f"{names[index]} = {names[source]}{work.get(kind, ' // 2')}")
    certain = _solved(ages[0], links)
    if pair and asked == "ratio":
        return _ask_ratio(family, names, ages, certain, pair, listing, told)
    return _ask(rng, asked, family, names, ages, certain, listing, told)


def _ratio(rng: random.Random, ages: list[int], longest: int) -> tuple[int, int, int] | None:
    """Draw an older, a younger and a factor that their ages will stand in after 3 to `longest` years."""
    options = [
        (old, young, factor)
        for factor in (2, 3, 4)
        for old, age in enumerate(ages)
        for young, other in enumerate(ages)
        if (age - factor * other) % (factor - 1) == 0 and 3 <= (age - factor * other) // (factor - 1) <= longest
    ]
    return rng.choice(options) if options else None


def _ancestry(links: list[tuple[str, int, int]], members: tuple[int, ...]) -> set[int]:
    """Give the people whose ages must be known to know those of `members`."""
    needed = set(members)
    for index in range(len(links), 0, -1):
        if index in needed:
            needed.add(links[index - 1][1])
    return needed


def _draw_link(rng: random.Random, index: int) -> tuple[str, int, int]:
    kind = rng.choice(("older", "younger", "times", "half", "older"))
    return (
        kind,
        rng.randrange(index),
        {"older": rng.randint(2, 30), "younger": rng.randint(2, 12), "half": 2}.get(kind, rng.randint(2, 4)),
    )


def _amount_name(person: Person, kind: str) -> str:
    return f"{person.name.lower()}_{'factor' if kind == 'times' else 'years_' + kind}"


def _told(name: str, source: str, kind: str, amount: int) -> str:
    return {
        "older": f"{name} is {amount} years older than {source}.",
        "younger": f"{name} is {amount} years younger than {source}.",
        "times": f"{name} is {amount} times as old as {source}.",
        "half": f"{name} is half as old as {source}.",
    }[kind]


def _solved(first: int, links: list[tuple[str, int, int]]) -> list[int]:
    """Carry each age as a linear function of the first one and evaluate at the end."""
    lines = [(1.0, 0.0)]
    for kind, source, amount in links:
        slope, offset = lines[source]
        factor = {"times": float(amount), "half": 0.5}.get(kind, 1.0)
        shift = {"older": amount, "younger": -amount}.get(kind, 0)
        lines.append((slope * factor, offset * factor + shift))
    return [round(slope * first + offset) for slope, offset in lines]


def _ask(
    rng: random.Random,
    asked: str,
    family: list[Person],
    names: list[str],
    ages: list[int],
    certain: list[int],
    listing: Listing,
    told: list[str],
) -> Problem:
    everyone = listed([person.name for person in family])
    total = " + ".join(names)
    unit = "years"
    match asked:
        case "sum":
            question = f"How many years old are {everyone} together?"
            listing.line(f"return {total}")
            answer, check = sum(ages), sum(certain)
        case "later":
            years = rng.randint(3, 15)
            limit = (sum(ages) + years * len(ages)) // 10 * 10 + 10 * rng.randint(1, 2)
            question = f"In how many years will the ages of {everyone} add up to {limit} or more for the first time?"
            listing.given("target_sum", limit)
            listing.line(f"total = {total}")
            listing.line("years = 0")
            with listing.block("while total < target_sum:"):
                listing.line(f"total += {len(ages)}")
                listing.line("years += 1")
            listing.line("return years")
            answer = next(n for n in range(1000) if sum(age + n for age in ages) >= limit)
            check = -((sum(certain) - limit) // len(certain))
        case "gap":
            question = "How many years lie between the oldest and the youngest of them?"
            listing.line(f"ages = [{', '.join(names)}]")
            listing.line("return max(ages) - min(ages)")
            answer, check = max(ages) - min(ages), sorted(certain)[-1] - sorted(certain)[0]
        case _:
            limit = sorted(ages)[len(ages) // 2] - 1
            question, unit = f"How many of them are older than {limit} years?", "people"
            listing.given("age_limit", limit)
            listing.line("older = 0")
            with listing.block(f"for age in [{', '.join(names)}]:"), listing.block("if age > age_limit:"):
                listing.line("older += 1")
            listing.line("return older")
            answer, check = sum(age > limit for age in ages), len([age for age in certain if age - limit >= 1])
    return Problem(paragraph(*told, question), listing.render(), answer, check, unit)


def _ask_ratio(
    family: list[Person],
    names: list[str],
    ages: list[int],
    certain: list[int],
    pair: tuple[int, int, int],
    listing: Listing,
    told: list[str],
) -> Problem:
    old, young, factor = pair
    question = f"In how many years will {family[old].name} be {factor} times as old as {family[young].name}?"
    listing.given("wanted_factor", factor)
    listing.line("years = 0")
    with listing.block(f"while {names[old]} != wanted_factor * {names[young]}:"):
        listing.line(f"{names[old]} += 1")
        listing.line(f"{names[young]} += 1")
        listing.line("years += 1")
    listing.line("return years")
    answer = (ages[old] - factor * ages[young]) // (factor - 1)
    check = _years_until(certain[old], certain[young], factor)
    return Problem(paragraph(*told, question), listing.render(), answer, check, "years")


def _years_until(old: int, young: int, factor: int) -> int:
    years = 0
    while old + years != factor * (young + years):
        years += 1
    return years
