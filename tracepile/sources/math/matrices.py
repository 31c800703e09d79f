"""Square tables of numbers: products, transposes, exchanged rows, and then a determinant, a trace or a sum."""

from __future__ import annotations

import random
from itertools import chain as joined
from itertools import permutations

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages
from tracepile.sources.math.wording import listed, ordinal

type _Matrix = list[list[int]]

_FUNCTIONS = {
    "matrix_product": """
def matrix_product(left, right):
    size = len(left)
    result = []
    for row in left:
        entries = []
        for column in range(size):
            entries.append(sum(row[k] * right[k][column] for k in range(size)))
        result.append(entries)
    return result
""",
    "determinant": """
def determinant(matrix):
    if len(matrix) == 1:
        return matrix[0][0]
    total = 0
    sign = 1
    for column, entry in enumerate(matrix[0]):
        minor = [row[:column] + row[column + 1:] for row in matrix[1:]]
        total += sign * entry * determinant(minor)
        sign = -sign
    return total
""",
}
_DISTRACTORS = ("The table stands on page {} of a book.", "It takes about {} minutes to copy it.")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a matrix, what is done to it, and a question about the last one."""
    size = at_difficulty(difficulty, (2, 2, 2, rng.randint(2, 3), rng.randint(2, 3)))
    start = _drawn(rng, size, 9)
    number = at_difficulty(difficulty, (1, 2, 3, 4, 5))
    chain = draw_stages(rng, number, start, _stages, lambda m: max(abs(entry) for row in m for entry in row) <= 500)
    opening = Opening(f"The matrix A has the rows {_rows(start)}.", "matrix", start, start)
    ask = draw_ask(rng, _asks(rng, last_value(start, chain)))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _drawn(rng: random.Random, size: int, most: int) -> _Matrix:
    return [[rng.randint(0, most) for _ in range(size)] for _ in range(size)]


def _rows(matrix: _Matrix) -> str:
    return listed([f"({', '.join(map(str, row))})" for row in matrix])


def _product(left: _Matrix, right: _Matrix) -> _Matrix:
    return [[sum(a * b for a, b in zip(row, column, strict=True)) for column in zip(*right, strict=True)]
            for row in left]  # fmt: skip


def _product_again(left: _Matrix, right: _Matrix) -> _Matrix:
    """Add up the products of the columns of the left with the rows of the right matrix."""
    size = range(len(left))
    result = [[0 for _ in size] for _ in size]
    for k in size:
        for i in size:
            for j in size:
                result[i][j] += left[i][k] * right[k][j]
    return result


def _determinant(matrix: _Matrix) -> int:
    """Expand along the first column."""
    if len(matrix) == 1:
        return matrix[0][0]
    minors = [[row[1:] for j, row in enumerate(matrix) if j != i] for i in range(len(matrix))]
    return sum((-1) ** i * matrix[i][0] * _determinant(minors[i]) for i in range(len(matrix)))


def _determinant_again(matrix: _Matrix) -> int:
    """Sum over all permutations (Leibniz)."""
    total = 0
    for order in permutations(range(len(matrix))):
        term = 1
        for i, j in enumerate(order):
            term *= matrix[i][j] * (-1) ** sum(order[k] > j for k in range(i))
        total += term
    return total


def _stages(rng: random.Random, value: _Matrix) -> list[Stage[_Matrix]]:
    size = len(value)
    other, factor, shift, bound = _drawn(rng, size, 4), rng.randint(2, 5), rng.randint(2, 9), rng.randint(3, 20)
    given = (("other", other),)
    first, last = 0, size - 1
    return [
        Stage(f"A is multiplied from the right by the matrix with the rows {_rows(other)}.",
              ("{x} = matrix_product({x}, {other})",
               "{columns} = list(zip(*{other}))\n{product} = []\nfor {row} in {x}:\n    {entries} = []\n"
               "    for {column} in {columns}:\n"
               "        {entries}.append(sum(a * b for a, b in zip({row}, {column})))\n"
               "    {product}.append({entries})\n{x} = {product}"),
              lambda m: _product(m, other), lambda m: _product_again(m, other), given, "product_matrix"),
        Stage(f"A is multiplied from the left by the matrix with the rows {_rows(other)}.",
              ("{x} = matrix_product({left}, {x})",
               "{size} = len({x})\n{product} = [[0] * {size} for _ in range({size})]\n"
               "for {i} in range({size}):\n    for {j} in range({size}):\n"
               "        {product}[{i}][{j}] = sum({left}[{i}][k] * {x}[k][{j}] for k in range({size}))\n"
               "{x} = {product}"),
              lambda m: _product(other, m), lambda m: _product_again(other, m), (("left", other),), "left_product"),
        Stage("A is replaced by A times A.",
              ("{x} = matrix_product({x}, {x})", "{copy} = [row[:] for row in {x}]\n{x} = matrix_product({copy}, {x})"),
              lambda m: _product(m, m), lambda m: _product_again(m, m), after="square_matrix"),
        Stage("A is transposed: its rows become its columns.",
              ("{x} = [list(column) for column in zip(*{x})]",
               "for {i} in range(len({x})):\n    for {j} in range({i}):\n"
               "        {x}[{i}][{j}], {x}[{j}][{i}] = {x}[{j}][{i}], {x}[{i}][{j}]"),
              lambda m: [list(column) for column in zip(*m, strict=True)],
              lambda m: [[m[j][i] for j in range(len(m))] for i in range(len(m))], after="transposed"),
        Stage(f"Every entry of A is multiplied by {factor}.",
              ("{x} = [[{factor} * entry for entry in row] for row in {x}]",
               "for {row} in {x}:\n    for {j} in range(len({row})):\n        {row}[{j}] *= {factor}"),
              lambda m: [[factor * entry for entry in row] for row in m],
              lambda m: [[sum([entry] * factor) for entry in row] for row in m], (("factor", factor),), "multiple"),
        Stage(f"The number {shift} is added to every entry on the main diagonal of A.",
              ("for {i} in range(len({x})):\n    {x}[{i}][{i}] += {shift}",
               "for {i}, {row} in enumerate({x}):\n    {row}[{i}] += {shift}"),
              lambda m: [[e + shift * (i == j) for j, e in enumerate(row)] for i, row in enumerate(m)],
              lambda m: [[*row[:i], row[i] + shift, *row[i + 1 :]] for i, row in enumerate(m)],
              (("shift", shift),)),
        Stage("The first and the last row of A are exchanged.",
              ("{x}[0], {x}[-1] = {x}[-1], {x}[0]", "{first} = {x}[0]\n{x}[0] = {x}[-1]\n{x}[-1] = {first}"),
              lambda m: [m[-1], *m[1:-1], m[0]],
              lambda m: [m[last - i] if i in (first, last) else row for i, row in enumerate(m)]),
        Stage(f"{factor} times the first row of A is added to its last row.",
              ("for {j}, {entry} in enumerate({x}[0]):\n    {x}[-1][{j}] += {multiple} * {entry}",
               "{x}[-1] = [b + {multiple} * a for a, b in zip({x}[0], {x}[-1])]"),
              lambda m: [*m[:-1], [b + factor * a for a, b in zip(m[0], m[-1], strict=True)]],
              lambda m: _product_again([[int(i == j) + factor * (i == last and j == first) for j in range(size)]
                                        for i in range(size)], m), (("multiple", factor),)),
        Stage(f"Every entry of A that is greater than {bound} is replaced by {bound}.",
              ("{x} = [[min(entry, {bound}) for entry in row] for row in {x}]",
               "for {row} in {x}:\n    for {j}, {entry} in enumerate({row}):\n        if {entry} > {bound}:\n"
               "            {row}[{j}] = {bound}"),
              lambda m: [[min(entry, bound) for entry in row] for row in m],
              lambda m: [[bound if entry > bound else entry for entry in row] for row in m], (("bound", bound),),
              "limited", any(entry > bound for row in value for entry in row)),
    ]  # fmt: skip


def _asks(rng: random.Random, value: _Matrix) -> list[Ask[_Matrix]]:
    size = len(value)
    i, j = rng.randrange(size), rng.randrange(size)
    divisor = rng.randint(2, 5)
    return [
        Ask("What is the determinant of A now?",
            ("return determinant({x})",
             "return {x}[0][0] * {x}[1][1] - {x}[0][1] * {x}[1][0]",
             "(a, b), (c, d) = {x}\nreturn a * d - b * c") if size == 2 else ("return determinant({x})",),
            _determinant, _determinant_again, named="result"),
        Ask("What is the trace of A now, that is, the sum of the entries on its main diagonal?",
            ("return sum({x}[i][i] for i in range(len({x})))",
             "{trace} = 0\nfor {i}, {row} in enumerate({x}):\n    {trace} += {row}[{i}]\nreturn {trace}"),
            lambda m: sum(m[k][k] for k in range(size)), lambda m: sum(row[k] for k, row in enumerate(m)),
            named="trace"),
        Ask("What is the sum of all entries of A now?",
            ("return sum(sum(row) for row in {x})",
             "{total} = 0\nfor {row} in {x}:\n    for {entry} in {row}:\n        {total} += {entry}\nreturn {total}"),
            lambda m: sum(map(sum, m)), lambda m: sum(joined(*m)), named="total"),
        Ask("What is the largest sum of a row of A now?",
            ("return max(sum(row) for row in {x})",
             "{largest} = sum({x}[0])\nfor {row} in {x}[1:]:\n    {largest} = max({largest}, sum({row}))\n"
             "return {largest}"),
            lambda m: max(map(sum, m)), lambda m: sorted(sum(row) for row in m)[-1], named="largest"),
        Ask("What is the largest sum of a column of A now?",
            ("return max(sum(column) for column in zip(*{x}))",
             "{sums} = [0] * len({x})\nfor {row} in {x}:\n    for {j}, {entry} in enumerate({row}):\n"
             "        {sums}[{j}] += {entry}\nreturn max({sums})"),
            lambda m: max(map(sum, zip(*m, strict=True))),
            lambda m: max(sum(row[k] for row in m) for k in range(size)), named="largest"),
        Ask(f"Which entry stands in the {ordinal(i + 1)} row and the {ordinal(j + 1)} column of A now?",
            ("return {x}[{row_number} - 1][{column_number} - 1]",), lambda m: m[i][j],
            lambda m: list(zip(*m, strict=True))[j][i], (("row_number", i + 1), ("column_number", j + 1)),
            named="entry"),
        Ask(f"How many entries of A are now divisible by {divisor}?",
            ("{divisible} = 0\nfor {row} in {x}:\n    for {entry} in {row}:\n        if {entry} % {divisor} == 0:\n"
             "            {divisible} += 1\nreturn {divisible}",
             "return sum(1 for row in {x} for entry in row if entry % {divisor} == 0)"),
            lambda m: sum(e % divisor == 0 for row in m for e in row),
            lambda m: size * size - sum(e // divisor * divisor != e for e in joined(*m)), (("divisor", divisor),),
            "entries", "divisible"),
        Ask("By how much does the sum of the diagonal from the upper left of A exceed that of the diagonal from the "
            "upper right now? Answer with a negative number if it is smaller.",
            ("{size} = len({x})\n{excess} = 0\nfor {i} in range({size}):\n"
             "    {excess} += {x}[{i}][{i}] - {x}[{i}][{size} - 1 - {i}]\nreturn {excess}",
             "{falling} = sum(row[i] for i, row in enumerate({x}))\n"
             "{rising} = sum(row[-1 - i] for i, row in enumerate({x}))\nreturn {falling} - {rising}"),
            lambda m: sum(m[k][k] - m[k][-k - 1] for k in range(size)),
            lambda m: sum(row[k] for k, row in enumerate(m)) - sum(row[k] for k, row in enumerate(m[::-1]))),
    ]  # fmt: skip
