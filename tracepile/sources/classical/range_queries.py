"""Structures that answer queries about ranges of a list."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments


def _range(rng: random.Random, count: int) -> tuple[int, int]:
    start, end = sorted(rng.sample(range(count + 1), 2))
    return start, end


def _numbers_and_ranges(rng: random.Random, size: int) -> Arguments:
    count = size + 1
    return draws.integers(rng, count, -5, 20), [_range(rng, count) for _ in range((size + 1) // 2)]


def _numbers_and_operations(rng: random.Random, size: int) -> Arguments:
    count = size + 1
    operations: list[tuple[str, int, int]] = []
    for _ in range(size):
        if rng.random() < 0.4:
            operations.append(("set", rng.randrange(count), rng.randint(0, 30)))
        else:
            operations.append(("min", *_range(rng, count)))
    return draws.integers(rng, count, 0, 30), operations


def _count_and_range_operations(rng: random.Random, size: int) -> Arguments:
    count = (2, 2, 3, 3, 4)[size - 1]
    operations: list[tuple[int, int, int | None]] = []
    for number in range((size + 3) // 2):
        operations.append((*_range(rng, count), rng.randint(1, 9) if number % 2 == 0 else None))
    return count, operations


ALGORITHMS = (
    Algorithm(
        name="fenwick_tree",
        family="data structures",
        statement=(
            "Given a list of integers and a list of ranges (start, end), return the list of the sums of the "
            "elements from start up to, but not including, end. Keep the partial sums of a binary indexed tree."
        ),
        source=(
            "Fenwick, A New Data Structure for Cumulative Frequency Tables, Software: Practice and Experience "
            "24(3), 1994"
        ),
        complexity="O((n + q) log n) for n integers and q ranges",
        draw=_numbers_and_ranges,
        edges=(
            ([], []),
            ([5], [(0, 1)]),
            ([5], [(0, 0)]),
            ([1, 2, 3], [(0, 3), (1, 2)]),
            ([1, 2, 3, 4], [(3, 4), (0, 4)]),
        ),
        entry_point="range_sums",
        techniques=("object-oriented", "class", "bits"),
    ),
    Algorithm(
        name="segment_tree",
        family="data structures",
        statement=(
            "Given a non-empty list of integers and a list of operations, ('set', index, value) or ('min', start, "
            "end) with start below end, return the list of the minima asked for, each over the elements from "
            "start up to, but not including, end. The tree is an array, in which node i has the children 2i and "
            "2i + 1."
        ),
        source="Laaksonen, Competitive Programmer's Handbook, section 9.3",
        complexity="O(n + q log n) for n integers and q operations",
        draw=_numbers_and_operations,
        edges=(
            ([5], []),
            ([5], [("min", 0, 1)]),
            ([5, 2], [("min", 0, 2), ("set", 1, 9), ("min", 0, 2)]),
            ([1, 2, 3], [("min", 1, 3)]),
        ),
        entry_point="segment_tree",
        techniques=("iterative",),
    ),
    Algorithm(
        name="lazy_segment_tree",
        family="data structures",
        statement=(
            "Given a positive number n of counters, all 0, and a list of operations (start, end, amount) on those "
            "from start up to, but not including, end, add the amount to each of them, or, if it is None, ask for "
            "their sum. Return the list of the sums. An addition stays pending at the topmost nodes of the tree "
            "that lie in its range."
        ),
        source="Laaksonen, Competitive Programmer's Handbook, section 28.1 (lazy segment trees)",
        complexity="O(q log n) for q operations",
        draw=_count_and_range_operations,
        edges=((1, []), (1, [(0, 1, 5), (0, 1, None)]), (2, [(0, 2, 3), (1, 2, None)]), (3, [(1, 3, 2), (0, 2, None)])),
        entry_point="run_operations",
        techniques=("object-oriented", "class", "recursion", "lazy propagation"),
    ),
    Algorithm(
        name="sparse_table",
        family="data structures",
        statement=(
            "Given a non-empty list of integers and a list of ranges (start, end) with start below end, return "
            "the list of the minima of the elements from start up to, but not including, end. Tabulate the minima "
            "of all ranges whose length is a power of 2; two of them cover any range."
        ),
        source=("Bender and Farach-Colton, The LCA Problem Revisited, Latin American Theoretical Informatics, 2000"),
        complexity="O(n log n + q) for n integers and q ranges",
        draw=_numbers_and_ranges,
        edges=(([5], []), ([5], [(0, 1)]), ([2, 1], [(0, 1), (0, 2)]), ([3, 1, 2, 4], [(0, 4), (2, 4), (0, 3)])),
        entry_point="sparse_table",
        techniques=("table",),
    ),
)
