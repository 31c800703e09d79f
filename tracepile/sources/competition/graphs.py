"""Problems of graphs: components, paths, orders, colourings, matchings and spanning trees."""

from __future__ import annotations

import random
from graphlib import CycleError, TopologicalSorter

from tracepile.sources.competition.graph_inputs import connected, random_edge, random_tree, valid_edges
from tracepile.sources.competition.problem import Problem
from tracepile.sources.competition.stdin_format import between, read_rows, write_rows


def _pairs(rng: random.Random, size: int) -> str:
    n = rng.randint(2, size + 2)
    edges = [random_edge(rng, n) for _ in range(rng.randint(0, size + 1))]
    return write_rows((n, len(edges)), *edges)


def _island_cables_constraints(stdin: str) -> bool:
    (n, m), *edges = read_rows(stdin)
    return 1 <= n <= 500 and 0 <= m <= 1000 and valid_edges(edges, n, m)


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
        places = random_edge(rng, n) if rng.random() < 0.1 else sorted(random_edge(rng, n))
        edges.append([order[place - 1] for place in places])
    return write_rows((n, len(edges)), *edges)


def _course_order_constraints(stdin: str) -> bool:
    (n, m), *edges = read_rows(stdin)
    return 1 <= n <= 100 and 0 <= m <= 500 and valid_edges(edges, n, m)


def _two_camps_constraints(stdin: str) -> bool:
    (n, m), *edges = read_rows(stdin)
    return 1 <= n <= 50 and 0 <= m <= 200 and valid_edges(edges, n, m)


def _weighted(rng: random.Random, size: int) -> str:
    n = rng.randint(2, size + 1)
    edges = [[*random_edge(rng, n), rng.randint(1, 12)] for _ in range(rng.randint(1, size + 2))]
    return write_rows((n, len(edges)), *edges)


def _weighted_constraints(stdin: str) -> bool:
    (n, m), *edges = read_rows(stdin)
    return (
        1 <= n <= 100
        and 0 <= m <= 500
        and valid_edges([edge[:2] for edge in edges], n, m)
        and all(len(edge) == 3 and 1 <= edge[2] <= 1000 for edge in edges)
    )


def _weak_links_constraints(stdin: str) -> bool:
    (n, m), *edges = read_rows(stdin)
    return 1 <= n <= 100 and 0 <= m <= 200 and valid_edges(edges, n, m)


def _rumour_chain(rng: random.Random, size: int) -> str:
    n = rng.randint(size, 2 * size)
    return write_rows((n, rng.randint(1, n)), (rng.randint(1, n) for _ in range(n)))


def _rumour_chain_constraints(stdin: str) -> bool:
    (n, start), listeners = read_rows(stdin)
    return 1 <= start <= n <= 200 and len(listeners) == n and between(1, listeners, n)


