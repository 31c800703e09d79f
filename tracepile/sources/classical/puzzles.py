"""Search with backtracking in puzzles, boards and grids."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws, graph_draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments


def _sudoku(rng: random.Random, size: int) -> Arguments:
    symbols = rng.sample(range(1, 5), 4)
    rows = [[0, 1, 2, 3], [2, 3, 0, 1], [1, 0, 3, 2], [3, 2, 1, 0]]
    bands = rng.choice(((0, 1, 2, 3), (1, 0, 2, 3), (0, 1, 3, 2), (2, 3, 0, 1)))
    grid = [[symbols[cell] for cell in rows[band]] for band in bands]
    for cell in rng.sample(range(16), size):
        grid[cell // 4][cell % 4] = 0
    return (grid,)


def _board_and_square(rng: random.Random, size: int) -> Arguments:
    rows, columns = ((2, 3), (2, 5), (2, 7), (2, 9), (2, 12))[size - 1]
    if rng.random() < 0.5:
        rows, columns = columns, rows
    return rows, columns, (rng.randrange(rows), rng.randrange(columns))


def _grid_and_word(rng: random.Random, size: int) -> Arguments:
    rows, columns = ((1, 2), (1, 2), (1, 3), (2, 2), (2, 3))[size - 1]
    grid = [[rng.choice("abcde") for _ in range(columns)] for _ in range(rows)]
    row, column = rng.randrange(rows), rng.randrange(columns)
    path = [(row, column)]
    while len(path) < (2, 2, 2, 3, 3)[size - 1]:
        steps = [(row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)]
        inside = [(r, c) for r, c in steps if 0 <= r < rows and 0 <= c < columns and (r, c) not in path]
        if not inside:
            break
        row, column = rng.choice(inside)
        path.append((row, column))
    word = "".join(grid[r][c] for r, c in path)
    return grid, word if rng.random() < 0.7 else word + "a"


def _graph_and_colours(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, (2, 3, 4, 5, 6)[size - 1])
    edges = graph_draws.connected_edges(rng, nodes, 0.15)
    return graph_draws.neighbours(nodes, edges), rng.choice((2, 3, 3))


def _numbers_and_target(rng: random.Random, size: int) -> Arguments:
    numbers = sorted(draws.distinct_integers(rng, 2 if size < 4 else 3, 2, 7))
    return numbers, rng.randint(2 * size, 2 * size + 1)


def _maze(rng: random.Random, size: int) -> Arguments:
    rows, columns = ((1, 2), (2, 2), (2, 3), (3, 3), (3, 4))[size - 1]
    cells = [["X" if rng.random() < 0.25 else "." for _ in range(columns)] for _ in range(rows)]
    cells[0][0] = "."
    return (["".join(row) for row in cells],)


ALGORITHMS = (
    Algorithm(
        name="sudoku",
        family="backtracking",
        statement=(
            "Given a 4 by 4 grid with digits from 1 to 4 and 0 for empty cells, fill the empty cells in place "
            "such that no row, column or 2 by 2 quarter holds a digit twice, and return the grid, or None with "
            "the grid as it was if that is impossible. Cells are filled row by row, and the first solution found "
            "is taken."
        ),
        source="Knuth, The Art of Computer Programming, volume 4B, section 7.2.2 (backtrack programming)",
        complexity="O(4^e) for e empty cells",
        draw=_sudoku,
        edges=(
            ([[1, 2, 3, 4], [3, 4, 1, 2], [2, 1, 4, 3], [4, 3, 2, 1]],),
            ([[0, 2, 3, 4], [3, 4, 1, 2], [2, 1, 4, 3], [4, 3, 2, 1]],),
            ([[0, 2, 3, 1], [3, 4, 1, 2], [2, 1, 4, 3], [4, 3, 2, 1]],),
            ([[0, 0, 3, 4], [3, 4, 0, 2], [2, 1, 4, 3], [4, 3, 2, 0]],),
        ),
        entry_point="sudoku",
        techniques=("recursive", "recursion", "in-place"),
    ),
    Algorithm(
        name="knights_tour",
        family="backtracking",
        statement=(
            "Given the numbers of rows and columns of a board and a start square (row, column), return the list "
            "of the squares that a knight visits by Warnsdorff's rule, without entering a square twice, until it "
            "cannot move. It always goes to the square with the fewest free squares to go on to, the first such "
            "one in the program's list of moves."
        ),
        source="Warnsdorff, Des Roesselsprunges einfachste und allgemeinste Loesung, Schmalkalden, 1823",
        complexity="O(n^2) for n squares, with membership tests in the list of visited squares",
        draw=_board_and_square,
        edges=((1, 1, (0, 0)), (2, 2, (1, 1)), (2, 3, (0, 0)), (3, 3, (1, 1)), (1, 4, (0, 0))),
        entry_point="knights_tour",
        techniques=("greedy",),
    ),
    Algorithm(
        name="word_search",
        family="backtracking",
        statement=(
            "Given a rectangular grid of lower-case letters as a list of rows and a word, return the position "
            "(row, column) of the first cell, row by row, from which the word can be read through cells that "
            "touch by a side, none of them twice, or None if there is none."
        ),
        source="Knuth, The Art of Computer Programming, volume 4B, section 7.2.2 (backtrack programming)",
        complexity="O(c 3^n) for c cells and n letters",
        draw=_grid_and_word,
        edges=(
            ([["a"]], "a"),
            ([["a"]], "b"),
            ([["a"]], "aa"),
            ([["a", "b"]], "ba"),
            ([["a", "b"], ["c", "a"]], "aba"),
        ),
        entry_point="word_search",
        techniques=("recursive", "recursion", "grid"),
    ),
    Algorithm(
        name="graph_colouring",
        family="backtracking",
        statement=(
            "Given an undirected graph as a dictionary from each node to the list of its neighbours, and a number "
            "of colours, return a dictionary from each node to a colour, 0 or more, such that neighbours differ, "
            "or None if there is none. Nodes and colours are tried in order, and the first solution found is "
            "returned."
        ),
        source="Skiena, The Algorithm Design Manual, 2nd edition, section 16.7 (by backtracking)",
        complexity="O(c^n) for n nodes and c colours",
        draw=_graph_and_colours,
        edges=(
            ({}, 1),
            ({"A": []}, 0),
            ({"A": []}, 1),
            ({0: [1], 1: [0]}, 1),
            ({0: [1], 1: [0]}, 2),
            ({0: [1, 2], 1: [0, 2], 2: [0, 1]}, 2),
        ),
        entry_point="graph_colouring",
        techniques=("recursive", "recursion"),
    ),
    Algorithm(
        name="combination_sum",
        family="backtracking",
        statement=(
            "Given a list of different positive integers and a target, return the list of all ways to write the "
            "target as a sum of them, each as a list in the order of the given list. An integer may be used more "
            "than once; ways with more of the earlier integers come first."
        ),
        source="Skiena, The Algorithm Design Manual, 2nd edition, section 7.1 (backtracking)",
        complexity="O(n^(t / m)) for n integers, target t and smallest integer m",
        draw=_numbers_and_target,
        edges=(([], 3), ([2], 0), ([2], 3), ([3], 3), ([2, 3], 6), ([1, 2], 3)),
        entry_point="combination_sum",
        techniques=("recursive", "recursion", "closure"),
    ),
    Algorithm(
        name="maze_path",
        family="backtracking",
        statement=(
            "Given a maze as a list of strings of equal length, where X is a wall and the upper left cell is "
            "free, return a path from the upper left to the lower right cell as a list of (row, column), or None "
            "if there is none. Try right, down, left and up in this order, and leave a cell again only when no "
            "way goes on from it."
        ),
        source=("Sedgewick and Wayne, Algorithms, 4th edition, section 4.1 (Tremaux's exploration of a maze)"),
        complexity="O(c) for c cells",
        draw=_maze,
        edges=((["."],), (["X"],), ([".."],), ([".X"],), (["..", "X."],), ([".X", "X."],)),
        entry_point="maze_path",
        techniques=("recursive", "recursion", "grid"),
    ),
)
