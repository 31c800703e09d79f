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


def _few_numbers(rng: random.Random, size: int) -> Arguments:
    return (draws.integers(rng, size + 1, 0, 40),)


def _different_numbers(rng: random.Random, size: int) -> Arguments:
    return (draws.distinct_integers(rng, size + 1, 0, 60),)


def _numbers_below(rng: random.Random, size: int) -> Arguments:
    limit = rng.choice((9, 49, 99))
    return draws.integers(rng, 2 * size, 0, limit), limit


def _numbers_and_pivot(rng: random.Random, size: int) -> Arguments:
    numbers = draws.integers(rng, 3 * size, 0, 9)
    return numbers, rng.choice(numbers) if rng.random() < 0.8 else rng.randint(-1, 10)


_SORT_EDGES: tuple[Arguments, ...] = (([],), ([4],), ([1, 2, 3],), ([3, 2, 1],), ([2, 2, 1],))


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
        techniques=("clrs", "iterative", "in-place"),
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
        techniques=("clrs",),
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
        techniques=("iterative", "in-place"),
    ),
    Algorithm(
        name="merge_sort",
        family="sorting",
        statement=(
            "Given a list of integers or a list of strings, return a new list with the same elements in ascending "
            "order, made by merging ever longer sorted lists."
        ),
        source=f"{_CLRS}, section 2.3.1",
        complexity="O(n log n) for n items",
        draw=_integers_or_words,
        edges=(*_INTEGER_EDGES, (["b", "a", "B", ""],)),
        entry_point="merge_sort",
        techniques=("recursive", "recursion", "divide-and-conquer"),
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
        techniques=("clrs", "recursive", "recursion", "divide-and-conquer", "in-place"),
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
        techniques=("clrs", "heap", "in-place"),
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
        techniques=("iterative",),
    ),
    Algorithm(
        name="cocktail_sort",
        family="sorting",
        statement=(
            "Given a list of integers, sort it in place by exchanges of neighbours in passes that go to the right "
            "and to the left in turn, each of which starts where the last one made its last exchange, and return "
            "it."
        ),
        source="Knuth, The Art of Computer Programming, volume 3, section 5.2.2 (cocktail shaker sort)",
        complexity="O(n^2) for n items",
        draw=_few_numbers,
        edges=_SORT_EDGES,
        entry_point="cocktail_sort",
        techniques=("in-place",),
    ),
    Algorithm(
        name="gnome_sort",
        family="sorting",
        statement=(
            "Given a list of integers, sort it in place by walking along it, going back one step with every "
            "exchange of neighbours and forward otherwise, and return it."
        ),
        source=(
            "Sarbazi-Azad, Stupid Sort: A New Sorting Algorithm, University of Glasgow Computing Science "
            "Newsletter 599, 2000"
        ),
        complexity="O(n^2) for n items",
        draw=_few_numbers,
        edges=_SORT_EDGES,
        entry_point="gnome_sort",
        techniques=("in-place",),
    ),
    Algorithm(
        name="comb_sort",
        family="sorting",
        statement=(
            "Given a list of integers, sort it in place by exchanges over a gap that shrinks to 10/13 of itself "
            "before each pass, rounded down but at least 1, until a pass with gap 1 exchanges nothing, and return "
            "it."
        ),
        source="Lacey and Box, A Fast, Easy Sort, Byte 16(4), 1991",
        complexity="O(n^2) for n items",
        draw=_few_numbers,
        edges=_SORT_EDGES,
        entry_point="comb_sort",
        techniques=("in-place",),
    ),
    Algorithm(
        name="cycle_sort",
        family="sorting",
        statement=(
            "Given a list of different integers, sort it in place by exchanging the element at each position with "
            "the one at its final place until the right one has come, and return the number of exchanges."
        ),
        source="Haddon, Cycle-Sort: A Linear Sorting Method, Computer Journal 33(4), 1990",
        complexity="O(n^2) for n items",
        draw=_different_numbers,
        edges=(([],), ([4],), ([1, 2, 3],), ([3, 2, 1],), ([2, 3, 1],)),
        entry_point="cycle_sort",
        techniques=("in-place",),
    ),
    Algorithm(
        name="pancake_sort",
        family="sorting",
        statement=(
            "Given a list of different integers, sort it in place by reversals of leading parts, and return the "
            "list of the lengths of those parts. For each end from the right, bring the largest integer before it "
            "to the front and from there to the end, unless it is there already."
        ),
        source=("Gates and Papadimitriou, Bounds for Sorting by Prefix Reversal, Discrete Mathematics 27(1), 1979"),
        complexity="O(n^2) for n items",
        draw=_different_numbers,
        edges=(([],), ([4],), ([1, 2, 3],), ([3, 2, 1],), ([2, 3, 1],)),
        entry_point="pancake_sort",
        techniques=("in-place",),
    ),
    Algorithm(
        name="bucket_sort",
        family="sorting",
        statement=(
            "Given a list of integers from 0 to a limit, and the limit, return a new sorted list. Spread the "
            "integers over as many buckets of equal width as there are integers, keep each bucket sorted by "
            "insertion, and join the buckets."
        ),
        source=f"{_CLRS}, section 8.4",
        complexity="O(n) on average for n evenly spread items, O(n^2) in the worst case",
        draw=_numbers_below,
        edges=(([], 9), ([4], 9), ([1, 2, 3], 9), ([3, 2, 1], 3), ([2, 2, 1], 9), ([0, 9], 9)),
        entry_point="bucket_sort",
    ),
    Algorithm(
        name="dutch_national_flag",
        family="sorting",
        statement=(
            "Given a list of integers and a pivot, rearrange the list in place such that the smaller ones come "
            "first, then those equal to the pivot, then the larger ones. Return a tuple of the index where the "
            "equal ones start and the index where the larger ones start."
        ),
        source="Dijkstra, A Discipline of Programming, chapter 14",
        complexity="O(n) for n items",
        draw=_numbers_and_pivot,
        edges=(([], 1), ([4], 4), ([1, 2, 3], 2), ([3, 2, 1], 2), ([2, 2, 2], 2), ([5, 1], 3)),
        entry_point="dutch_national_flag",
        techniques=("in-place",),
    ),
)
