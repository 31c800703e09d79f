"""Sets, lists and queues that are built from simpler parts."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments


def _count_and_unions(rng: random.Random, size: int) -> Arguments:
    count = size + 2
    operations = []
    for _ in range(size + 1):
        kind = "same" if rng.random() < 0.35 else "join"
        operations.append((kind, *rng.sample(range(count), 2)))
    return count, operations


def _values(rng: random.Random, size: int) -> Arguments:
    return (draws.words(rng, size) if rng.random() < 0.4 else draws.integers(rng, size, 0, 30),)


def _queue_operations(rng: random.Random, size: int) -> Arguments:
    return (["dequeue" if rng.random() < 0.45 else rng.randint(0, 20) for _ in range(2 * size)],)


def _numbers(rng: random.Random, size: int) -> Arguments:
    return (draws.integers(rng, size + 1, 0, 40),)


def _sorted_lists(rng: random.Random, size: int) -> Arguments:
    return ([sorted(draws.integers(rng, rng.randint(size - 1, size + 1), 0, 40)) for _ in range(3)],)


ALGORITHMS = (
    Algorithm(
        name="union_find",
        family="data structures",
        statement=(
            "Given a number n of items, named 0 to n - 1 and each in a set of its own, and a list of operations, "
            "('join', a, b) or ('same', a, b), return the list of the answers to whether a and b are in one set "
            "at that moment. Join the smaller set to the larger, and let every item on a path point to the root."
        ),
        source=("Tarjan, Efficiency of a Good But Not Linear Set Union Algorithm, Journal of the ACM 22(2), 1975"),
        complexity="O(n + q a(n)) for q operations, where a is the inverse Ackermann function",
        draw=_count_and_unions,
        edges=(
            (1, []),
            (2, [("same", 0, 1)]),
            (2, [("join", 0, 1), ("same", 1, 0)]),
            (3, [("join", 0, 1), ("join", 1, 2), ("same", 0, 2)]),
            (2, [("join", 0, 0), ("same", 0, 1)]),
        ),
        entry_point="union_find",
        techniques=("iterative", "union-find"),
    ),
    Algorithm(
        name="reverse_linked_list",
        family="data structures",
        statement=(
            "Given a list of values, make a singly linked list of them, reverse it by turning its links round, "
            "and return its values as a list."
        ),
        source="Aho, Hopcroft and Ullman, Data Structures and Algorithms, section 2.2",
        complexity="O(n) for n values",
        draw=_values,
        edges=(([],), ([1],), ([1, 2],), ([3, 3, 1],)),
        entry_point="reverse_linked_list",
        techniques=("object-oriented", "class", "linked list"),
    ),
    Algorithm(
        name="queue_from_stacks",
        family="data structures",
        statement=(
            "Given a list of operations, an integer to put into a queue or 'dequeue' to take the oldest one out, "
            "return the list of the results of the latter, None where the queue is empty. The queue consists of "
            "two stacks; when the outgoing one is empty, the incoming one is poured into it."
        ),
        source="Okasaki, Purely Functional Data Structures, section 5.2",
        complexity="O(n) for n operations",
        draw=_queue_operations,
        edges=(
            ([],),
            (["dequeue"],),
            ([1, "dequeue"],),
            ([1, 2, "dequeue", 3, "dequeue", "dequeue"],),
            ([1, "dequeue", "dequeue"],),
        ),
        entry_point="run_queue",
        techniques=("object-oriented", "class", "stack"),
    ),
    Algorithm(
        name="running_median",
        family="data structures",
        statement=(
            "Given a list of integers, return a list that holds, for each position, the median of the integers up "
            "to it; the median of an even number of integers is half the sum of the middle two. Keep the smaller "
            "half in a heap with its largest on top and the larger half in one with its smallest on top."
        ),
        source="Sedgewick and Wayne, Algorithms, 4th edition, exercise 2.4.30",
        complexity="O(n log n) for n integers",
        draw=_numbers,
        edges=(([],), ([4],), ([1, 2],), ([2, 1, 3],), ([5, 5, 5, 5],)),
        entry_point="running_median",
        techniques=("heap",),
    ),
    Algorithm(
        name="k_way_merge",
        family="data structures",
        statement=(
            "Given a list of lists that are each in ascending order, return one list of all their elements in "
            "ascending order. Keep the first unused element of every list in a heap."
        ),
        source="Knuth, The Art of Computer Programming, volume 3, section 5.4.1",
        complexity="O(n log k) for n elements in k lists",
        draw=_sorted_lists,
        edges=(([],), ([[]],), ([[1, 2]],), ([[2], [1]],), ([[1, 3], [], [1, 2]],)),
        entry_point="k_way_merge",
        techniques=("heap",),
    ),
)
