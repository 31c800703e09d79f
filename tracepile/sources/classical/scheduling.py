"""Greedy choice in loads, schedules and journeys."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments

_CLRS = "Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 3rd edition"


def _items_and_capacity(rng: random.Random, size: int) -> Arguments:
    items = [(rng.randint(1, 9), rng.randint(1, 30)) for _ in range(2 * size)]
    return items, rng.randint(4 * size, 8 * size)


def _trains(rng: random.Random, size: int) -> Arguments:
    trains = []
    for _ in range(2 * size):
        arrival = rng.randint(0, 20)
        trains.append((arrival, arrival + rng.randint(1, 8)))
    return (trains,)


def _stations(rng: random.Random, size: int) -> Arguments:
    gas = draws.integers(rng, size + 1, 1, 12)
    return gas, [max(0, rng.choice(gas) - rng.randint(0, 2)) for _ in gas]


def _reaches(rng: random.Random, size: int) -> Arguments:
    return ([rng.randint(0 if rng.random() < 0.2 else 1, 3) for _ in range(2 * size + 1)],)


def _lengths_and_deadlines(rng: random.Random, size: int) -> Arguments:
    return ([(rng.randint(1, 6), rng.randint(2, 4 * size)) for _ in range(size + 1)],)


ALGORITHMS = (
    Algorithm(
        name="fractional_knapsack",
        family="greedy",
        statement=(
            "Given a list of items (weight, value) with positive weights, and a capacity, fill a knapsack with "
            "items or parts of them to the largest value. Return the list of tuples (weight, value, weight taken) "
            "in the order of taking: by descending value per weight, ties in the order given."
        ),
        source=f"{_CLRS}, section 16.2",
        complexity="O(n log n) for n items",
        draw=_items_and_capacity,
        edges=(([], 5), ([(2, 3)], 0), ([(2, 3)], 1), ([(2, 3)], 5), ([(2, 2), (1, 3), (3, 3)], 4)),
        entry_point="fractional_knapsack",
    ),
    Algorithm(
        name="minimum_platforms",
        family="greedy",
        statement=(
            "Given a list of trains (arrival, departure), return the smallest number of platforms such that every "
            "train finds a free one. A train that arrives when another departs needs a platform of its own."
        ),
        source="Kleinberg and Tardos, Algorithm Design, section 4.1 (interval partitioning)",
        complexity="O(n log n) for n trains",
        draw=_trains,
        edges=(([],), ([(1, 2)],), ([(1, 2), (2, 3)],), ([(1, 2), (3, 4)],), ([(1, 5), (2, 4), (3, 6)],)),
        entry_point="minimum_platforms",
        techniques=("sweep",),
    ),
    Algorithm(
        name="gas_station",
        family="greedy",
        statement=(
            "Given the gas at each station of a ring road and the gas needed from each station to the next, "
            "return the smallest index of a station from which a car with an empty tank can go round once, or -1 "
            "if there is none. No station before the one where the tank runs dry can be the start."
        ),
        source="Winkler, Mathematical Puzzles: A Connoisseur's Collection, the puzzle of the gasoline crisis",
        complexity="O(n) for n stations",
        draw=_stations,
        edges=(([5], [5]), ([5], [6]), ([1, 5], [5, 1]), ([1, 2, 3], [3, 1, 2]), ([2, 2], [3, 2])),
        entry_point="gas_station",
    ),
    Algorithm(
        name="jump_game",
        family="greedy",
        statement=(
            "Given a non-empty list of the largest jump to the right that can be made from each position, return "
            "the smallest number of jumps from the first position to the last, or -1 if it cannot be reached. "
            "Move on the end of what a number of jumps can reach."
        ),
        source="Kleinberg and Tardos, Algorithm Design, section 4.1 (the greedy choice that stays ahead)",
        complexity="O(n) for n positions",
        draw=_reaches,
        edges=(([0],), ([1, 0],), ([0, 1],), ([2, 0, 0],), ([3, 2, 1, 0, 4],)),
        entry_point="jump_game",
    ),
    Algorithm(
        name="minimize_lateness",
        family="greedy",
        statement=(
            "Given a list of jobs (length, deadline) for one machine, run them one after the other in ascending "
            "order of deadline, ties in the order given. Return a tuple of the list of the start and end of each "
            "job in that order and the largest lateness, which is 0 if every job meets its deadline and the "
            "smallest possible in any case."
        ),
        source="Kleinberg and Tardos, Algorithm Design, section 4.2",
        complexity="O(n log n) for n jobs",
        draw=_lengths_and_deadlines,
        edges=(([],), ([(3, 3)],), ([(3, 2)],), ([(1, 4), (2, 2)],), ([(4, 4), (4, 4)],)),
        entry_point="minimize_lateness",
    ),
)
