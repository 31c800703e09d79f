"""Matrices as lists of rows."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments

_CLRS = "Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 3rd edition"


def _entries(rng: random.Random, rows: int, columns: int, low: int, high: int) -> list[list[int]]:
    return [draws.integers(rng, columns, low, high) for _ in range(rows)]


def _square(rng: random.Random, size: int) -> Arguments:
    order = (1, 2, 3, 3, 4)[size - 1]
    return (_entries(rng, order, order, -4, 6),)


def _rectangle(rng: random.Random, size: int) -> Arguments:
    rows, columns = ((1, 2), (2, 2), (2, 3), (3, 3), (3, 4))[size - 1]
    if rng.random() < 0.5:
        rows, columns = columns, rows
    return (_entries(rng, rows, columns, 0, 20),)


def _larger_square(rng: random.Random, size: int) -> Arguments:
    return (_entries(rng, size + 1, size + 1, 0, 30),)


def _matrices_of_order_two(rng: random.Random, size: int) -> Arguments:
    return ([_entries(rng, 2, 2, -5, 9) for _ in range(size + 1)],)


def _square_and_exponent(rng: random.Random, size: int) -> Arguments:
    low, high = ((0, 1), (2, 3), (4, 5), (6, 8), (9, 12))[size - 1]
    return _entries(rng, 2, 2, -1, 3), rng.randint(low, high)


def _two_that_fit(rng: random.Random, size: int) -> Arguments:
    rows, inner, columns = ((1, 2, 1), (1, 2, 2), (2, 2, 2), (2, 3, 2), (3, 3, 2))[size - 1]
    return _entries(rng, rows, inner, -5, 9), _entries(rng, inner, columns, -5, 9)


def _equations(rng: random.Random, size: int) -> Arguments:
    order = (1, 2, 2, 3, 3)[size - 1]
    return _entries(rng, order, order, -4, 6), draws.integers(rng, order, -9, 9)


def _ordered_both_ways(rng: random.Random, size: int) -> Arguments:
    rows, columns = size + 1, size + 2
    matrix = [[0] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            above = matrix[i - 1][j] if i else 0
            matrix[i][j] = max(above, matrix[i][j - 1] if j else 0) + rng.randint(1, 3)
    column = rng.randrange(1 + columns // 2)
    return matrix, matrix[-1][column] + (rng.randint(0, 1) if size > 1 else 0)


ALGORITHMS = (
    Algorithm(
        name="determinant",
        family="matrices",
        statement=(
            "Given a square matrix of integers as a list of rows, return its determinant. Eliminate below the "
            "diagonal with exact fractions, exchanging rows where a pivot is 0."
        ),
        source="Golub and Van Loan, Matrix Computations, 4th edition, section 3.2",
        complexity="O(n^3) operations on fractions for n rows",
        draw=_square,
        edges=(
            ([],),
            ([[5]],),
            ([[0]],),
            ([[0, 1], [1, 0]],),
            ([[1, 2], [2, 4]],),
            ([[2, 0, 0], [0, 3, 0], [0, 0, 4]],),
        ),
        entry_point="determinant",
        techniques=("fraction",),
    ),
    Algorithm(
        name="spiral_order",
        family="matrices",
        statement=(
            "Given a matrix as a list of rows, return the list of its entries in clockwise spiral order from the "
            "upper left corner. Take the top row, and turn the rest a quarter to the left."
        ),
        source=(
            "Bird, Thinking Functionally with Haskell, chapter 5 (matrices as lists of rows, and their transposition)"
        ),
        complexity="O(n m min(n, m)) for n rows and m columns",
        draw=_rectangle,
        edges=(
            ([],),
            ([[1]],),
            ([[1, 2, 3]],),
            ([[1], [2], [3]],),
            ([[1, 2], [3, 4]],),
            ([[1, 2, 3], [4, 5, 6], [7, 8, 9]],),
        ),
        entry_point="spiral_order",
    ),
    Algorithm(
        name="spiral_by_borders",
        family="matrices",
        statement=(
            "Given a matrix as a non-empty list of non-empty rows, return the list of its entries in clockwise "
            "spiral order from the upper left corner. Walk along the four borders and move each one inwards."
        ),
        source=(
            "Gries, The Science of Programming, part III (the development of loops from invariants), "
            "applied to a matrix"
        ),
        complexity="O(n m) for n rows and m columns",
        draw=_rectangle,
        edges=(([[1]],), ([[1, 2, 3]],), ([[1], [2], [3]],), ([[1, 2], [3, 4]],), ([[1, 2, 3], [4, 5, 6], [7, 8, 9]],)),
        entry_point="spiral_by_borders",
        techniques=("iterative", "grid"),
    ),
    Algorithm(
        name="rotate_matrix",
        family="matrices",
        statement=(
            "Given a square matrix as a list of rows, rotate it clockwise by a quarter turn in place: transpose "
            "it and reverse every row. Return None."
        ),
        source="Bentley, Programming Pearls, 2nd edition, section 2.3 (rotation by reflections)",
        complexity="O(n^2) for n rows",
        draw=_larger_square,
        edges=(([],), ([[1]],), ([[1, 2], [3, 4]],), ([[1, 2, 3], [4, 5, 6], [7, 8, 9]],)),
        entry_point="rotate_matrix",
        techniques=("in-place", "grid"),
    ),
    Algorithm(
        name="strassen",
        family="matrices",
        statement=(
            "Given a non-empty list of 2 by 2 matrices as lists of rows, return their product in order. Split the "
            "list into halves, and multiply two matrices with seven multiplications of numbers."
        ),
        source="Strassen, Gaussian Elimination is not Optimal, Numerische Mathematik 13, 1969",
        complexity="O(n) for n matrices of order 2; O(m^2.81) for two of order m when the entries are blocks",
        draw=_matrices_of_order_two,
        edges=(
            ([[[1, 2], [3, 4]]],),
            ([[[1, 0], [0, 1]], [[5, 6], [7, 8]]],),
            ([[[1, 1], [1, 0]], [[1, 1], [1, 0]]],),
            ([[[0, 0], [0, 0]], [[1, 2], [3, 4]]],),
        ),
        entry_point="product",
        techniques=("recursive", "recursion", "divide-and-conquer"),
    ),
    Algorithm(
        name="matrix_power",
        family="matrices",
        statement=(
            "Given a square matrix as a list of rows and a non-negative exponent, return its power by repeated "
            "squaring."
        ),
        source="Knuth, The Art of Computer Programming, volume 2, section 4.6.3",
        complexity="O(n^3 log e) for n rows and exponent e",
        draw=_square_and_exponent,
        edges=(([[2]], 0), ([[2]], 5), ([[1, 1], [1, 0]], 0), ([[1, 1], [1, 0]], 8), ([[0, 1], [1, 0]], 3)),
        entry_point="matrix_power",
        techniques=("iterative",),
    ),
    Algorithm(
        name="matrix_product",
        family="matrices",
        statement=(
            "Given two matrices as non-empty lists of non-empty rows, return their product as a list of rows. "
            "Raise ValueError if the first has not as many columns as the second has rows."
        ),
        source=f"{_CLRS}, section 4.2",
        complexity="O(n m k) for n by m times m by k",
        draw=_two_that_fit,
        edges=(
            ([[3]], [[4]]),
            ([[1, 2]], [[3], [4]]),
            ([[1], [2]], [[3, 4]]),
            ([[1, 2]], [[3, 4]]),
            ([[1, 0], [0, 1]], [[5], [6]]),
        ),
        entry_point="matrix_product",
        techniques=("grid", "exception"),
    ),
    Algorithm(
        name="gaussian_elimination",
        family="matrices",
        statement=(
            "Given a square matrix of integers as a list of rows and a list of right-hand sides, return the "
            "solution of the linear equations as a list of pairs of numerator and denominator in lowest terms. "
            "Raise ValueError if the matrix is singular."
        ),
        source=("Golub and Van Loan, Matrix Computations, 4th edition, section 3.2 (the variant of Gauss and Jordan)"),
        complexity="O(n^3) operations on fractions for n equations",
        draw=_equations,
        edges=(
            ([], []),
            ([[2]], [3]),
            ([[0]], [1]),
            ([[0, 1], [1, 0]], [3, 4]),
            ([[1, 2], [2, 4]], [1, 2]),
            ([[2, 1], [1, 3]], [3, 5]),
        ),
        entry_point="gaussian_elimination",
        techniques=("fraction", "exception"),
    ),
    Algorithm(
        name="saddleback_search",
        family="matrices",
        statement=(
            "Given a non-empty matrix as a list of rows in which every row and every column ascends, and a "
            "number, return a tuple of the row and the column where it stands, or None. Start at the upper right "
            "corner, and go left while the entry is too large and down while it is too small."
        ),
        source="Gries, The Science of Programming, part III (saddleback search)",
        complexity="O(n + m) for n rows and m columns",
        draw=_ordered_both_ways,
        edges=(([[5]], 5), ([[5]], 4), ([[1, 2], [3, 4]], 3), ([[1, 2], [3, 4]], 9), ([[1, 2], [2, 3]], 2)),
        entry_point="saddleback_search",
    ),
)
