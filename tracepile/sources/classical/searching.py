"""Searching and selection."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments

_LENGTHS = {1: 2, 2: 4, 3: 7, 4: 10, 5: 15}


def _sorted_and_target(rng: random.Random, size: int) -> Arguments:
    items = sorted(draws.distinct_integers(rng, _LENGTHS[size], 0, 60))
    target = rng.choice(items) if rng.random() < 0.6 else rng.randint(-3, 63)
    return items, target


def _sorted_with_repeats_and_target(rng: random.Random, size: int) -> Arguments:
    items = sorted(draws.integers(rng, _LENGTHS[size], 0, 12))
    target = rng.choice(items) if rng.random() < 0.7 else rng.randint(-1, 13)
    return items, target


def _rotated_and_target(rng: random.Random, size: int) -> Arguments:
    items = sorted(draws.distinct_integers(rng, _LENGTHS[size], 0, 60))
    shift = rng.randrange(len(items))
    target = rng.choice(items) if rng.random() < 0.7 else rng.randint(-3, 63)
    return items[shift:] + items[:shift], target


def _items_and_rank(rng: random.Random, size: int) -> Arguments:
    items = draws.integers(rng, size + 3, -10, 40)
    return items, rng.randint(1, len(items))


def _numbers_and_sum(rng: random.Random, size: int) -> Arguments:
    numbers = draws.integers(rng, 2 * size, 1, 40)
    first, second = rng.sample(range(len(numbers)), 2)
    total = numbers[first] + numbers[second] if rng.random() < 0.7 else rng.randint(2, 80)
    return numbers, total


ALGORITHMS = (
    Algorithm(
        name="binary_search",
        family="searching",
        statement=(
            "Given a list of different integers in ascending order and a target integer, return the index of the "
            "target in the list, or -1 if it is not there. Halve the range of candidates at every step."
        ),
        source="Knuth, The Art of Computer Programming, volume 3, section 6.2.1",
        complexity="O(log n) for n items",
        draw=_sorted_and_target,
        edges=(([], 4), ([4], 4), ([4], 5), ([1, 3, 5], 1), ([1, 3, 5], 5), ([1, 3, 5, 7], 4)),
        entry_point="binary_search",
    ),
    Algorithm(
        name="lower_bound",
        family="searching",
        statement=(
            "Given a list of integers in ascending order, in which values may repeat, and a target integer, return "
            "the index of the first element that is not smaller than the target, or the length of the list if every "
            "element is smaller."
        ),
        source="Bentley, Programming Pearls, 2nd edition, section 9.3",
        complexity="O(log n) for n items",
        draw=_sorted_with_repeats_and_target,
        edges=(([], 4), ([4], 4), ([4], 5), ([2, 2, 2, 2], 2), ([1, 2, 2, 3], 3), ([1, 2, 3], 0)),
        entry_point="lower_bound",
        techniques=("recursion",),
    ),
    Algorithm(
        name="rotated_search",
        family="searching",
        statement=(
            "Given a list of different integers that was in ascending order before it was rotated by some number of "
            "positions, and a target integer, return the index of the target in the list, or -1 if it is not there."
        ),
        source="Bentley, Programming Pearls, 2nd edition, column 4 (binary search), adapted to a rotated list",
        complexity="O(log n) for n items",
        draw=_rotated_and_target,
        edges=(([], 1), ([1], 1), ([2, 1], 1), ([3, 1, 2], 4), ([1, 2, 3], 3), ([4, 5, 1, 2, 3], 5)),
        entry_point="rotated_search",
    ),
    Algorithm(
        name="quickselect",
        family="searching",
        statement=(
            "Given a list of integers and a rank k, return the k-th smallest element, where k = 1 is the smallest "
            "and repeated values count each time. Raise ValueError if k is not between 1 and the length of the list."
        ),
        source="Hoare, Algorithm 65: Find, Communications of the ACM 4(7), 1961",
        complexity="O(n^2), O(n) on average, for n items",
        draw=_items_and_rank,
        edges=(([5], 1), ([2, 2, 2], 2), ([3, 1, 2], 1), ([3, 1, 2], 3), ([3, 1, 2], 0), ([], 1)),
        entry_point="quickselect",
        techniques=("recursion", "comprehension", "exception"),
    ),
    Algorithm(
        name="two_sum",
        family="searching",
        statement=(
            "Given a list of integers and a total, find two different positions whose elements add up to the total. "
            "Return the pair of indices (i, j) with i < j whose j is smallest and, for that j, whose i is the last "
            "position before j that holds the needed value; return None if there is no such pair."
        ),
        source="Sedgewick and Wayne, Algorithms, 4th edition, section 1.4 (2-sum), with a hash table from section 3.4",
        complexity="O(n) on average for n items",
        draw=_numbers_and_sum,
        edges=(([], 0), ([5], 10), ([5, 5], 10), ([1, 2, 3], 7), ([0, -4, 4], 0)),
        entry_point="two_sum",
        techniques=("hash table",),
    ),
)
