"""Math word problems and the programs that solve them, generated as a pure function of a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from tracepile.records import Case, Domain, Program
from tracepile.sources.math import (
    ages,
    areas,
    average_speeds,
    barter,
    batteries,
    break_even,
    budget,
    calendars,
    coin_change,
    collections_compared,
    committees,
    conversions,
    data_series,
    dials,
    dice_sums,
    digit_counts,
    digit_games,
    dilution,
    divisor_puzzles,
    enrolments,
    equations,
    exchange_rates,
    figurate_numbers,
    fraction_chains,
    frequency_tables,
    fuel_trips,
    harvests,
    interest,
    journey,
    lattice_paths,
    letter_codes,
    loans,
    matrices,
    meetings,
    mixtures,
    number_bases,
    number_puzzle,
    packing,
    passengers,
    percent_changes,
    polygons,
    polynomials,
    populations,
    possessions,
    prize_tables,
    probability,
    pursuit,
    quadratics,
    queues,
    ratio_splits,
    recipe_scaling,
    recurrences,
    relay_work,
    remainders,
    reorders,
    savings_goals,
    selections,
    sequences,
    shares_left,
    shopping,
    signals,
    solids,
    staircases,
    statistics_of_scores,
    stock,
    tank,
    taxes,
    time_zones,
    timetables,
    tournaments,
    two_unknowns,
    unit_prices,
    urns,
    wages,
    water_bills,
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
        "average_speeds": average_speeds.compose,
        "barter": barter.compose,
        "batteries": batteries.compose,
        "break_even": break_even.compose,
        "budget": budget.compose,
        "calendars": calendars.compose,
        "coin_change": coin_change.compose,
        "collections_compared": collections_compared.compose,
        "committees": committees.compose,
        "conversions": conversions.compose,
        "data_series": data_series.compose,
        "dials": dials.compose,
        "dice_sums": dice_sums.compose,
        "digit_counts": digit_counts.compose,
        "digit_games": digit_games.compose,
        "dilution": dilution.compose,
        "divisor_puzzles": divisor_puzzles.compose,
        "enrolments": enrolments.compose,
        "equations": equations.compose,
        "exchange_rates": exchange_rates.compose,
        "figurate_numbers": figurate_numbers.compose,
        "fraction_chains": fraction_chains.compose,
        "frequency_tables": frequency_tables.compose,
        "fuel_trips": fuel_trips.compose,
        "harvests": harvests.compose,
        "interest": interest.compose,
        "journey": journey.compose,
        "lattice_paths": lattice_paths.compose,
        "letter_codes": letter_codes.compose,
        "loans": loans.compose,
        "matrices": matrices.compose,
        "meetings": meetings.compose,
        "mixtures": mixtures.compose,
        "number_bases": number_bases.compose,
        "number_puzzle": number_puzzle.compose,
        "packing": packing.compose,
        "passengers": passengers.compose,
        "percent_changes": percent_changes.compose,
        "polygons": polygons.compose,
        "polynomials": polynomials.compose,
        "populations": populations.compose,
        "possessions": possessions.compose,
        "prize_tables": prize_tables.compose,
        "probability": probability.compose,
        "pursuit": pursuit.compose,
        "quadratics": quadratics.compose,
        "queues": queues.compose,
        "ratio_splits": ratio_splits.compose,
        "recipe_scaling": recipe_scaling.compose,
        "recurrences": recurrences.compose,
        "relay_work": relay_work.compose,
        "remainders": remainders.compose,
        "reorders": reorders.compose,
        "savings_goals": savings_goals.compose,
        "selections": selections.compose,
        "sequences": sequences.compose,
        "shares_left": shares_left.compose,
        "shopping": shopping.compose,
        "signals": signals.compose,
        "solids": solids.compose,
        "staircases": staircases.compose,
        "statistics_of_scores": statistics_of_scores.compose,
        "stock": stock.compose,
        "tank": tank.compose,
        "taxes": taxes.compose,
        "time_zones": time_zones.compose,
        "timetables": timetables.compose,
        "tournaments": tournaments.compose,
        "two_unknowns": two_unknowns.compose,
        "unit_prices": unit_prices.compose,
        "urns": urns.compose,
        "wages": wages.compose,
        "water_bills": water_bills.compose,
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
