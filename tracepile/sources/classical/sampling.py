"""Draw programs with cases, and fresh calls, from the registry of classical algorithms."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator

from tracepile.records import Case, Domain, Program
from tracepile.sources.classical.algorithm import SIZES, Algorithm
from tracepile.sources.classical.registry import ALGORITHMS
from tracepile.sources.sourced import SourcedProgram

_EDGE_CASE_SHARE = 0.2
_DRAWS_PER_CALL = 50


def classical_programs(seed: str, count: int, *, cases: int = 4) -> Iterator[SourcedProgram]:
    """Give classical programs, each with `cases` distinct inputs; a pure function of its arguments.

    The order is random but balanced: any leading part of it holds every family in proportion to its size. Each
    algorithm has one program, so at most `len(ALGORITHMS)` programs come, however large `count` is; ask for more
    `cases` to get more data. Inputs of one program spread evenly over the sizes, with some edge cases among them.

    Raises:
        ValueError: an algorithm does not have `cases` distinct inputs.
    """
    for algorithm in _balanced_order(seed)[: max(count, 0)]:
        program = Program(
            domain=Domain.CLASSICAL,
            source=f"classical/{algorithm.name}",
            origin=algorithm.file,
            licence="Apache-2.0",
            code=algorithm.code,
            entry_point=algorithm.entry_point,
            statement=algorithm.statement,
            tags=(algorithm.family, *algorithm.techniques),
        )
        calls = _distinct_calls(algorithm, f"classical:{seed}:{algorithm.name}", cases, _EDGE_CASE_SHARE)
        yield SourcedProgram(program, tuple(Case(program.id, call=call) for call in calls))


def fresh_calls(name: str, seed: str, count: int) -> tuple[str, ...]:
    """Give `count` distinct calls of an algorithm for a proof of equivalence; a pure function of its arguments.

    Edge cases come first and fill at most half of the calls; the others are random and spread over the sizes.
    They are drawn from another stream than the cases of `classical_programs` with the same seed.

    Raises:
        KeyError: no algorithm has this name.
        ValueError: the algorithm does not have `count` distinct inputs.
    """
    if name not in ALGORITHMS:
        raise KeyError(f"no classical algorithm is named {name!r}; the names are {', '.join(ALGORITHMS)}")
    algorithm = ALGORITHMS[name]
    edge_cases = algorithm.edge_cases[: count // 2]
    return _distinct_calls(algorithm, f"classical:fresh:{seed}:{name}", count, 0.0, first=edge_cases)


def _balanced_order(seed: str) -> list[Algorithm]:
    """Shuffle all algorithms so that every leading part holds the families in proportion."""
    rng = random.Random(f"classical:{seed}")
    by_family: dict[str, list[Algorithm]] = defaultdict(list)
    for algorithm in ALGORITHMS.values():
        by_family[algorithm.family].append(algorithm)
    placed: list[tuple[float, Algorithm]] = []
    for members in by_family.values():
        rng.shuffle(members)
        placed += [((index + rng.random()) / len(members), member) for index, member in enumerate(members)]
    return [algorithm for _, algorithm in sorted(placed, key=lambda place: place[0])]


def _distinct_calls(
    algorithm: Algorithm, stream: str, count: int, edge_share: float, first: tuple[str, ...] = ()
) -> tuple[str, ...]:
    calls = dict.fromkeys(first)
    offset = random.Random(stream).randrange(len(SIZES))
    for k in range(_DRAWS_PER_CALL * count):
        if len(calls) >= count:
            break
        rng = random.Random(f"{stream}:{k}")
        # Steps of two visit all five sizes in turn and put small and large ones side by side.
        size = SIZES[(offset + 2 * k) % len(SIZES)]
        is_edge_case = rng.random() < edge_share
        calls[rng.choice(algorithm.edge_cases) if is_edge_case else algorithm.generate(rng, size)] = None
    if len(calls) < count:
        raise ValueError(
            f"{algorithm.name} gave only {len(calls)} distinct inputs, {count} were asked for; ask for fewer"
        )
    return tuple(calls)
