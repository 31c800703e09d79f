"""Greedy choice."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments

_CLRS = "Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 3rd edition"


def _intervals(rng: random.Random, size: int) -> Arguments:
    intervals = []
    for _ in range(2 * size):
        start = rng.randint(0, 18)
        intervals.append((start, start + rng.randint(1, 6)))
    return (intervals,)


def _letters(rng: random.Random, size: int) -> Arguments:
    return (draws.text(rng, 3 * size, "abcdef"[: size + 1]),)


def _tasks_and_workers(rng: random.Random, size: int) -> Arguments:
    return draws.integers(rng, size + 1, 1, 12), rng.randint(2, 3)


def _deadlines_and_penalties(rng: random.Random, size: int) -> Arguments:
    count = size + 1
    return draws.integers(rng, count, 1, count), draws.integers(rng, count, 1, 30)


ALGORITHMS = (
    Algorithm(
        name="activity_selection",
        family="greedy",
        statement=(
            "Given a list of activities as pairs (start, end) with start < end, return a largest list of activities "
            "that do not overlap, in order of time; one may start when another ends. Choose the activity that ends "
            "first, again and again, ties in the order of the start."
        ),
        source=f"{_CLRS}, section 16.1",
        complexity="O(n log n) for n activities",
        draw=_intervals,
        edges=(([],), ([(1, 2)],), ([(1, 3), (3, 5)],), ([(1, 4), (3, 5)],), ([(0, 9), (1, 2), (3, 4)],)),
        entry_point="activity_selection",
        techniques=("clrs",),
    ),
    Algorithm(
        name="merge_intervals",
        family="greedy",
        statement=(
            "Given a list of closed intervals as pairs (start, end), return the list of the intervals that cover the "
            "same numbers with as few intervals as possible, in ascending order; intervals that touch are joined."
        ),
        source="Preparata and Shamos, Computational Geometry, chapter 8 (measure of a union of intervals)",
        complexity="O(n log n) for n intervals",
        draw=_intervals,
        edges=(([],), ([(1, 2)],), ([(1, 2), (2, 3)],), ([(1, 2), (4, 5)],), ([(1, 9), (2, 3)],)),
        entry_point="merge_intervals",
    ),
    Algorithm(
        name="huffman_coding",
        family="greedy",
        statement=(
            "Given a string that is not empty, return the dictionary from each of its characters, in ascending order, "
            "to the number of bits of its codeword in a Huffman code for the string. Merge the two lightest groups, "
            "ties in favour of the group with the alphabetically smaller characters; a single character has 0 bits."
        ),
        source="Huffman, A Method for the Construction of Minimum-Redundancy Codes, Proceedings of the IRE 40(9), 1952",
        complexity="O(n + k^2 log k) for n characters, k of them different",
        draw=_letters,
        edges=(("a",), ("aaa",), ("ab",), ("abc",), ("aabbbbc",)),
        entry_point="code_lengths",
        techniques=("heap",),
    ),
    Algorithm(
        name="list_scheduling",
        family="greedy",
        statement=(
            "Given a list of positive task lengths and a number of workers, give the tasks, longest first, each to the "
            "worker with the least work so far, the one with the smallest number if there is a tie. Return the list "
            "of the workers' total work."
        ),
        source="Graham, Bounds on Multiprocessing Timing Anomalies, SIAM Journal on Applied Mathematics 17(2), 1969",
        complexity="O(n log n + n w) for n tasks and w workers",
        draw=_tasks_and_workers,
        edges=(([], 2), ([5], 1), ([5], 3), ([2, 2, 2], 3), ([3, 3, 2, 2, 2], 2)),
        entry_point="list_scheduling",
    ),
    Algorithm(
        name="task_scheduling",
        family="greedy",
        statement=(
            "Given the deadlines, from 1 to n, and the penalties of n tasks that take one unit of time each, return a "
            "tuple of a schedule, as the list of the indices of the tasks in the order of their slots, and the sum of "
            "the penalties of the tasks that miss their deadlines, which is the smallest possible. Take the tasks in "
            "descending order of penalty, ties in the order given, each into the latest free slot that meets its "
            "deadline; tasks that find none fill the free slots from the left at the end."
        ),
        source=f"{_CLRS}, section 16.5 and problem 16-4",
        complexity="O(n^2) for n tasks",
        draw=_deadlines_and_penalties,
        edges=(
            ([], []),
            ([1], [5]),
            ([1, 1], [2, 7]),
            ([2, 2], [2, 7]),
            ([1, 1, 1], [3, 3, 3]),
            ([3, 2, 1], [1, 2, 3]),
        ),
        entry_point="task_scheduling",
        techniques=("clrs",),
    ),
)
