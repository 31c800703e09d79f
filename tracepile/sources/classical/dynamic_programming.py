"""Dynamic programming."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments

_CLRS = "Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 3rd edition"
_KLEINBERG_TARDOS = "Kleinberg and Tardos, Algorithm Design"


def _two_strings(rng: random.Random, size: int) -> Arguments:
    lengths = [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6)][size - 1]
    first, second = rng.sample(lengths, 2)
    return draws.text(rng, first, "ABCD"), draws.text(rng, second, "ABCD")


def _weights_values_capacity(rng: random.Random, size: int) -> Arguments:
    count, capacity = [(1, 3), (2, 4), (2, 6), (3, 7), (4, 8)][size - 1]
    weights = draws.integers(rng, count, 1, capacity)
    return weights, draws.integers(rng, count, 1, 20), capacity


def _coins_and_amount(rng: random.Random, size: int) -> Arguments:
    coins = sorted(draws.distinct_integers(rng, 2 if size < 3 else 3, 1, 7))
    return coins, rng.randint(2 * size, 2 * size + 2)


def _coins_and_larger_amount(rng: random.Random, size: int) -> Arguments:
    coins = sorted(draws.distinct_integers(rng, 2 if size < 4 else 3, 1, 6))
    return coins, rng.randint(size + 2, 2 * size + 2)


def _integers(rng: random.Random, size: int) -> Arguments:
    return (draws.integers(rng, 2 * size, 0, 30),)


def _signed_integers(rng: random.Random, size: int) -> Arguments:
    return (draws.integers(rng, 2 * size + 1, -9, 9),)


def _dimensions(rng: random.Random, size: int) -> Arguments:
    return (draws.integers(rng, size + 1 if size > 1 else 3, 1, 12),)


def _numbers_and_target(rng: random.Random, size: int) -> Arguments:
    numbers = draws.integers(rng, size + 2, 1, 15)
    reachable = sum(number for number in numbers if rng.random() < 0.5)
    return numbers, reachable if rng.random() < 0.6 else rng.randint(1, 15 + 5 * size)


def _amounts(rng: random.Random, size: int) -> Arguments:
    return (draws.integers(rng, 2 * size, 1, 30),)


def _index_and_start(rng: random.Random, size: int) -> Arguments:
    return 4 * size + rng.randint(-2, 1), *rng.choice(((0, 1), (2, 1), tuple(draws.integers(rng, 2, -3, 9))))


def _jobs(rng: random.Random, size: int) -> Arguments:
    jobs = []
    for _ in range(size + 1):
        start = rng.randint(0, 10)
        jobs.append((start, start + rng.randint(1, 6), rng.randint(1, 20)))
    return (jobs,)


def _hits_and_misses(rng: random.Random, size: int) -> Arguments:
    count = (1, 2, 3, 3, 4)[size - 1]
    return draws.integers(rng, count, 1, 9), draws.integers(rng, count + 1, 0, 5)


_STRING_EDGES: tuple[Arguments, ...] = (
    ("", ""),
    ("", "AB"),
    ("A", ""),
    ("A", "A"),
    ("A", "B"),
    ("ABC", "ABC"),
    ("AB", "BA"),
)

ALGORITHMS = (
    Algorithm(
        name="longest_common_subsequence",
        family="dynamic programming",
        statement=(
            "Given two strings, return a longest string that is a subsequence of both. Where several are longest, "
            "walk the table of lengths back from its last entry and, between characters that differ, drop the last "
            "character of the first string if that keeps the length, else that of the second."
        ),
        source=f"{_CLRS}, section 15.4",
        complexity="O(m n) for strings of m and n characters",
        draw=_two_strings,
        edges=_STRING_EDGES,
        entry_point="longest_common_subsequence",
        techniques=("clrs", "iterative", "table"),
    ),
    Algorithm(
        name="edit_distance",
        family="dynamic programming",
        statement=(
            "Given two strings, return the smallest number of insertions, deletions and replacements of single "
            "characters that turns the first string into the second."
        ),
        source="Wagner and Fischer, The String-to-String Correction Problem, Journal of the ACM 21(1), 1974",
        complexity="O(m n) for strings of m and n characters",
        draw=_two_strings,
        edges=_STRING_EDGES,
        entry_point="edit_distance",
        techniques=("iterative", "table"),
    ),
    Algorithm(
        name="knapsack",
        family="dynamic programming",
        statement=(
            "Given the positive integer weights and the values of items, in two lists of one length, and an integer "
            "capacity, return the largest total value of items whose weights add up to at most the capacity. Each "
            "item can be taken once."
        ),
        source=f"{_KLEINBERG_TARDOS}, section 6.4",
        complexity="O(n W) for n items and capacity W",
        draw=_weights_values_capacity,
        edges=(
            ([], [], 5),
            ([3], [9], 0),
            ([3], [9], 2),
            ([3], [9], 3),
            ([2, 2], [5, 7], 3),
            ([1, 2, 3], [1, 2, 3], 6),
        ),
        entry_point="knapsack",
        techniques=("iterative",),
    ),
    Algorithm(
        name="coin_change",
        family="dynamic programming",
        statement=(
            "Given a list of different positive coin values and a non-negative amount, return the smallest number of "
            "coins that add up to the amount, each value used as often as needed, or -1 if no coins do."
        ),
        source="Dasgupta, Papadimitriou and Vazirani, Algorithms, exercises 6.17 to 6.19",
        complexity="O(n A) for n coin values and amount A",
        draw=_coins_and_amount,
        edges=(([1], 0), ([2], 3), ([2], 4), ([], 1), ([5, 3], 1), ([1, 3, 4], 6)),
        entry_point="coin_change",
    ),
    Algorithm(
        name="count_change",
        family="dynamic programming",
        statement=(
            "Given a list of different positive coin values in ascending order and a non-negative amount, return the "
            "number of ways to make the amount, where the order of the coins does not matter."
        ),
        source="Abelson and Sussman, Structure and Interpretation of Computer Programs, 2nd edition, section 1.2.2",
        complexity="O(n A) for n coin values and amount A",
        draw=_coins_and_larger_amount,
        edges=(([1], 0), ([2], 3), ([2], 4), ([], 1), ([1, 2], 4)),
        entry_point="count_change",
        techniques=("recursive", "recursion", "memo"),
    ),
    Algorithm(
        name="longest_increasing_subsequence",
        family="dynamic programming",
        statement=(
            "Given a list of integers, return the length of its longest strictly increasing subsequence. Keep, for "
            "each length, the smallest last element of an increasing subsequence of that length."
        ),
        source="Fredman, On Computing the Length of Longest Increasing Subsequences, Discrete Mathematics 11(1), 1975",
        complexity="O(n log n) for n items",
        draw=_integers,
        edges=(([],), ([4],), ([1, 2, 3],), ([3, 2, 1],), ([2, 2, 2],), ([0, 8, 4, 12, 2],)),
        entry_point="longest_increasing_subsequence",
        techniques=("binary search",),
    ),
    Algorithm(
        name="matrix_chain",
        family="dynamic programming",
        statement=(
            "Given a list of dimensions d of at least two positive integers, where matrix i of a chain has d[i] rows "
            "and d[i + 1] columns, return the smallest number of scalar multiplications that computes the product of "
            "the whole chain."
        ),
        source=f"{_CLRS}, section 15.2",
        complexity="O(n^3) for n matrices",
        draw=_dimensions,
        edges=(([3, 4],), ([2, 3, 4],), ([1, 1, 1, 1],), ([10, 1, 10, 1],)),
        entry_point="matrix_chain",
        techniques=("clrs", "recursive", "recursion", "memo"),
    ),
    Algorithm(
        name="maximum_subarray",
        family="dynamic programming",
        statement=(
            "Given a list of integers that is not empty, return a tuple (total, start, end) of a slice [start:end] "
            "that is not empty and has the largest total. Of several such slices take the one that ends first, and of "
            "those the one that starts first."
        ),
        source="Bentley, Programming Pearls: Algorithm Design Techniques, Communications of the ACM 27(9), 1984",
        complexity="O(n) for n items",
        draw=_signed_integers,
        edges=(([5],), ([-5],), ([-3, -1, -2],), ([0, 0],), ([2, -2, 3],), ([1, 2, 3],)),
        entry_point="maximum_subarray",
        techniques=("clrs",),
    ),
    Algorithm(
        name="subset_sum",
        family="dynamic programming",
        statement=(
            "Given a list of positive integers and a non-negative target, return True if some of the integers, each "
            "used at most once, add up to the target (no integers add up to 0), and False otherwise."
        ),
        source=f"{_KLEINBERG_TARDOS}, section 6.4",
        complexity="O(n 2^n) for n integers",
        draw=_numbers_and_target,
        edges=(([], 0), ([], 3), ([3], 3), ([2, 4], 5), ([1, 1], 2)),
        entry_point="subset_sum",
        techniques=("set",),
    ),
    Algorithm(
        name="house_robber",
        family="dynamic programming",
        statement=(
            "Given a list of positive amounts, return the largest total of amounts of which no two are neighbours in "
            "the list; the total of none is 0."
        ),
        source=f"{_KLEINBERG_TARDOS}, chapter 6, exercise 1 (independent set of a path)",
        complexity="O(n) for n amounts",
        draw=_amounts,
        edges=(([],), ([5],), ([2, 9],), ([3, 4, 3],), ([5, 1, 1, 5],)),
        entry_point="house_robber",
        techniques=("iterative",),
    ),
    Algorithm(
        name="fibonacci",
        family="dynamic programming",
        statement=(
            "Given an integer n and the integers first and second, return element n, counted from 0, of the sequence "
            "that begins with first and second and in which each later element is the sum of the two before it: the "
            "Fibonacci numbers if it begins with 0 and 1. Raise ValueError if n is negative."
        ),
        source="Knuth, The Art of Computer Programming, volume 1, section 1.2.8",
        complexity="O(n)",
        draw=_index_and_start,
        edges=((0, 0, 1), (1, 0, 1), (2, 0, 1), (-1, 0, 1), (30, 0, 1), (9, 2, 1)),
        entry_point="fibonacci",
        techniques=("generator", "exception"),
    ),
    Algorithm(
        name="weighted_intervals",
        family="dynamic programming",
        statement=(
            "Given a list of jobs (start, end, value) with start < end, return the largest total value of jobs that "
            "do not overlap; a job may start when another ends. No jobs have the total 0."
        ),
        source=f"{_KLEINBERG_TARDOS}, section 6.1",
        complexity="O(n log n) for n jobs",
        draw=_jobs,
        edges=(([],), ([(0, 1, 5)],), ([(0, 2, 3), (2, 4, 4)],), ([(0, 3, 3), (2, 4, 4)],), ([(1, 2, 1), (1, 2, 6)],)),
        entry_point="best_total",
        techniques=("binary search",),
    ),
    Algorithm(
        name="optimal_bst",
        family="dynamic programming",
        statement=(
            "Given the weights of n keys in ascending order and the weights of the n + 1 gaps before, between and "
            "after them, return the smallest cost of a binary search tree over the keys: the sum, over keys and gaps, "
            "of the weight times the number of nodes on the path from the root, where a gap counts as a node below "
            "the keys."
        ),
        source=f"{_CLRS}, section 15.5",
        complexity="O(n^3) for n keys",
        draw=_hits_and_misses,
        edges=(([], [3]), ([4], [0, 0]), ([4], [1, 2]), ([1, 9], [0, 0, 0]), ([5, 5, 5], [1, 1, 1, 1])),
        entry_point="optimal_bst",
        techniques=("clrs", "table"),
    ),
)
