"""Dynamic programming over cuts, splits, paths and tours."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments

_CLRS = "Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 3rd edition"


def _prices_and_length(rng: random.Random, size: int) -> Arguments:
    prices = sorted(draws.integers(rng, (size + 3) // 2, 1, 15))
    return prices, size + 1


def _word_of_few_letters(rng: random.Random, size: int) -> Arguments:
    return (draws.text(rng, size + 1, "abc"),)


def _grid_of_costs(rng: random.Random, size: int) -> Arguments:
    rows, columns = ((1, 2), (2, 2), (2, 3), (3, 3), (3, 5))[size - 1]
    return ([draws.integers(rng, columns, 0, 9) for _ in range(rows)],)


def _text_and_dictionary(rng: random.Random, size: int) -> Arguments:
    words = sorted({draws.text(rng, rng.randint(1, 3), "abc") for _ in range(3)})
    text = "".join(rng.choice(words) for _ in range(size))
    return text if rng.random() < 0.75 else text + "d", words


def _distances(rng: random.Random, size: int) -> Arguments:
    count = (2, 3, 3, 4, 4)[size - 1]
    return ([[0 if i == j else rng.randint(1, 20) for j in range(count)] for i in range(count)],)


def _positive_integers(rng: random.Random, size: int) -> Arguments:
    return (draws.integers(rng, 3 * size, 1, 20),)


ALGORITHMS = (
    Algorithm(
        name="rod_cutting",
        family="dynamic programming",
        statement=(
            "Given the prices of pieces of length 1, 2 and so on, and the length of a rod, return a tuple of the "
            "largest total price of pieces that fill the rod as far as they can be sold, and the list of their "
            "lengths. Among best first pieces, take the shortest."
        ),
        source=f"{_CLRS}, section 15.1",
        complexity="O(n m) for length n and m prices",
        draw=_prices_and_length,
        edges=(([], 3), ([2], 0), ([2], 3), ([1, 5], 4), ([1, 5, 8, 9], 4)),
        entry_point="rod_cutting",
        techniques=("table",),
    ),
    Algorithm(
        name="longest_palindromic_subsequence",
        family="dynamic programming",
        statement=(
            "Given a string, return the length of the longest palindrome that is left when some of its characters "
            "are removed."
        ),
        source=f"{_CLRS}, problem 15-2",
        complexity="O(n^2) for n characters",
        draw=_word_of_few_letters,
        edges=(("",), ("a",), ("ab",), ("aa",), ("abcba",)),
        entry_point="longest_palindromic_subsequence",
        techniques=("iterative", "table"),
    ),
    Algorithm(
        name="minimum_path_sum",
        family="dynamic programming",
        statement=(
            "Given a non-empty grid of non-negative costs as a list of rows, return the smallest sum of the costs "
            "on a path from the upper left to the lower right corner that goes only right or down, both corners "
            "included."
        ),
        source="Dasgupta, Papadimitriou and Vazirani, Algorithms, section 6.1 (shortest paths in a dag)",
        complexity="O(rows * columns)",
        draw=_grid_of_costs,
        edges=(([[4]],), ([[1, 2, 3]],), ([[1], [2]],), ([[1, 9], [1, 1]],), ([[0, 0], [0, 0]],)),
        entry_point="minimum_path_sum",
        techniques=("table", "grid"),
    ),
    Algorithm(
        name="word_break",
        family="dynamic programming",
        statement=(
            "Given a text and a list of non-empty words, return a list of words whose concatenation is the text, "
            "each of which may occur more than once, or None if there is none. For every prefix note the first "
            "listed word that can end it."
        ),
        source="Kleinberg and Tardos, Algorithm Design, chapter 6, exercise 5 (segmentation)",
        complexity="O(n w l) for n characters and w words of l characters",
        draw=_text_and_dictionary,
        edges=(("", ["a"]), ("a", []), ("ab", ["a", "b", "ab"]), ("aab", ["aa", "a"]), ("abcd", ["ab", "cd"])),
        entry_point="word_break",
        techniques=("table",),
    ),
    Algorithm(
        name="travelling_salesman",
        family="dynamic programming",
        statement=(
            "Given the distances between two or more cities as a square matrix, return the length of the shortest "
            "round trip that starts at city 0 and visits every city once. Tabulate the shortest path for each set "
            "of visited cities and last city."
        ),
        source=("Held and Karp, A Dynamic Programming Approach to Sequencing Problems, SIAM Journal 10(1), 1962"),
        complexity="O(2^n n^2) for n cities",
        draw=_distances,
        edges=(
            ([[0, 3], [4, 0]],),
            ([[0, 0], [0, 0]],),
            ([[0, 1, 9], [9, 0, 1], [1, 9, 0]],),
            ([[0, 2, 3], [2, 0, 4], [3, 4, 0]],),
        ),
        entry_point="travelling_salesman",
        techniques=("bits", "hash table"),
    ),
    Algorithm(
        name="partition_difference",
        family="dynamic programming",
        statement=(
            "Given a list of positive integers, return the smallest difference between the sums of two parts into "
            "which it can be divided. The bits of one integer tell which sums can be reached."
        ),
        source="Garey and Johnson, Computers and Intractability, section 4.2 (the partition problem)",
        complexity="O(n s) bit operations for n integers of sum s",
        draw=_positive_integers,
        edges=(([],), ([7],), ([3, 3],), ([1, 2, 4],), ([5, 5, 5, 6],)),
        entry_point="partition_difference",
        techniques=("bits",),
    ),
)