def _central_depot(rng: random.Random, size: int) -> str:
    n = rng.randint(1 + size // 2, 2 + size // 2)
    extra = [random_edge(rng, n) for _ in range(rng.randint(0, size // 2))] if n > 1 else []
    edges = random_tree(rng, n) + extra
    return write_rows((n, len(edges)), *edges)


def _central_depot_constraints(stdin: str) -> bool:
    (n, m), *edges = read_rows(stdin)
    return 1 <= n <= 40 and 0 <= m <= 200 and valid_edges(edges, n, m) and connected(edges, n)


def _flooded_meadow(rng: random.Random, size: int) -> str:
    rows, columns = rng.randint(1, 1 + size // 3), rng.randint(1, 1 + size // 2)
    return write_rows((rows, columns), *(["".join(rng.choices("~.", k=columns))] for _ in range(rows)))


def _flooded_meadow_constraints(stdin: str) -> bool:
    first, *meadow = stdin.splitlines()
    rows, columns = map(int, first.split())
    return (
        between(1, (rows, columns), 20)
        and [len(row) for row in meadow] == [columns] * rows
        and set("".join(meadow)) <= set("~.")
    )


def _jug_pouring(rng: random.Random, size: int) -> str:
    a, b = rng.randint(1, 2 + size), rng.randint(1, 2 + size)
    return write_rows((a, b, rng.randint(1, max(a, b))))


def _jug_pouring_constraints(stdin: str) -> bool:
    ((a, b, c),) = read_rows(stdin)
    return between(1, (a, b, c), 50)


def _dance_evening(rng: random.Random, size: int) -> str:
    n, k = rng.randint(1, size), rng.randint(1, 1 + size // 2)
    pairs = [(rng.randint(1, n), rng.randint(1, k)) for _ in range(rng.randint(1, size + 2))]
    return write_rows((n, k, len(pairs)), *pairs)


def _dance_evening_constraints(stdin: str) -> bool:
    (n, k, m), *pairs = read_rows(stdin)
    return (
        1 <= n <= 50
        and 1 <= k <= 10
        and 0 <= m <= 200
        and len(pairs) == m
        and all(1 <= a <= n and 1 <= b <= k for a, b in pairs)
    )


def _project_weeks(rng: random.Random, size: int) -> str:
    n = rng.randint(2, size + 1)
    order = rng.sample(range(1, n + 1), n)
    places = [sorted(random_edge(rng, n)) for _ in range(rng.randint(0, size))]
    rules = [(order[first - 1], order[then - 1]) for first, then in places]
    return write_rows((n, len(rules)), (rng.randint(1, 6) for _ in range(n)), *rules)


def _project_weeks_constraints(stdin: str) -> bool:
    (n, m), weeks, *rules = read_rows(stdin)
    if not (1 <= n <= 50 and 0 <= m <= 200 and len(weeks) == n and between(1, weeks, 20) and valid_edges(rules, n, m)):
        return False
    order = TopologicalSorter({task: [a for a, b in rules if b == task] for task in range(1, n + 1)})
    try:
        order.prepare()
    except CycleError:
        return False
    return True


def _gossip_rooms_constraints(stdin: str) -> bool:
    (n, m), *edges = read_rows(stdin)
    return 1 <= n <= 100 and 0 <= m <= 300 and valid_edges(edges, n, m)


def _heavy_truck_constraints(stdin: str) -> bool:
    (n, _), *_ = read_rows(stdin)
    return n >= 2 and _weighted_constraints(stdin)


def _ferry_walks(rng: random.Random, size: int) -> str:
    n = rng.randint(1, 1 + size // 2)
    lines = [(rng.randint(1, n), rng.randint(1, n)) for _ in range(rng.randint(1, size + 1))]
    return write_rows((n, len(lines), rng.randint(1, size)), *lines)


def _ferry_walks_constraints(stdin: str) -> bool:
    (n, m, k), *lines = read_rows(stdin)
    return (
        1 <= n <= 10
        and 0 <= m <= 100
        and 1 <= k <= 1000
        and len(lines) == m
        and all(between(1, (a, b), n) for a, b in lines)
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
    Problem(
        "weak-links",
        1700,
        ("graphs",),
        _pairs,
        _weak_links_constraints,
        ("1 0\n", "4 0\n", "2 2\n1 2\n2 1\n", "4 3\n1 2\n2 3\n3 4\n", "4 4\n1 2\n2 3\n3 4\n4 1\n"),
    ),
    Problem(
        "rumour-chain",
        1100,
        ("graphs", "two pointers", "simulation"),
        _rumour_chain,
        _rumour_chain_constraints,
        ("1 1\n1\n", "5 1\n2 3 4 5 1\n", "5 1\n2 3 4 5 5\n", "4 3\n1 2 3 4\n", "6 2\n2 1 1 1 1 1\n"),
    ),
    Problem(
        "central-depot",
        1500,
        ("graphs", "shortest paths"),
        _central_depot,
        _central_depot_constraints,
        ("1 0\n", "2 2\n1 2\n2 1\n", "4 3\n4 1\n4 2\n4 3\n", "4 4\n1 2\n2 3\n3 4\n4 1\n", "4 3\n1 2\n2 3\n3 4\n"),
    ),
    Problem(
        "flooded-meadow",
        1200,
        ("graphs", "data structures"),
        _flooded_meadow,
        _flooded_meadow_constraints,
        ("1 1\n~\n", "1 1\n.\n", "2 2\n~.\n.~\n", "2 3\n~~~\n~~~\n", "3 2\n..\n..\n..\n", "1 5\n~.~.~\n"),
    ),
    Problem(
        "jug-pouring",
        1500,
        ("graphs", "shortest paths", "number theory"),
        _jug_pouring,
        _jug_pouring_constraints,
        ("1 1 1\n", "1 1 2\n", "50 50 50\n", "1 50 1\n", "2 4 3\n", "4 6 2\n", "3 3 1\n", "1 2 50\n"),
    ),
    Problem(
        "dance-evening",
        1700,
        ("graphs", "dp", "bit manipulation"),
        _dance_evening,
        _dance_evening_constraints,
        (
            "1 1 0\n",
            "1 1 2\n1 1\n1 1\n",
            "3 1 3\n1 1\n2 1\n3 1\n",
            "3 3 5\n1 1\n2 1\n2 2\n3 2\n3 3\n",
            "50 10 1\n50 10\n",
        ),
    ),
    Problem(
        "project-weeks",
        1400,
        ("graphs", "dp", "simulation"),
        _project_weeks,
        _project_weeks_constraints,
        (
            "1 0\n1\n",
            "3 0\n4 20 7\n",
            "3 2\n1 2 3\n3 2\n2 1\n",
            "2 2\n5 5\n2 1\n2 1\n",
            "4 3\n1 1 1 1\n1 2\n1 3\n1 4\n",
        ),
    ),
    Problem(
        "gossip-rooms",
        1800,
        ("graphs", "bit manipulation"),
        _pairs,
        _gossip_rooms_constraints,
        ("1 0\n", "4 0\n", "2 2\n1 2\n2 1\n", "4 3\n4 3\n3 2\n2 1\n", "4 5\n1 2\n2 1\n2 3\n3 4\n4 3\n"),
    ),
    Problem(
        "heavy-truck",
        1600,
        ("graphs", "shortest paths", "sorting"),
        _weighted,
        _heavy_truck_constraints,
        ("2 0\n", "2 2\n1 2 9\n2 1 1000\n", "3 1\n1 3 1\n", "4 3\n1 2 5\n2 3 5\n3 4 5\n", "3 2\n2 3 6\n3 2 6\n"),
    ),
    Problem(
        "ferry-walks",
        1700,
        ("graphs", "dp", "matrices", "binary exponentiation"),
        _ferry_walks,
        _ferry_walks_constraints,
        ("1 0 1\n", "1 1 20\n1 1\n", "1 3 12\n1 1\n1 1\n1 1\n", "2 2 5\n1 2\n2 1\n", "3 3 4\n1 2\n2 3\n3 3\n"),
    ),
)
