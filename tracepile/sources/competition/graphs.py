"""Problems of graphs: components, shortest paths, orders, colourings and spanning trees."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, read_rows, write_rows


def _edge(rng: random.Random, n: int) -> list[int]:
    return rng.sample(range(1, n + 1), 2)


def _valid_edges(edges: Sequence[Sequence[int]], n: int, m: int) -> bool:
    return len(edges) == m and all(between(1, (a, b), n) and a != b for a, b in edges)


def _pairs(rng: random.Random, size: int) -> str:
    n = rng.randint(2, size + 2)
    edges = [_edge(rng, n) for _ in range(rng.randint(0, size + 1))]
    return write_rows((n, len(edges)), *edges)


def _island_cables_constraints(stdin: str) -> bool:
    (n, m), *edges = read_rows(stdin)
    return 1 <= n <= 500 and 0 <= m <= 1000 and _valid_edges(edges, n, m)


def _cave_exit(rng: random.Random, size: int) -> str:
    rows, columns = rng.randint(1, 2 + size // 4), rng.randint(2, 2 + size // 2)
    cells = [rng.choice("...#") for _ in range(rows * columns)]
    start, goal = rng.sample(range(rows * columns), 2)
    cells[start], cells[goal] = "S", "E"
    return write_rows((rows, columns), *(["".join(cells[row * columns :][:columns])] for row in range(rows)))


def _cave_exit_constraints(stdin: str) -> bool:
    first, *cave = stdin.splitlines()
    rows, columns = map(int, first.split())
    cells = "".join(cave)
    return (
        between(1, (rows, columns), 30)
        and [len(row) for row in cave] == [columns] * rows
        and set(cells) <= set("#.SE")
        and cells.count("S") == cells.count("E") == 1
    )


def _course_order(rng: random.Random, size: int) -> str:
    n = rng.randint(2, size + 2)
    order = rng.sample(range(1, n + 1), n)
    edges = []
    for _ in range(rng.randint(1, size + 1)):
        # one rule in ten ignores the hidden order, so that some inputs have no solution
        places = _edge(rng, n) if rng.random() < 0.1 else sorted(_edge(rng, n))
        edges.append([order[place - 1] for place in places])
    return write_rows((n, len(edges)), *edges)


def _course_order_constraints(stdin: str) -> bool:
    (n, m), *edges = read_rows(stdin)
    return 1 <= n <= 100 and 0 <= m <= 500 and _valid_edges(edges, n, m)


def _two_camps_constraints(stdin: str) -> bool:
    (n, m), *edges = read_rows(stdin)
    return 1 <= n <= 50 and 0 <= m <= 200 and _valid_edges(edges, n, m)


def _weighted(rng: random.Random, size: int) -> str:
    n = rng.randint(2, size + 1)
    edges = [[*_edge(rng, n), rng.randint(1, 12)] for _ in range(rng.randint(1, size + 2))]
    return write_rows((n, len(edges)), *edges)


def _weighted_constraints(stdin: str) -> bool:
    (n, m), *edges = read_rows(stdin)
    return (
        1 <= n <= 100
        and 0 <= m <= 500
        and _valid_edges([edge[:2] for edge in edges], n, m)
        and all(len(edge) == 3 and 1 <= edge[2] <= 1000 for edge in edges)
    )


PROBLEMS = (
    Problem(
        "island-cables",
        1200,
        ("graphs", "data structures"),
        _pairs,
        _island_cables_constraints,
        ("1 0\n", "4 0\n", "2 2\n1 2\n2 1\n", "5 4\n1 2\n2 3\n3 4\n4 5\n", "4 4\n1 2\n2 3\n3 4\n4 1\n"),
    ),
    Problem(
        "cave-exit",
        1400,
        ("graphs", "shortest paths", "bit manipulation"),
        _cave_exit,
        _cave_exit_constraints,
        ("1 2\nSE\n", "2 1\nE\nS\n", "2 2\nS#\n#E\n", "3 3\nS..\n##.\nE..\n", "2 3\n#.E\nS.#\n", "2 2\n.E\nS#\n"),
    ),
    Problem(
        "course-order",
        1500,
        ("graphs", "data structures", "greedy"),
        _course_order,
        _course_order_constraints,
        ("1 0\n", "4 0\n", "2 2\n1 2\n2 1\n", "2 2\n2 1\n2 1\n", "4 3\n4 3\n3 2\n2 1\n", "3 2\n2 3\n3 2\n"),
    ),
    Problem(
        "two-camps",
        1600,
        ("graphs", "data structures", "combinatorics"),
        _pairs,
        _two_camps_constraints,
        ("1 0\n", "3 0\n", "2 2\n1 2\n2 1\n", "4 4\n1 2\n2 3\n3 4\n4 1\n", "5 5\n1 2\n2 3\n3 4\n4 5\n5 1\n"),
    ),
    Problem(
        "snow-roads",
        1600,
        ("graphs", "shortest paths", "data structures"),
        _weighted,
        _weighted_constraints,
        ("1 0\n", "3 0\n", "2 2\n1 2 9\n2 1 4\n", "3 3\n1 2 1000\n1 3 1\n3 2 998\n", "4 3\n4 3 1\n3 2 1\n2 1 1\n"),
    ),
    Problem(
        "river-bridges",
        1500,
        ("graphs", "greedy", "sorting"),
        _weighted,
        _weighted_constraints,
        ("1 0\n", "2 0\n", "2 2\n1 2 9\n2 1 4\n", "4 4\n1 2 1\n2 3 1\n3 4 1\n4 1 1\n", "3 2\n1 2 1000\n2 3 1000\n"),
    ),
)
