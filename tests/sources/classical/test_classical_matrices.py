"""Matrices against the definitions."""

from fractions import Fraction
from functools import reduce
from itertools import permutations

import pytest

from tracepile.sources.classical import matrices


def determinant(matrix):
    """Leibniz' sum over permutations, each with the sign of its inversions."""
    total = 0
    for order in permutations(range(len(matrix))):
        inversions = sum(order[i] > order[j] for j in range(len(order)) for i in range(j))
        term = (-1) ** inversions
        for row, column in enumerate(order):
            term *= matrix[row][column]
        total += term
    return total


def spiral(matrix):
    """Walk ahead, and turn right at the border or at a visited cell."""
    cells = {(i, j): entry for i, row in enumerate(matrix) for j, entry in enumerate(row)}
    position, step, result = (0, -1), (0, 1), []
    while cells:
        ahead = (position[0] + step[0], position[1] + step[1])
        if ahead in cells:
            position = ahead
            result.append(cells.pop(ahead))
        else:
            step = (step[1], -step[0])
    return result


def turn_clockwise(matrix):
    matrix[:] = [list(row) for row in zip(*matrix[::-1], strict=True)]


def times(a, b):
    columns = list(zip(*b, strict=True))
    return [[sum(x * y for x, y in zip(row, column, strict=True)) for column in columns] for row in a]


def cramer(matrix, right):
    whole = determinant(matrix)
    if whole == 0:
        raise ValueError
    solution = []
    for k in range(len(matrix)):
        replaced = [[*row[:k], value, *row[k + 1 :]] for row, value in zip(matrix, right, strict=True)]
        solution.append(Fraction(determinant(replaced), whole).as_integer_ratio())
    return solution


REFERENCES = {
    "determinant": determinant,
    "spiral_order": spiral,
    "spiral_by_borders": spiral,
    "rotate_matrix": turn_clockwise,
    "strassen": lambda matrices: reduce(times, matrices),
    "matrix_power": lambda matrix, exponent: reduce(
        times, [matrix] * exponent, [[int(i == j) for j in range(len(matrix))] for i in range(len(matrix))]
    ),
    "matrix_product": times,
    "gaussian_elimination": cramer,
}


def is_place_of_target(matrix, target, returned):
    if returned is None:
        return all(target not in row for row in matrix)
    return matrix[returned[0]][returned[1]] == target


PROPERTIES = {
    "saddleback_search": is_place_of_target,
}


def test_every_algorithm_is_judged():
    assert {*REFERENCES, *PROPERTIES} == {a.name for a in matrices.ALGORITHMS}


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])


@pytest.mark.parametrize("name", PROPERTIES)
def test_program_satisfies_its_statement(name, satisfies):
    satisfies(name, PROPERTIES[name])
