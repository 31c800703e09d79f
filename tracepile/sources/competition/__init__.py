"""Original problems in the manner of programming contests, each with two solutions of different methods.

Every solution is a program that reads standard input and writes standard output. Since two methods rarely share
a mistake, their agreement on fresh inputs (`fresh_inputs`) is evidence for both, and for every rewrite of them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from tracepile.records import Case, Domain, Program
from tracepile.sources.competition import (
    bit_manipulation,
    combinatorics,
    constructive,
    data_structures,
    dynamic_programming,
    games,
    geometry,
    graphs,
    greedy,
    implementation,
    number_theory,
    prefix_sums,
    searching,
    sorting,
    stacks,
    strings,
    trees,
    two_pointers,
)
from tracepile.sources.competition.problem import SIZES, SOLUTIONS, Example, Problem
from tracepile.sources.sourced import SourcedProgram

__all__ = [
    "PROBLEMS",
    "SIZES",
    "SOLUTIONS",
    "Example",
    "Problem",
    "alternative_code",
    "competition_programs",
    "fresh_inputs",
]

PROBLEMS: Mapping[str, Problem] = MappingProxyType(
    {
        problem.slug: problem
        for problem in chain(
            implementation.PROBLEMS,
            greedy.PROBLEMS,
            sorting.PROBLEMS,
            two_pointers.PROBLEMS,
            prefix_sums.PROBLEMS,
            strings.PROBLEMS,
            stacks.PROBLEMS,
            bit_manipulation.PROBLEMS,
            constructive.PROBLEMS,
            searching.PROBLEMS,
            dynamic_programming.PROBLEMS,
            graphs.PROBLEMS,
            trees.PROBLEMS,
            number_theory.PROBLEMS,
            combinatorics.PROBLEMS,
            geometry.PROBLEMS,
            data_structures.PROBLEMS,
            games.PROBLEMS,
        )
    }
)


def competition_programs(seed: str, count: int, *, cases: int = 3) -> Iterator[SourcedProgram]:
    """Give up to `count` solutions with `cases` inputs each; a pure function of its arguments.

    The seed orders the problems. One solution of each problem comes before the second of any, and each such round
    takes the two methods in turn. The programs end when every solution of every problem was given. A program's
    first case is an example of its statement, with the output the statement gives; the others are drawn over all
    sizes of input and have no expected output.

    Raises:
        ValueError: `count` or `cases` is negative.
    """
    if count < 0 or cases < 0:
        raise ValueError(f"count and cases must not be negative, got count={count} and cases={cases}")
    slugs = list(PROBLEMS)
    random.Random(f"competition:{seed}").shuffle(slugs)
    pairs = [
        (slug, (position + turn) % len(SOLUTIONS))
        for turn in range(len(SOLUTIONS))
        for position, slug in enumerate(slugs)
    ]
    for slug, number in pairs[:count]:
        yield _sourced(PROBLEMS[slug], number, random.Random(f"competition:{seed}:{slug}:{number}"), cases)


def fresh_inputs(slug: str, seed: str, count: int) -> tuple[str, ...]:
    """Give up to `count` distinct inputs of a problem: edge cases (at most half), then random ones of all sizes.

    The seeds of `competition_programs` and of this function are separate worlds: the same seed draws anew.

    Raises:
        ValueError: no problem has this slug.
    """
    problem = _problem(slug)
    edges = tuple(dict.fromkeys(problem.edge_cases))[: count // 2]
    rng = random.Random(f"competition-fresh:{seed}:{slug}")
    return (*edges, *problem.inputs(rng, count - len(edges), exclude=frozenset(edges)))


def alternative_code(slug: str) -> str:
    """Give the source of the problem's second solution, by another method than its first.

    Raises:
        ValueError: no problem has this slug.
    """
    return _problem(slug).code("alternative")


def _problem(slug: str) -> Problem:
    try:
        return PROBLEMS[slug]
    except KeyError:
        raise ValueError(f"no competition problem is called {slug!r}; the slugs are the keys of PROBLEMS") from None


def _sourced(problem: Problem, number: int, rng: random.Random, cases: int) -> SourcedProgram:
    name = SOLUTIONS[number]
    program = Program(
        domain=Domain.COMPETITION,
        source=f"competition/{problem.slug}",
        origin=f"problems/{problem.slug}/{name}.py",
        licence="Apache-2.0",
        code=problem.code(name),
        statement=problem.statement,
        tags=problem.tags,
    )
    shown = [rng.choice(problem.examples)][:cases]
    known = frozenset(example.stdin for example in problem.examples)
    return SourcedProgram(
        program,
        (
            *(Case(program.id, stdin=stdin, expected=stdout, expected_from="statement") for stdin, stdout in shown),
            *(Case(program.id, stdin=stdin) for stdin in problem.inputs(rng, cases - len(shown), exclude=known)),
        ),
    )
