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
        techniques=("heap",),
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
        techniques=("exception",),
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
        techniques=("class", "union-find", "greedy"),
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
        techniques=("heap", "greedy"),
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
        techniques=("dynamic programming", "grid"),
    ),
)
