"""Problems of trees: distances, subtrees and choices of nodes."""

from __future__ import annotations

import random

from tracepile.sources.competition.graph_inputs import connected, random_tree, valid_edges
from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, read_rows, write_rows


def _is_tree(edges: list[list[int]], n: int) -> bool:
    return 1 <= n <= 100 and valid_edges(edges, n, n - 1) and connected(edges, n)


def _tree(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 2)
    return write_rows((n,), *random_tree(rng, n))


def _tree_constraints(stdin: str) -> bool:
    (n,), *edges = read_rows(stdin)
    return _is_tree(edges, n)


def _water_tower(rng: random.Random, size: int) -> str:
    n = rng.randint(1 + size // 2, 3 + size // 2)
    return write_rows((n,), *random_tree(rng, n))


def _longest_garland(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 2)
    return write_rows((n,), *([*edge, rng.randint(1, 12)] for edge in random_tree(rng, n)))


def _longest_garland_constraints(stdin: str) -> bool:
    (n,), *cords = read_rows(stdin)
    return _is_tree([cord[:2] for cord in cords], n) and all(len(cord) == 3 and 1 <= cord[2] <= 1000 for cord in cords)


def _family_distance(rng: random.Random, size: int) -> str:
    n = rng.randint(2, size + 2)
    questions = [(rng.randint(1, n), rng.randint(1, n)) for _ in range(rng.randint(1, 1 + size // 2))]
    return write_rows((n, len(questions)), (rng.randint(1, person - 1) for person in range(2, n + 1)), *questions)


def _family_distance_constraints(stdin: str) -> bool:
    (n, q), parents, *questions = read_rows(stdin)
    return (
        2 <= n <= 100
        and 1 <= q <= 100
        and len(parents) == n - 1
        and all(1 <= parent <= place for place, parent in enumerate(parents, 1))
        and len(questions) == q
        and all(between(1, (a, b), n) for a, b in questions)
    )


def _payroll_sums(rng: random.Random, size: int) -> str:
    n = rng.randint(size, size + 3)
    order = [1, *rng.sample(range(2, n + 1), n - 1)]
    bosses = {person: order[rng.randrange(place)] for place, person in enumerate(order) if place > 0}
    return write_rows((n,), (rng.randint(1, 30) for _ in range(n)), [0, *(bosses[i] for i in range(2, n + 1))])


def _payroll_sums_constraints(stdin: str) -> bool:
    (n,), wages, bosses = read_rows(stdin)
    team = [(person, boss) for person, boss in enumerate(bosses, 1) if boss != 0]
    return (
        1 <= n <= 100
        and len(wages) == len(bosses) == n
        and between(1, wages, 1000)
        and bosses[0] == 0
        and between(0, bosses, n)
        and valid_edges(team, n, n - 1)
        and connected(team, n)
    )


PROBLEMS = (
    Problem(
        "longest-garland",
        1500,
        ("trees", "graphs", "dp"),
        _longest_garland,
        _longest_garland_constraints,
        ("1\n", "2\n2 1 1000\n", "4\n1 2 1\n1 3 1\n1 4 1\n", "5\n5 4 1\n4 3 9\n3 2 9\n2 1 1\n"),
    ),
    Problem(
        "family-distance",
        1600,
        ("trees", "data structures"),
        _family_distance,
        _family_distance_constraints,
        ("2 1\n1\n1 1\n", "5 2\n1 2 3 4\n5 1\n2 4\n", "5 2\n1 1 1 1\n5 2\n1 3\n", "6 1\n1 1 2 3 4\n6 5\n"),
    ),
    Problem(
        "payroll-sums",
        1400,
        ("trees", "data structures"),
        _payroll_sums,
        _payroll_sums_constraints,
        ("1\n1\n0\n", "2\n1000 1\n0 1\n", "4\n1 2 4 8\n0 3 4 1\n", "5\n6 6 6 6 6\n0 1 1 1 1\n"),
    ),
    Problem(
        "quiet-party",
        1500,
        ("trees", "greedy", "dp"),
        _tree,
        _tree_constraints,
        ("1\n", "2\n1 2\n", "4\n1 2\n2 3\n3 4\n", "5\n3 1\n3 2\n3 4\n3 5\n", "6\n1 2\n1 3\n1 4\n4 5\n4 6\n"),
    ),
    Problem(
        "water-tower",
        1700,
        ("trees", "dp", "graphs"),
        _water_tower,
        _tree_constraints,
        ("1\n", "2\n2 1\n", "4\n1 2\n2 3\n3 4\n", "5\n5 1\n5 2\n5 3\n5 4\n", "5\n1 2\n2 3\n3 4\n4 5\n"),
    ),
)
