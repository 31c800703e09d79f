"""Traversal and structure of graphs."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws, graph_draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments

_CLRS = "Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 3rd edition"


def _undirected_and_start(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, size + 2)
    graph = graph_draws.neighbours(nodes, graph_draws.undirected_edges(rng, nodes, 0.45))
    return graph, rng.choice(nodes)


def _directed_and_start(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, size + 2)
    return graph_draws.successors(nodes, graph_draws.arcs(rng, nodes, 0.35)), rng.choice(nodes)


def _directed_and_ends(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, size + 2)
    graph = graph_draws.successors(nodes, graph_draws.arcs(rng, nodes, 0.35))
    return graph, rng.choice(nodes), rng.choice(nodes)


def _directed(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, size + 2)
    draw = graph_draws.acyclic_arcs if rng.random() < 0.5 else graph_draws.arcs
    return (graph_draws.successors(nodes, draw(rng, nodes, 0.3)),)


def _mostly_acyclic(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, size + 2)
    draw = graph_draws.acyclic_arcs if rng.random() < 0.8 else graph_draws.arcs
    return (graph_draws.successors(nodes, draw(rng, nodes, 0.4)),)


def _count_and_edges(rng: random.Random, size: int) -> Arguments:
    count = size + 2
    return count, graph_draws.undirected_edges(rng, range(count), 1.2 / count)


def _perhaps_bipartite(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, size + 2)
    edges = graph_draws.connected_edges(rng, nodes, 0.25)
    if rng.random() < 0.6:
        side = {node: rng.random() < 0.5 for node in nodes}
        edges = [(u, v) for u, v in edges if side[u] != side[v]]
    return (graph_draws.neighbours(nodes, edges),)


def _strongly_connected(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, size + 1)
    return (graph_draws.successors(nodes, graph_draws.arcs(rng, nodes, 0.35)),)


def _grid(rng: random.Random, size: int) -> Arguments:
    rows, columns = {1: (1, 2), 2: (2, 2), 3: (2, 3), 4: (3, 3), 5: (3, 4)}[size]
    return ([[1 if rng.random() < 0.45 else 0 for _ in range(columns)] for _ in range(rows)],)


_START_EDGES: tuple[Arguments, ...] = (
    ({"A": []}, "A"),
    ({0: [1], 1: [0]}, 1),
    ({"A": ["B"], "B": ["A"], "C": []}, "C"),
    ({1: [2, 3], 2: [1, 3], 3: [1, 2]}, 2),
)

_CYCLE_EDGES: tuple[Arguments, ...] = (
    ({},),
    ({"A": []},),
    ({"A": ["A"]},),
    ({0: [1], 1: [0]},),
    ({0: [1], 1: [2], 2: []},),
    ({1: [2], 2: [3], 3: [1], 4: []},),
)

ALGORITHMS = (
    Algorithm(
        name="bfs_distances",
        family="graphs",
        statement=(
            "Given an undirected graph as a dictionary from each node to the list of its neighbours, and a start "
            "node, return a dictionary from every node that can be reached to the number of edges on a shortest path "
            "from the start, in the order in which breadth-first search discovers the nodes."
        ),
        source=f"{_CLRS}, section 22.2",
        complexity="O(V + E) for V nodes and E edges",
        draw=_undirected_and_start,
        edges=_START_EDGES,
        entry_point="bfs_distances",
        techniques=("clrs", "iterative", "queue"),
    ),
    Algorithm(
        name="shortest_path",
        family="graphs",
        statement=(
            "Given a directed graph as a dictionary from each node to the list of its successors, a start node and a "
            "goal node, return a path with the fewest edges from start to goal as a list of nodes, or None if there "
            "is none. Among shortest paths take the one that breadth-first search finds first."
        ),
        source="Sedgewick and Wayne, Algorithms, 4th edition, section 4.1",
        complexity="O(V + E) for V nodes and E edges",
        draw=_directed_and_ends,
        edges=(
            ({"A": []}, "A", "A"),
            ({0: [1], 1: []}, 1, 0),
            ({0: [1], 1: []}, 0, 1),
            ({"A": ["B", "C"], "B": ["D"], "C": ["D"], "D": []}, "A", "D"),
        ),
        entry_point="shortest_path",
        techniques=("graphinstruct", "iterative", "queue"),
    ),
    Algorithm(
        name="depth_first_order",
        family="graphs",
        statement=(
            "Given a directed graph as a dictionary from each node to the list of its successors, and a start node, "
            "return the list of the nodes that can be reached, in the order in which recursive depth-first search "
            "first visits them; successors are tried in the order of the list."
        ),
        source=f"{_CLRS}, section 22.3",
        complexity="O(V + E) for V nodes and E edges",
        draw=_directed_and_start,
        edges=_START_EDGES,
        entry_point="depth_first_order",
        techniques=("recursive", "recursion", "closure"),
    ),
    Algorithm(
        name="has_cycle",
        family="graphs",
        statement=(
            "Given a directed graph as a dictionary from each node to the list of its successors, return True if it "
            "contains a directed cycle (a node with an arc to itself is one), and False otherwise."
        ),
        source=f"{_CLRS}, lemma 22.11",
        complexity="O(V + E) for V nodes and E edges",
        draw=_directed,
        edges=_CYCLE_EDGES,
        entry_point="has_cycle",
        techniques=("graphinstruct", "recursive", "recursion"),
    ),
    Algorithm(
        name="topological_sort",
        family="graphs",
        statement=(
            "Given a directed graph as a dictionary from each node to the list of its successors, return a list of "
            "all nodes in which every node comes before its successors. Take the nodes without unprocessed "
            "predecessors first in, first out, starting in the order of the dictionary. Raise ValueError if the "
            "graph has a cycle."
        ),
        source="Kahn, Topological Sorting of Large Networks, Communications of the ACM 5(11), 1962",
        complexity="O(V + E) for V nodes and E edges",
        draw=_mostly_acyclic,
        edges=_CYCLE_EDGES,
        entry_point="topological_sort",
        techniques=("clrs", "graphinstruct", "iterative", "queue", "exception"),
    ),
    Algorithm(
        name="connected_components",
        family="graphs",
        statement=(
            "Given a number n of nodes, named 0 to n - 1, and a list of undirected edges as pairs of nodes, return "
            "the connected components as a list of lists. Each component is in ascending order, and the components "
            "are in the order of their smallest nodes."
        ),
        source=f"{_CLRS}, section 21.1 (by depth-first search with a stack)",
        complexity="O(V log V + E) for V nodes and E edges",
        draw=_count_and_edges,
        edges=((0, []), (1, []), (3, []), (2, [(0, 1)]), (4, [(3, 1), (0, 2)]), (3, [(2, 1), (1, 0)])),
        entry_point="connected_components",
        techniques=("stack",),
    ),
    Algorithm(
        name="is_bipartite",
        family="graphs",
        statement=(
            "Given an undirected graph as a dictionary from each node to the list of its neighbours, return True if "
            "its nodes can be given two colours such that no edge joins nodes of one colour, and False otherwise."
        ),
        source="Kleinberg and Tardos, Algorithm Design, section 3.4",
        complexity="O(V + E) for V nodes and E edges",
        draw=_perhaps_bipartite,
        edges=(
            ({},),
            ({"A": []},),
            ({0: [1], 1: [0]},),
            ({0: [1, 2], 1: [0, 2], 2: [0, 1]},),
            ({"A": ["B", "D"], "B": ["A", "C"], "C": ["B", "D"], "D": ["A", "C"]},),
        ),
        entry_point="is_bipartite",
        techniques=("graphinstruct", "queue"),
    ),
    Algorithm(
        name="strongly_connected_components",
        family="graphs",
        statement=(
            "Given a directed graph as a dictionary from each node to the list of its successors, return its strongly "
            "connected components as a list of lists. Each component is in ascending order, and the components are "
            "in the order in which Tarjan's depth-first search, over nodes and successors as given, completes them."
        ),
        source="Tarjan, Depth-First Search and Linear Graph Algorithms, SIAM Journal on Computing 1(2), 1972",
        complexity="O(V log V + E) for V nodes and E edges",
        draw=_strongly_connected,
        edges=_CYCLE_EDGES,
        entry_point="strongly_connected_components",
        techniques=("recursive", "object-oriented", "recursion", "class", "stack"),
    ),
    Algorithm(
        name="count_islands",
        family="graphs",
        statement=(
            "Given a rectangular grid as a list of rows of 0 (water) and 1 (land), return the number of islands, "
            "which are the groups of land cells joined up, down, left or right. Visited land is set to 0, so the "
            "given grid holds only water afterwards."
        ),
        source="Sedgewick and Wayne, Algorithms, 4th edition, section 4.1 (connected components by flood fill)",
        complexity="O(rows * columns)",
        draw=_grid,
        edges=(([],), ([[0]],), ([[1]],), ([[1, 0], [0, 1]],), ([[1, 1], [1, 1]],), ([[1, 0, 1], [1, 1, 1]],)),
        entry_point="count_islands",
        techniques=("recursion", "grid"),
    ),
)
