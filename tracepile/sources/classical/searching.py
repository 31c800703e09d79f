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


def _numbers(rng: random.Random, size: int) -> Arguments:
    return (draws.integers(rng, 3 * size, -20, 60),)


def _unevenly_spread_and_target(rng: random.Random, size: int) -> Arguments:
    # The steeper the list ascends at its end, the more probes fall short.
    count = 3 * size + 1
    items = sorted(rng.randint(0, 3) + position**size for position in range(count))
    middle = items[count // 3 : -1]
    return items, rng.choice(middle) if rng.random() < 0.8 else rng.randint(middle[0], middle[-1])


def _longer_sorted_and_target(rng: random.Random, size: int) -> Arguments:
    items = sorted(draws.distinct_integers(rng, 2**size, 0, 99))
    return items, rng.choice(items) if rng.random() < 0.7 else rng.randint(-3, 103)


def _mountain(rng: random.Random, size: int) -> Arguments:
    heights = sorted(draws.distinct_integers(rng, 2**size, 0, 90))
    right = sorted(rng.sample(range(len(heights)), rng.randint(0, len(heights) - 1)), reverse=True)
    left = [height for position, height in enumerate(heights) if position not in right]
    return (left + [heights[position] for position in right],)


def _votes(rng: random.Random, size: int) -> Arguments:
    names = draws.words(rng, 3)
    weights = (5, 1, 1) if rng.random() < 0.7 else (1, 1, 1)
    return (rng.choices(names, weights, k=2 * size + 1),)


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
        techniques=("clrs", "iterative"),
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
        techniques=("recursive", "recursion"),
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
        techniques=("clrs", "recursive", "recursion", "comprehension", "exception"),
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
    Algorithm(
        name="minimum",
        family="searching",
        statement=(
            "Given a list of numbers, return a tuple of the smallest number and the index where it first occurs. Raise "
            "ValueError if the list is empty."
        ),
        source="Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 3rd edition, section 9.1",
        complexity="O(n) for n items",
        draw=_numbers,
        edges=(([],), ([4],), ([2, 2],), ([1, 2, 3],), ([3, 2, 1],)),
        entry_point="minimum",
        techniques=("clrs", "exception"),
    ),
    Algorithm(
        name="interpolation_search",
        family="searching",
        statement=(
            "Given a list of integers in ascending order and a target, return an index of the target, or -1 if it "
            "is not there. Probe where the target would stand if the integers between the two ends were evenly "
            "spread."
        ),
        source=("Perl, Itai and Avni, Interpolation Search: A Log Log N Search, Communications of the ACM 21(7), 1978"),
        complexity="O(log log n) on average for n evenly spread items, O(n) in the worst case",
        draw=_unevenly_spread_and_target,
        edges=(([], 1), ([4], 4), ([4], 5), ([2, 2, 2], 2), ([1, 5, 9], 9), ([1, 5, 9], 6)),
        entry_point="interpolation_search",
        techniques=("iterative",),
    ),
    Algorithm(
        name="exponential_search",
        family="searching",
        statement=(
            "Given a list of different integers in ascending order and a target, return the index of the target, "
            "or -1 if it is not there. Double a bound until the item there is not smaller than the target, then "
            "search between the last two bounds by halving."
        ),
        source=(
            "Bentley and Yao, An Almost Optimal Algorithm for Unbounded Searching, Information Processing Letters "
            "5(3), 1976"
        ),
        complexity="O(log i) for index i",
        draw=_longer_sorted_and_target,
        edges=(([], 1), ([4], 4), ([4], 5), ([1, 5], 5), ([1, 5, 9, 12], 12), ([1, 5, 9], 0)),
        entry_point="exponential_search",
        techniques=("iterative",),
    ),
    Algorithm(
        name="peak_search",
        family="searching",
        statement=(
            "Given a non-empty list of different integers that ascend up to a peak and descend from there, either "
            "of which may be missing, return the index of the peak. Halve the list by whether it ascends in the "
            "middle."
        ),
        source="Kleinberg and Tardos, Algorithm Design, chapter 5, solved exercise 1",
        complexity="O(log n) for n items",
        draw=_mountain,
        edges=(([4],), ([1, 2],), ([2, 1],), ([1, 3, 2],), ([1, 2, 3, 4],)),
        entry_point="peak_search",
        techniques=("iterative",),
    ),
    Algorithm(
        name="majority_vote",
        family="searching",
        statement=(
            "Given a non-empty list of votes, return the candidate with more than half of them, or None if there "
            "is none. Let votes for different candidates cancel each other, and count those of the candidate who "
            "is left."
        ),
        source="Boyer and Moore, MJRTY: A Fast Majority Vote Algorithm, in: Automated Reasoning, 1991",
        complexity="O(n) for n votes",
        draw=_votes,
        edges=((["a"],), (["a", "b"],), (["a", "b", "a"],), (["a", "a", "b", "b"],), (["b", "b", "a", "b"],)),
        entry_point="majority_vote",
    ),
)
