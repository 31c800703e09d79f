"""Backtracking and enumeration."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments

_KNUTH_4A = "Knuth, The Art of Computer Programming, volume 4A"


def _board_and_placed(rng: random.Random, size: int) -> Arguments:
    board, rows = ((4, 3), (4, 2), (5, 3), (6, 4), (6, 3))[size - 1]
    placed: list[int] = []
    while len(placed) < rows:
        row = len(placed)
        free = [
            column
            for column in range(board)
            if all(column != taken and abs(column - taken) != row - above for above, taken in enumerate(placed))
        ]
        placed = [*placed, rng.choice(free)] if free else []
    return board, placed


def _permutation(rng: random.Random, size: int) -> Arguments:
    length = size + 2
    items = rng.sample(range(1, length + 1), length)
    # The longer the falling tail, the longer the run: draw it, for runs that differ among inputs of one size.
    tail = rng.randint(1, length)
    return (items[: length - tail] + sorted(items[length - tail :], reverse=True),)


def _few_items(rng: random.Random, size: int) -> Arguments:
    count = (1, 1, 2, 3, 3)[size - 1]
    pool = draws.WORDS if rng.random() < 0.5 else range(1, 30)
    return (rng.sample(pool, count),)


def _items_and_count(rng: random.Random, size: int) -> Arguments:
    length, count = ((2, 1), (3, 1), (3, 2), (4, 2), (4, 3))[size - 1]
    return draws.distinct_integers(rng, length, 1, 20), count


def _disks(rng: random.Random, size: int) -> Arguments:
    pegs = rng.sample(("A", "B", "C", "X", "Y", "Z", "left", "middle", "right"), 3)
    return (max(1, size - 1), *pegs)


ALGORITHMS = (
    Algorithm(
        name="n_queens",
        family="backtracking",
        statement=(
            "Given a board size n and a list of the columns of queens already placed in the first rows, complete the "
            "placement of n queens, one in each row, so that no two share a column or a diagonal. Return the list of "
            "columns of the first completion in lexicographic order, or None if there is none; the placed queens do "
            "not attack each other."
        ),
        source="Wirth, Program Development by Stepwise Refinement, Communications of the ACM 14(4), 1971",
        complexity="O(n!) for a board of n by n",
        draw=_board_and_placed,
        edges=((1, []), (2, []), (3, [0]), (4, [1, 3, 0, 2])),
        entry_point="place_queens",
        techniques=("recursive", "recursion"),
    ),
    Algorithm(
        name="permutations",
        family="backtracking",
        statement=(
            "Given a list of different items, return the list of all their permutations, each a list, in the order in "
            "which positions are filled from the left with the items in the order given."
        ),
        source=f"{_KNUTH_4A}, section 7.2.1.2",
        complexity="O(n n!) for n items",
        draw=_few_items,
        edges=(([],), ([1],), ([2, 1],), (["a", "b", "c"],)),
        entry_point="permutations",
        techniques=("recursive", "recursion"),
    ),
    Algorithm(
        name="combinations",
        family="backtracking",
        statement=(
            "Given a list of different items and a number k, return the list of all choices of k items, each a tuple "
            "in the order of the list, in lexicographic order of positions."
        ),
        source=f"{_KNUTH_4A}, section 7.2.1.3",
        complexity="O(k C(n, k)) for n items",
        draw=_items_and_count,
        edges=(([], 0), ([1, 2], 0), ([1, 2], 2), ([1, 2], 3), ([1, 2, 3], 2)),
        entry_point="combinations",
        techniques=("recursion", "generator"),
    ),
    Algorithm(
        name="power_set",
        family="backtracking",
        statement=(
            "Given a list of different items, return the list of all its subsets, each a list in the order of the "
            "items: first the empty one, and then, for each item in turn, every earlier subset with it added."
        ),
        source=f"{_KNUTH_4A}, section 7.2.1.1",
        complexity="O(n 2^n) for n items",
        draw=_few_items,
        edges=(([],), ([1],), ([2, 1],), (["a", "b", "c"],)),
        entry_point="power_set",
        techniques=("iterative",),
    ),
    Algorithm(
        name="next_permutation",
        family="backtracking",
        statement=(
            "Given a list of integers, rearrange it in place into the next permutation in lexicographic order and "
            "return True; if it is the last one, rearrange it into the first and return False."
        ),
        source=f"{_KNUTH_4A}, section 7.2.1.2, algorithm L",
        complexity="O(n) for n items",
        draw=_permutation,
        edges=(([],), ([1],), ([1, 2],), ([2, 1],), ([1, 1, 2],), ([1, 5, 1],), ([2, 2],)),
        entry_point="next_permutation",
        techniques=("in-place",),
    ),
    Algorithm(
        name="tower_of_hanoi",
        family="backtracking",
        statement=(
            "Given a number of disks and the names of the source, target and spare pegs, return the list of moves "
            "(disk, from, to) that carries all disks from source to target by the recursive solution, where disk 1 "
            "is the smallest and no disk ever lies on a smaller one."
        ),
        source="Graham, Knuth and Patashnik, Concrete Mathematics, 2nd edition, section 1.1",
        complexity="O(2^n) for n disks",
        draw=_disks,
        edges=((0, "A", "B", "C"), (1, "A", "C", "B"), (2, "A", "C", "B"), (3, "X", "Z", "Y")),
        entry_point="tower_of_hanoi",
        techniques=("recursive", "recursion"),
    ),
)
