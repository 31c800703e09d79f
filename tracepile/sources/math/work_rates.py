"""Workers with different speeds who come and go: how much of the job is done, and when it is finished."""

from __future__ import annotations

import random
from fractions import Fraction
from math import lcm

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import Person, listed, paragraph, people

_JOBS = (
    ("paint a fence", "fence"),
    ("dig a trench", "trench"),
    ("type a manuscript", "manuscript"),
    ("harvest a field", "field"),
    ("pave a courtyard", "courtyard"),
)


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a job done in phases by changing teams, unfinished until the last phase."""
    job, thing = rng.choice(_JOBS)
    number = at_difficulty(difficulty, (2, 2, 3, 4, 4))
    phases = at_difficulty(difficulty, (1, 2, 3, 4, 5))
    team = people(rng, number)
    while True:
        alone = rng.sample((6, 8, 9, 10, 12, 15, 18, 20, 24, 30, 36, 40), number)
        plan = [(sorted(rng.sample(range(number), rng.randint(1, number))), rng.randint(1, 4)) for _ in range(phases)]
        done = sum((hours * sum((Fraction(1, alone[i]) for i in who), Fraction()) for who, hours in plan), Fraction())
        fair = all(plan[i][0] != plan[i + 1][0] for i in range(phases - 1))
        busy = {worker for who, _ in plan for worker in who}
        if fair and done < 1 and len(busy) == number:
            break
    listing = Listing()
    listing.need("from fractions import Fraction")
    times = [listing.given(f"{who.name.lower()}_hours", hours) for who, hours in zip(team, alone, strict=True)]
    by_rates = rng.random() < 0.5 or phases > 2
    rates = [f"Fraction(1, {name})" for name in times]
    if by_rates:
        for index, who in enumerate(team):
            listing.line(f"{who.name.lower()}_rate = {rates[index]}")
            rates[index] = f"{who.name.lower()}_rate"
    looped = rng.random() < 0.4
    if not looped:
        listing.line("done = Fraction(0)") if phases > 1 else None
    told = []
    for index, (workers, hours) in enumerate(plan):
        length = listing.given(f"phase_{index + 1}_hours", hours)
        total = " + ".join(rates[i] for i in workers)
        told.append(_told_phase(index, [team[i].name for i in workers], hours))
        _write_phase(listing, index, phases, length, total, looped)
    alone_told = listed([f"{who.name} needs {hours} hours" for who, hours in zip(team, alone, strict=True)])
    opening = f"To {job} alone, {alone_told}."
    question, answer, check, unit = _ask(rng, listing, thing, team, alone, rates, plan)
    return Problem(paragraph(opening, *told, question), listing.render(), answer, check, unit)


def _ask(
    rng: random.Random,
    listing: Listing,
    thing: str,
    team: list[Person],
    alone: list[int],
    rates: list[str],
    plan: list[tuple[list[int], int]],
) -> tuple[str, str, str, str]:
    """Write the question's part of the program; give the question, both answers and the unit.

    The second answer counts in units of work, of which everybody does a whole number an hour.
    """
    done = sum((hours * sum((Fraction(1, alone[i]) for i in who), Fraction()) for who, hours in plan), Fraction())
    units = lcm(*alone)
    finished = sum(hours * sum(units // alone[i] for i in who) for who, hours in plan)
    asked = rng.choice(("done", "left", "finish"))
    if asked == "done":
        listing.line("return str(done)")
        question = f"What fraction of the {thing} is done then? Give the fraction in lowest terms."
        return question, str(done), str(Fraction(finished, units)), ""
    listing.line("left = 1 - done")
    if asked == "left":
        listing.line("return str(left)")
        question = f"What fraction of the {thing} is left? Give the fraction in lowest terms."
        return question, str(1 - done), str(Fraction(units - finished, units)), ""
    finishers = rng.choice([list(range(len(team))), [rng.randrange(len(team))]])
    names = listed([team[i].name for i in finishers])
    verb = "finish" if len(finishers) > 1 else "finishes"
    question = f"{names} {verb} the rest. How many more hours does that take?"
    listing.line(f"speed = {' + '.join(rates[i] for i in finishers)}")
    listing.line("hours_left = left / speed")
    listing.line("return str(hours_left)")
    answer = (1 - done) / sum((Fraction(1, alone[i]) for i in finishers), Fraction())
    check = Fraction(units - finished, sum(units // alone[i] for i in finishers))
    return f"{question} Give a whole number or a fraction in lowest terms.", str(answer), str(check), "hours"


def _told_phase(index: int, names: list[str], hours: int) -> str:
    workers = listed(names)
    verb = "work together" if len(names) > 1 else "works alone"
    span = f"for {hours} {'hour' if hours == 1 else 'hours'}"
    return f"{workers} {verb} {span}." if index == 0 else f"Then {workers} {verb} {span}."


def _write_phase(listing: Listing, index: int, phases: int, length: str, total: str, looped: bool) -> None:
    if looped:
        if index == 0:
            listing.line("done = Fraction(0)")
        listing.line(f"speed_{index + 1} = {total}")
        with listing.block(f"for _ in range({length}):"):
            listing.line(f"done += speed_{index + 1}")
    elif phases == 1:
        listing.line(f"speed = {total}")
        listing.line(f"done = speed * {length}")
    elif " + " in total:
        listing.line(f"speed_{index + 1} = {total}")
        listing.line(f"done += speed_{index + 1} * {length}")
    else:
        listing.line(f"done += {total} * {length}")
