"""Counting choices: menus, codes, committees, seatings, put together from stages and exclusions."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import combinations, permutations, product
from math import comb, perm

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import digits, paragraph

_POOLS = ("jazz pieces", "short plays", "old songs", "new songs", "poems", "short films", "fairy tales", "folk dances")


@dataclass(frozen=True, slots=True)
class _Stage:
    """One independent choice: its kind, the size of its pool and how many are taken."""

    kind: str
    pool: int
    taken: int
    what: str


_KINDS = ("one", "set", "order", "repeat")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw stages that are chosen independently, and perhaps an exclusion."""
    number = at_difficulty(difficulty, (1, 2, 3, 4, 5))
    while True:
        stages = [_draw_stage(rng, what) for what in rng.sample(_POOLS, number)]
        total = _count(stages)
        if total <= 2_000_000 and len({(stage.kind, stage.pool, stage.taken) for stage in stages}) == number:
            break
    listing = Listing()
    shape = rng.choice(("inline", "named", "helper") if number < 3 else ("named", "helper", "helper", "helper"))
    if shape == "helper":
        listing.function(_FALLING)
    told = [_told(stage, index) for index, stage in enumerate(stages)]
    parts = [_write(listing, stage, shape) for stage in stages]
    if shape == "inline" or number == 1:
        listing.line(f"programmes = {' * '.join(parts)}")
    else:
        listing.line("programmes = 1")
        for part in parts:
            listing.line(f"programmes *= {part}")
    again = _enumerated(stages)
    exclusion = rng.choice(("none", "rejected", "days"))
    question, unit, answer, check = "How many different programmes are possible?", "programmes", total, again
    if exclusion == "rejected" and 12 < total < 5000:
        rejected = rng.randint(2, total // 3)
        told.append(f"Of all possible programmes, {digits(rejected)} have been shown before and are ruled out.")
        listing.given("ruled_out", rejected)
        listing.line("programmes -= ruled_out")
        answer, check = total - rejected, again - rejected
        question = "How many programmes remain?"
    elif exclusion == "days" and 12 < total < 1000:
        per_day = rng.randint(2, 9)
        told.append(f"The festival shows {per_day} different programmes a day and repeats none.")
        question, unit = "After how many days has every possible programme been shown?", "days"
        listing.given("per_day", per_day)
        listing.line("days = programmes // per_day")
        with listing.block("if programmes % per_day > 0:"):
            listing.line("days += 1")
        answer, check = -(-total // per_day), (again + per_day - 1) // per_day
    listing.line(f"return {'days' if unit == 'days' else 'programmes'}")
    opening = "A festival programme is put together as follows."
    return Problem(paragraph(opening, *told, question), listing.render(), answer, check, unit)


_FALLING = """
def arrangements(pool, taken):
    ways = 1
    for used in range(taken):
        ways *= pool - used
    return ways


def selections(pool, taken):
    return arrangements(pool, taken) // arrangements(taken, taken)
"""


def _draw_stage(rng: random.Random, what: str) -> _Stage:
    kind = rng.choice(_KINDS)
    pool = rng.randint(3, 8)
    return _Stage(kind, pool, 1 if kind == "one" else rng.randint(2, min(3, pool - 1)), what)


def _count(stages: list[_Stage]) -> int:
    total = 1
    for stage in stages:
        ways = {"one": stage.pool, "set": comb(stage.pool, stage.taken), "order": perm(stage.pool, stage.taken)}
        total *= ways.get(stage.kind, stage.pool**stage.taken)
    return total


def _enumerated(stages: list[_Stage]) -> int:
    """List every outcome of every stage and multiply their numbers."""
    total = 1
    for stage in stages:
        pool = range(stage.pool)
        outcomes = {
            "set": combinations(pool, stage.taken),
            "order": permutations(pool, stage.taken),
        }.get(stage.kind, product(pool, repeat=stage.taken))
        total *= len(set(outcomes))
    return total


def _told(stage: _Stage, index: int) -> str:
    lead = "First," if index == 0 else "Then"
    return {
        "one": f"{lead} 1 of {stage.pool} {stage.what} is chosen.",
        "set": f"{lead} {stage.taken} of {stage.pool} {stage.what} are chosen, and their order does not matter.",
        "order": f"{lead} {stage.taken} of {stage.pool} {stage.what} are put in an order.",
        "repeat": f"{lead} {stage.taken} places are filled in order, each with any of {stage.pool} {stage.what}; "
        "repeats are allowed.",
    }[stage.kind]


def _write(listing: Listing, stage: _Stage, shape: str) -> str:
    word = stage.what.replace(" ", "_")
    pool = listing.given(word, stage.pool)
    if stage.kind == "one":
        return pool
    taken = listing.given(f"{word}_taken", stage.taken)
    if stage.kind == "repeat":
        return f"{pool}**{taken}"
    if shape != "helper":
        listing.need("import math")
        call = f"math.{'comb' if stage.kind == 'set' else 'perm'}({pool}, {taken})"
    else:
        call = f"{'selections' if stage.kind == 'set' else 'arrangements'}({pool}, {taken})"
    if shape == "inline":
        return call
    ways = listing.name(f"{word}_ways")
    listing.line(f"{ways} = {call}")
    return ways
