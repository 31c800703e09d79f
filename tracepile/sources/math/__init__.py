"""Math word problems and the programs that solve them, generated as a pure function of a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from tracepile.records import Case, Domain, Program
from tracepile.sources.math import (
    ages,
    areas,
    budget,
    coin_change,
    conversions,
    digit_counts,
    interest,
    journey,
    meetings,
    mixtures,
    number_puzzle,
    packing,
    passengers,
    possessions,
    probability,
    pursuit,
    selections,
    sequences,
    shares_left,
    shopping,
    statistics_of_scores,
    stock,
    tank,
    taxes,
    timetables,
    tournaments,
    wages,
    weekdays,
    work_rates,
)
from tracepile.sources.math.problem import HARDEST, Compose, Problem
from tracepile.sources.sourced import SourcedProgram

__all__ = ["FAMILIES", "Compose", "Problem", "math_programs"]

FAMILIES: Mapping[str, Compose] = MappingProxyType(
    {
        "ages": ages.compose,
        "areas": areas.compose,
        "budget": budget.compose,
        "coin_change": coin_change.compose,
        "conversions": conversions.compose,
        "digit_counts": digit_counts.compose,
        "interest": interest.compose,
        "journey": journey.compose,
        "meetings": meetings.compose,
        "mixtures": mixtures.compose,
        "number_puzzle": number_puzzle.compose,
        "packing": packing.compose,
        "passengers": passengers.compose,
        "possessions": possessions.compose,
        "probability": probability.compose,
        "pursuit": pursuit.compose,
        "selections": selections.compose,
        "sequences": sequences.compose,
        "shares_left": shares_left.compose,
        "shopping": shopping.compose,
        "statistics_of_scores": statistics_of_scores.compose,
        "stock": stock.compose,
        "tank": tank.compose,
        "taxes": taxes.compose,
        "timetables": timetables.compose,
        "tournaments": tournaments.compose,
        "wages": wages.compose,
        "weekdays": weekdays.compose,
        "work_rates": work_rates.compose,
    }
)
"""Every family of problems under its name, in alphabetical order."""

_REDRAWS = 50


def math_programs(seed: str, count: int, *, families: Sequence[str] | None = None) -> Iterator[SourcedProgram]:
    """Give `count` programs with their word problems, a pure function of the arguments.

    Families follow each other in a rotation whose order the seed decides, and each family goes through the
    difficulties 1 to 5 in turn, so that a small count is still a miniature of the whole. A program equal in code
    to an earlier one is redrawn; a family that has run dry is left out, and then fewer than `count` come.

    Args:
        seed: names the stream; program i of a stream does not depend on `count`.
        count: number of programs.
        families: names from `FAMILIES` to draw from; None means all of them.

    Raises:
        ValueError: the count is negative, or a family is unknown.
    """
    chosen = sorted(set(FAMILIES if families is None else families))
    unknown = [name for name in chosen if name not in FAMILIES]
    if count < 0 or unknown or not chosen:
        raise ValueError(
            f"cannot draw {count} programs from families {chosen}: give a count of at least 0 "
            f"and families among {', '.join(FAMILIES)}"
        )
    return _draw(seed, count, chosen)


def _draw(seed: str, count: int, chosen: list[str]) -> Iterator[SourcedProgram]:
    random.Random(f"math:{seed}").shuffle(chosen)
    seen: set[str] = set()
    for index in range(count):
        family = chosen[index % len(chosen)]
        difficulty = (index % len(chosen) + index // len(chosen)) % HARDEST + 1
        rng = random.Random(f"math:{seed}:{index}")
        for _ in range(_REDRAWS):
            problem = FAMILIES[family](rng, difficulty)
            if problem.code not in seen:
                seen.add(problem.code)
                yield _sourced(problem, family, seed, index, difficulty)
                break


def _sourced(problem: Problem, family: str, seed: str, index: int, difficulty: int) -> SourcedProgram:
    tags = [family, f"difficulty-{difficulty}"]
    if problem.unit:
        tags.append(f"unit-{problem.unit.replace(' ', '-')}")
    program = Program(
        domain=Domain.MATH,
        source=f"math/{family}",
        origin=f"seed={seed} index={index} difficulty={difficulty}",
        licence="Apache-2.0",
        code=problem.code,
        entry_point="solution",
        statement=problem.statement,
        tags=tuple(tags),
    )
    case = Case(program.id, call="solution()", expected=repr(problem.answer), expected_from="recomputed")
    return SourcedProgram(program, (case,))
