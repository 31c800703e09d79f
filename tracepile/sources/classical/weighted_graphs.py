"""Shortest paths and spanning trees of graphs with weights."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws, graph_draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments

_CLRS = "Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 3rd edition"


def _weighted_and_start(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, size + 2)
    edges = graph_draws.weighted(rng, graph_draws.arcs(rng, nodes, 0.4))
    return graph_draws.weighted_successors(nodes, edges), rng.choice(nodes)


def _negative_arcs_and_start(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, (2, 3, 4, 4, 5)[size - 1])
    # Arcs both ways close cycles, now and then of negative weight: half the density keeps the number of arcs.
    draw, density = (graph_draws.acyclic_arcs, 0.7) if rng.random() < 0.6 else (graph_draws.arcs, 0.35)
    edges = graph_draws.weighted(rng, draw(rng, nodes, density + 0.03 * size), -2, 9)
    reaching = [u for u, _, _ in edges] or nodes
    return nodes, edges, rng.choice(reaching)


def _count_and_weighted_edges(rng: random.Random, size: int) -> Arguments:
    count = size + 1
    return count, graph_draws.weighted(rng, graph_draws.undirected_edges(rng, range(count), 0.6))


def _connected_weighted(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, size + 1)
    edges = graph_draws.weighted(rng, graph_draws.connected_edges(rng, nodes, 0.3))
    both_ways = edges + [(v, u, weight) for u, v, weight in edges]
    return graph_draws.weighted_successors(nodes, both_ways), rng.choice(nodes)


def _count_and_weighted_arcs(rng: random.Random, size: int) -> Arguments:
    count = (2, 3, 3, 4, 4)[size - 1]
    density = (0.8, 0.4, 0.8, 0.4, 0.6)[size - 1]
    return count, graph_draws.weighted(rng, graph_draws.arcs(rng, range(count), density))


def _acyclic_and_start(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, size + 2)
    edges = graph_draws.weighted(rng, graph_draws.acyclic_arcs(rng, nodes, 0.5), -4, 9)
    reaching = [u for u, _, _ in edges] or nodes
    return graph_draws.weighted_successors(nodes, edges), rng.choice(reaching)


def _count_and_costed_edges(rng: random.Random, size: int) -> Arguments:
    count = (2, 3, 3, 4, 4)[size - 1]
    edges = graph_draws.connected_edges(rng, range(count), 0.1 * (size % 2))
    return count, [(weight, u, v) for u, v, weight in graph_draws.weighted(rng, edges)]


def _grid_and_ends(rng: random.Random, size: int) -> Arguments:
    rows, columns = ((1, 2), (1, 4), (2, 3), (2, 4), (3, 4))[size - 1]
    grid = [[int(rng.random() < 0.2) for _ in range(columns)] for _ in range(rows)]
    if rng.random() < 0.5:
        grid = [list(column) for column in zip(*grid, strict=True)]
    grid[0][0] = 0
    goal = (len(grid) - 1, len(grid[0]) - 1)
    if rng.random() < 0.9:
        grid[goal[0]][goal[1]] = 0
    return grid, (0, 0), goal


ALGORITHMS = (
    Algorithm(
        name="dijkstra",
        family="weighted graphs",
        statement=(
            "Given a directed graph as a dictionary from each node to a list of (successor, weight) pairs with "
            "positive weights, and a start node, return a dictionary from every node that can be reached to the "
            "smallest total weight of a path from the start, in ascending order of that distance, ties in ascending "
            "order of the nodes."
        ),
        source="Dijkstra, A Note on Two Problems in Connexion with Graphs, Numerische Mathematik 1, 1959",
        complexity="O((V + E) log E) for V nodes and E edges",
        draw=_weighted_and_start,
        edges=(
            ({"A": []}, "A"),
            ({"A": [("B", 1)], "B": [("A", 1)]}, "A"),
            ({0: [(1, 4)], 1: [], 2: [(0, 1)]}, 0),
            ({"A": [("B", 9), ("C", 1)], "B": [], "C": [("B", 2)]}, "A"),
        ),
        entry_point="dijkstra",
        techniques=("clrs", "graphinstruct", "iterative", "heap"),
    ),
    Algorithm(
        name="bellman_ford",
        family="weighted graphs",
        statement=(
            "Given a list of nodes, a list of directed edges (u, v, weight) whose weights may be negative, and a start "
            "node, return a dictionary from each node to the smallest total weight of a path from the start, or None "
            "if it cannot be reached. Raise ValueError if a cycle of negative weight can be reached."
        ),
        source=f"{_CLRS}, section 24.1",
        complexity="O(V E) for V nodes and E edges",
        draw=_negative_arcs_and_start,
        edges=(
            (["A"], [], "A"),
            ([0, 1], [(0, 1, -5)], 0),
            ([0, 1], [(0, 1, -5)], 1),
            (["A", "B"], [("A", "B", 1), ("B", "A", -2)], "A"),
            ([1, 2, 3], [(2, 3, -1), (3, 2, 0)], 1),
        ),
        entry_point="bellman_ford",
        techniques=("clrs", "exception"),
    ),
    Algorithm(
        name="kruskal",
        family="weighted graphs",
        statement=(
            "Given a number n of nodes, named 0 to n - 1, and a list of undirected edges (u, v, weight), return a "
            "tuple of the list of the edges of a minimum spanning forest and their total weight. Take edges in "
            "ascending order of weight, ties in the order given, and keep those that join two different trees."
        ),
        source=f"{_CLRS}, section 23.2 (union-find as in chapter 21)",
        complexity="O(E log E) for E edges",
        draw=_count_and_weighted_edges,
        edges=((1, []), (3, []), (2, [(0, 1, 5)]), (2, [(0, 1, 5), (1, 0, 3)]), (3, [(0, 1, 2), (1, 2, 2), (0, 2, 2)])),
        entry_point="minimum_spanning_forest",
        techniques=("clrs", "object-oriented", "class", "union-find", "greedy"),
    ),
    Algorithm(
        name="prim",
        family="weighted graphs",
        statement=(
            "Given a connected undirected graph as a dictionary from each node to a list of (neighbour, weight) pairs, "
            "and a start node, return the total weight of a minimum spanning tree, grown from the start."
        ),
        source=f"{_CLRS}, section 23.2",
        complexity="O(E log E) for E edges",
        draw=_connected_weighted,
        edges=(
            ({"A": []}, "A"),
            ({0: [(1, 3)], 1: [(0, 3)]}, 1),
            ({1: [(2, 1), (3, 1)], 2: [(1, 1), (3, 1)], 3: [(1, 1), (2, 1)]}, 1),
        ),
        entry_point="prim",
        techniques=("clrs", "heap", "greedy"),
    ),
    Algorithm(
        name="floyd_warshall",
        family="weighted graphs",
        statement=(
            "Given a number n of nodes, named 0 to n - 1, and a list of directed edges (u, v, weight) with "
            "non-negative weights, return an n by n list of lists whose entry [i][j] is the smallest total weight of "
            "a path from i to j, or None if there is no path. Each entry [i][i] is 0."
        ),
        source="Floyd, Algorithm 97: Shortest Path, Communications of the ACM 5(6), 1962",
        complexity="O(n^3) for n nodes",
        draw=_count_and_weighted_arcs,
        edges=((0, []), (1, []), (2, []), (2, [(0, 1, 4), (0, 1, 2)]), (3, [(0, 1, 1), (1, 2, 1), (0, 2, 5)])),
        entry_point="floyd_warshall",
        techniques=("clrs", "dynamic programming", "grid"),
    ),
    Algorithm(
        name="dag_shortest_paths",
        family="weighted graphs",
        statement=(
            "Given a directed graph without cycles as a dictionary from each node to a list of (successor, weight) "
            "pairs, whose weights may be negative, and a start node, return a dictionary from each node to the "
            "smallest total weight of a path from the start, or None if it cannot be reached. Relax the arcs of the "
            "nodes in topological order."
        ),
        source=f"{_CLRS}, section 24.2",
        complexity="O(V + E) for V nodes and E edges",
        draw=_acyclic_and_start,
        edges=(
            ({"A": []}, "A"),
            ({0: [(1, -5)], 1: []}, 0),
            ({0: [(1, -5)], 1: []}, 1),
            ({"A": [("B", 2), ("C", 4)], "B": [("C", 1)], "C": []}, "A"),
            ({"A": [("B", 2), ("C", 2)], "B": [("C", 0)], "C": []}, "A"),
        ),
        entry_point="dag_shortest_paths",
        techniques=("clrs", "recursion"),
    ),
    Algorithm(
        name="boruvka",
        family="weighted graphs",
        statement=(
            "Given a number n of nodes, named 0 to n - 1, and a list of different undirected edges (weight, u, "
            "v), return the sorted list of the edges of a minimum spanning forest. In each round every tree picks "
            "its cheapest edge to another tree, ties broken by the order of the tuples, and all picked edges are "
            "taken."
        ),
        source="Boruvka, O jistem problemu minimalnim, Prace Moravske prirodovedecke spolecnosti 3, 1926",
        complexity="O(E n log n) for E edges and n nodes, without path compression",
        draw=_count_and_costed_edges,
        edges=((1, []), (3, []), (2, [(5, 0, 1)]), (2, [(5, 0, 1), (3, 1, 0)]), (3, [(2, 0, 1), (2, 1, 2), (2, 0, 2)])),
        entry_point="boruvka",
        techniques=("iterative", "greedy"),
    ),
    Algorithm(
        name="a_star",
        family="weighted graphs",
        statement=(
            "Given a rectangular grid of 0 (free) and 1 (wall), a free start cell and a goal cell (row, column), "
            "return the smallest number of steps up, down, left or right through free cells from the start to the "
            "goal, or None if there is no way. Explore first the cell with the smallest sum of the steps so far "
            "and the rows and columns that still separate it from the goal."
        ),
        source=(
            "Hart, Nilsson and Raphael, A Formal Basis for the Heuristic Determination of Minimum Cost Paths, "
            "IEEE Transactions on Systems Science and Cybernetics 4(2), 1968"
        ),
        complexity="O(c log c) for c cells",
        draw=_grid_and_ends,
        edges=(
            ([[0]], (0, 0), (0, 0)),
            ([[0, 0]], (0, 0), (0, 1)),
            ([[0, 1, 0]], (0, 0), (0, 2)),
            ([[0, 0], [0, 0]], (1, 1), (0, 0)),
            ([[0, 1], [0, 0]], (0, 0), (1, 1)),
        ),
        entry_point="a_star",
        techniques=("heap", "grid"),
    ),
)
