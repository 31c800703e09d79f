"""Sorting."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments

_CLRS = "Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 3rd edition"


def _integers(rng: random.Random, size: int) -> Arguments:
    return (draws.integers(rng, size + 2, -20, 50),)


def _integers_or_words(rng: random.Random, size: int) -> Arguments:
    if rng.random() < 0.3:
        return (draws.words(rng, size + 2),)
    return (draws.integers(rng, size + 2, 0, 30),)


def _long_integers(rng: random.Random, size: int) -> Arguments:
    return (draws.integers(rng, 2 * size + 1, -9, 40),)


def _small_naturals(rng: random.Random, size: int) -> Arguments:
    limit = size + 2
    return draws.integers(rng, 2 * size + 1, 0, limit), limit


def _naturals(rng: random.Random, size: int) -> Arguments:
    return (draws.integers(rng, size + 2, 0, 9 if size == 1 else 99 if size < 4 else 999),)


_INTEGER_EDGES: tuple[Arguments, ...] = (([],), ([7],), ([1, 2, 3, 4],), ([5, 4, 3, 2, 1],), ([2, 2, 2],), ([0, -1],))

ALGORITHMS = (
    Algorithm(
        name="insertion_sort",
        family="sorting",
        statement=(
            "Given a list of integers, sort it in ascending order in place by inserting each element into the sorted "
            "part before it. Return the same list."
        ),
        source=f"{_CLRS}, section 2.1",
        complexity="O(n^2) for n items",
        draw=_integers,
        edges=_INTEGER_EDGES,
        entry_point="insertion_sort",
        techniques=("in-place",),
    ),
    Algorithm(
        name="bubble_sort",
        family="sorting",
        statement=(
            "Given a list of integers, sort a copy of it in ascending order by swapping neighbours that are out of "
            "order, and stop after the first pass without a swap. Return a tuple of the sorted list and the number "
            "of swaps made; the given list stays as it was."
        ),
        source=f"{_CLRS}, problem 2-2",
        complexity="O(n^2) for n items",
        draw=_integers,
        edges=_INTEGER_EDGES,
        entry_point="bubble_sort",
    ),
    Algorithm(
        name="selection_sort",
        family="sorting",
        statement=(
            "Given a list of integers or a list of strings, sort it in ascending order in place by repeatedly moving "
            "the smallest remaining element to the front. Return None; the given list holds the result."
        ),
        source=f"{_CLRS}, exercise 2.2-2",
        complexity="O(n^2) for n items",
        draw=_integers_or_words,
        edges=(*_INTEGER_EDGES, (["b", "a", "B", ""],)),
        entry_point="selection_sort",
        techniques=("in-place",),
    ),
    Algorithm(
        name="merge_sort",
        family="sorting",
        statement=(
            "Given a list of integers or a list of strings, return a new list with the same elements in ascending "
            "order. Sort each half recursively and merge the two sorted halves."
        ),
        source=f"{_CLRS}, section 2.3.1",
        complexity="O(n log n) for n items",
        draw=_integers_or_words,
        edges=(*_INTEGER_EDGES, (["b", "a", "B", ""],)),
        entry_point="merge_sort",
        techniques=("recursion", "divide-and-conquer"),
    ),
    Algorithm(
        name="quick_sort",
        family="sorting",
        statement=(
            "Given a list of integers, sort it in ascending order in place by quicksort: partition each range around "
            "its last element, then sort both sides. Return the same list."
        ),
        source=f"{_CLRS}, section 7.1 (Lomuto's partition)",
        complexity="O(n^2), O(n log n) on average, for n items",
        draw=_integers,
        edges=_INTEGER_EDGES,
        entry_point="quick_sort",
        techniques=("recursion", "divide-and-conquer", "in-place"),
    ),
    Algorithm(
        name="heap_sort",
        family="sorting",
        statement=(
            "Given a list of integers, sort it in ascending order in place: arrange it as a max-heap, then repeatedly "
            "swap the root with the last element of the shrinking heap. Return the same list."
        ),
        source=f"{_CLRS}, chapter 6",
        complexity="O(n log n) for n items",
        draw=_integers,
        edges=_INTEGER_EDGES,
        entry_point="heap_sort",
        techniques=("heap", "in-place"),
    ),
    Algorithm(
        name="counting_sort",
        family="sorting",
        statement=(
            "Given a list of integers between 0 and limit inclusive, and limit, return a new list with the same "
            "integers in ascending order. Count how often each value occurs instead of comparing elements. Raise "
            "ValueError if a value lies outside the range."
        ),
        source=f"{_CLRS}, section 8.2",
        complexity="O(n + k) for n items and limit k",
        draw=_small_naturals,
        edges=(([], 3), ([0], 0), ([2, 2, 2], 2), ([3, 1, 2, 0], 3), ([1, 9], 5), ([4, -1], 4)),
        entry_point="counting_sort",
        techniques=("exception",),
    ),
    Algorithm(
        name="shell_sort",
        family="sorting",
        statement=(
            "Given a list of integers, sort it in ascending order in place by insertion sort over elements a gap "
            "apart, halving the gap down to 1 (gaps n // 2, n // 4, ..., 1). Return the same list."
        ),
        source="Shell, A High-Speed Sorting Procedure, Communications of the ACM 2(7), 1959",
        complexity="O(n^2) with halved gaps for n items",
        draw=_long_integers,
        edges=_INTEGER_EDGES,
        entry_point="shell_sort",
        techniques=("in-place",),
    ),
    Algorithm(
        name="radix_sort",
        family="sorting",
        statement=(
            "Given a list of non-negative integers, return a new list with the same integers in ascending order. "
            "Distribute them into ten buckets by each decimal digit, from the least significant digit to the most."
        ),
        source=f"{_CLRS}, section 8.3",
        complexity="O(d (n + 10)) for n items of at most d digits",
        draw=_naturals,
        edges=(([],), ([0],), ([10, 1],), ([100, 20, 3],), ([7, 7, 7],)),
        entry_point="radix_sort",
    ),
)
