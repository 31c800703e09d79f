"""Connectivity, cuts, matchings of a pattern, and paths through all nodes of a graph."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws, graph_draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments
from tracepile.sources.classical.graph_draws import Adjacency

_GRAPHINSTRUCT = (
    "Luo and others, GraphInstruct: Empowering Large Language Models with Graph Understanding and Reasoning "
    "Capability, 2024"
)
_CLRS = "Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 3rd edition"


def _directed(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, size + 2)
    return (graph_draws.successors(nodes, graph_draws.arcs(rng, nodes, 0.35)),)


def _sparse_directed(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, size + 1)
    return (graph_draws.successors(nodes, graph_draws.arcs(rng, nodes, 0.35)),)


def _sparse_undirected(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, size + 2)
    density = rng.choice((0.05, 0.2, 0.35))
    draw = graph_draws.connected_edges if rng.random() < 0.7 else graph_draws.undirected_edges
    return (graph_draws.neighbours(nodes, draw(rng, nodes, density)),)


def _two_nodes(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, 2 * size + 1)
    graph = graph_draws.neighbours(nodes, graph_draws.undirected_edges(rng, nodes, 1.5 / len(nodes)))
    first, second = rng.sample(nodes, 2)
    return graph, first, second


def _traversable(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, (3, 3, 4, 4, 5)[size - 1])
    edges = graph_draws.connected_edges(rng, nodes, (0.0, 0.5, 0.2, 0.4, 0.4)[size - 1])
    return (graph_draws.neighbours(nodes, edges),)


def _pattern_and_graph(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, (2, 3, 3, 4, 4)[size - 1])
    wanted = list("xyz"[: (1, 2, 3, 3, 3)[size - 1]])
    pattern: Adjacency = graph_draws.neighbours(
        wanted, graph_draws.connected_edges(rng, wanted, 0.7 if size == 5 else 0.0)
    )
    return pattern, graph_draws.neighbours(nodes, graph_draws.connected_edges(rng, nodes, 0.3))


def _valued_graph(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, size + 2)
    graph = graph_draws.neighbours(nodes, graph_draws.undirected_edges(rng, nodes, 0.6))
    return {node: rng.randint(1, 20) for node in nodes}, graph


def _closed_walk(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, size + 2)
    walk = [nodes[0]]
    arcs: list[tuple[draws.Node, draws.Node]] = []
    while len(arcs) < 2 * size + 1:
        node = rng.choice([other for other in nodes if other != walk[-1]])
        arcs.append((walk[-1], node))
        walk.append(node)
    if walk[-1] != walk[0]:
        arcs.append((walk[-1], walk[0]))
    rng.shuffle(arcs)
    return graph_draws.successors(nodes, arcs), nodes[0]


def _matrix(rng: random.Random, size: int) -> Arguments:
    order = (2, 2, 3, 3, 4)[size - 1]
    return ([[int(rng.random() < 0.35) for _ in range(order)] for _ in range(order)],)


def _small_undirected(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, (2, 3, 3, 4, 4)[size - 1])
    return (graph_draws.neighbours(nodes, graph_draws.undirected_edges(rng, nodes, 0.3 + 0.1 * size)),)


_DIRECTED_EDGES: tuple[Arguments, ...] = (
    ({},),
    ({"A": []},),
    ({"A": ["A"]},),
    ({0: [1], 1: [0]},),
    ({0: [1], 1: [2], 2: []},),
    ({1: [2], 2: [3], 3: [1], 4: []},),
)

_UNDIRECTED_EDGES: tuple[Arguments, ...] = (
    ({},),
    ({"A": []},),
    ({0: [1], 1: [0]},),
    ({"A": ["B"], "B": ["A", "C"], "C": ["B"]},),
    ({0: [1, 2], 1: [0, 2], 2: [0, 1]},),
    ({1: [2, 3], 2: [1, 3], 3: [1, 2, 4], 4: [3]},),
)

ALGORITHMS = (
    Algorithm(
        name="depth_first_search",
        family="graphs",
        statement=(
            "Given a directed graph as a dictionary from each node to the list of its successors, return a "
            "dictionary from each node to the pair of the times at which depth-first search discovers and finishes "
            "it. The clock starts at 0 and is advanced by 1 before each of the two; nodes and successors are tried "
            "in the order given."
        ),
        source=f"{_CLRS}, section 22.3",
        complexity="O(V + E) for V nodes and E edges",
        draw=_directed,
        edges=_DIRECTED_EDGES,
        entry_point="depth_first_search",
        techniques=("clrs", "recursion", "recursive", "closure"),
    ),
    Algorithm(
        name="articulation_points",
        family="graphs",
        statement=(
            "Given an undirected graph as a dictionary from each node to the list of its neighbours, return the list "
            "of its articulation points in ascending order: the nodes whose removal would leave more components than "
            "there were."
        ),
        source=f"{_CLRS}, problem 22-2",
        complexity="O(V log V + E) for V nodes and E edges",
        draw=_sparse_undirected,
        edges=_UNDIRECTED_EDGES,
        entry_point="articulation_points",
        techniques=("clrs", "recursion"),
    ),
    Algorithm(
        name="bridges",
        family="graphs",
        statement=(
            "Given an undirected graph as a dictionary from each node to the list of its neighbours, return the list "
            "of its bridges, the edges that are on no cycle. Each is a pair of the node that depth-first search "
            "reaches first and the other; the bridges are in the order in which the search leaves them."
        ),
        source=f"{_CLRS}, problem 22-2",
        complexity="O(V + E) for V nodes and E edges",
        draw=_sparse_undirected,
        edges=_UNDIRECTED_EDGES,
        entry_point="bridges",
        techniques=("clrs", "recursion", "class", "object-oriented"),
    ),
    Algorithm(
        name="kosaraju",
        family="graphs",
        statement=(
            "Given a directed graph as a dictionary from each node to the list of its successors, return its strongly "
            "connected components as a list of lists, each in ascending order. Search depth first, then search the "
            "reversed graph from the node finished last to the node finished first; each of those searches gives "
            "one component."
        ),
        source=f"{_CLRS}, section 22.5",
        complexity="O(V log V + E) for V nodes and E edges",
        draw=_sparse_directed,
        edges=_DIRECTED_EDGES,
        entry_point="kosaraju",
        techniques=("clrs", "recursion"),
    ),
    Algorithm(
        name="are_connected",
        family="graphs",
        statement=(
            "Given an undirected graph as a dictionary from each node to the list of its neighbours, and two nodes, "
            "return True if there is a path between the two, and False otherwise."
        ),
        source=_GRAPHINSTRUCT,
        complexity="O(V + E) for V nodes and E edges",
        draw=_two_nodes,
        edges=(
            ({"A": []}, "A", "A"),
            ({0: [], 1: []}, 0, 1),
            ({0: [1], 1: [0]}, 0, 1),
            ({"A": ["B"], "B": ["A", "C"], "C": ["B"], "D": []}, "A", "C"),
            ({"A": ["B"], "B": ["A", "C"], "C": ["B"], "D": []}, "A", "D"),
        ),
        entry_point="are_connected",
        techniques=("graphinstruct", "stack", "set"),
    ),
    Algorithm(
        name="has_undirected_cycle",
        family="graphs",
        statement=(
            "Given an undirected graph as a dictionary from each node to the list of its neighbours, with at most one "
            "edge between two nodes and none from a node to itself, return True if it contains a cycle, and False "
            "otherwise."
        ),
        source="Sedgewick and Wayne, Algorithms, 4th edition, section 4.1",
        complexity="O(V + E) for V nodes and E edges",
        draw=_sparse_undirected,
        edges=_UNDIRECTED_EDGES,
        entry_point="has_undirected_cycle",
        techniques=("graphinstruct", "recursion"),
    ),
    Algorithm(
        name="hamiltonian_path",
        family="graphs",
        statement=(
            "Given an undirected graph as a dictionary from each node to the list of its neighbours, return a path "
            "that visits every node exactly once as a list of nodes, or None if there is none. Starts and neighbours "
            "are tried in the order given, and the first path found is returned."
        ),
        source="Papadimitriou and Steiglitz, Combinatorial Optimization, chapter 15 (by backtracking)",
        complexity="O(V! V) for V nodes",
        draw=_traversable,
        edges=(
            ({},),
            ({"A": []},),
            ({0: [], 1: []},),
            ({0: [1], 1: [0]},),
            ({"A": ["B", "C", "D"], "B": ["A"], "C": ["A"], "D": ["A"]},),
            ({1: [2], 2: [1, 3], 3: [2]},),
        ),
        entry_point="hamiltonian_path",
        techniques=("graphinstruct", "recursion", "backtracking"),
    ),
    Algorithm(
        name="subgraph_matching",
        family="graphs",
        statement=(
            "Given two graphs, each as a dictionary from each node to the list of its neighbours, return a dictionary "
            "that maps the nodes of the first to different nodes of the second such that every edge of the first is "
            "an edge of the second, or None if there is no such mapping. Nodes are assigned and candidates tried in "
            "the order given, and the first mapping found is returned."
        ),
        source="Ullmann, An Algorithm for Subgraph Isomorphism, Journal of the ACM 23(1), 1976",
        complexity="O(n^m m) for m nodes of the first and n nodes of the second graph",
        draw=_pattern_and_graph,
        edges=(
            ({}, {"A": []}),
            ({"x": []}, {}),
            ({"x": []}, {"A": []}),
            ({"x": ["y"], "y": ["x"]}, {0: [], 1: []}),
            ({"x": ["y"], "y": ["x"]}, {0: [1], 1: [0]}),
            ({"x": ["y", "z"], "y": ["x", "z"], "z": ["x", "y"]}, {1: [2, 3], 2: [1, 3], 3: [1, 2]}),
        ),
        entry_point="subgraph_matching",
        techniques=("graphinstruct", "recursion", "backtracking"),
    ),
    Algorithm(
        name="maximum_triangle_sum",
        family="graphs",
        statement=(
            "Given a dictionary from each node to its value, and an undirected graph as a dictionary from each node "
            "to the list of its neighbours, return the largest sum of the values of three nodes that are all joined "
            "to each other, or None if there is no such triangle."
        ),
        source=_GRAPHINSTRUCT,
        complexity="O(V d^2) for V nodes of at most d neighbours",
        draw=_valued_graph,
        edges=(
            ({}, {}),
            ({0: 4}, {0: []}),
            ({0: 4, 1: 5}, {0: [1], 1: [0]}),
            ({"A": 1, "B": 2, "C": 3}, {"A": ["B", "C"], "B": ["A", "C"], "C": ["A", "B"]}),
            ({"A": 1, "B": 2, "C": 3}, {"A": ["B"], "B": ["A", "C"], "C": ["B"]}),
        ),
        entry_point="maximum_triangle_sum",
        techniques=("graphinstruct",),
    ),
    Algorithm(
        name="hierholzer",
        family="graphs",
        statement=(
            "Given a directed graph as a dictionary from each node to the list of its successors, in which every "
            "node has as many arcs in as out and all arcs can be reached from the start node, and that node, "
            "return an Eulerian circuit, which uses every arc once, as the list of the nodes that it visits from "
            "the start back to it. Follow unused arcs in the order given until stuck, and note nodes on the way "
            "back."
        ),
        source=(
            "Hierholzer, Ueber die Moeglichkeit, einen Linienzug ohne Wiederholung und ohne Unterbrechung zu "
            "umfahren, Mathematische Annalen 6, 1873"
        ),
        complexity="O(E d) for E arcs and d successors of a node",
        draw=_closed_walk,
        edges=(
            ({"A": []}, "A"),
            ({0: [0]}, 0),
            ({0: [1], 1: [0]}, 1),
            ({"A": ["B", "C"], "B": ["A"], "C": ["A"]}, "A"),
            ({1: [2], 2: [3], 3: [1]}, 2),
        ),
        entry_point="hierholzer",
        techniques=("iterative", "stack"),
    ),
    Algorithm(
        name="transitive_closure",
        family="graphs",
        statement=(
            "Given the adjacency matrix of a directed graph, with 1 at row i and column j if there is an arc from "
            "i to j and 0 otherwise, return the matrix with 1 where there is a path of at least one arc."
        ),
        source="Warshall, A Theorem on Boolean Matrices, Journal of the ACM 9(1), 1962",
        complexity="O(n^3) for n nodes",
        draw=_matrix,
        edges=(([],), ([[0]],), ([[1]],), ([[0, 1], [0, 0]],), ([[0, 1, 0], [0, 0, 1], [1, 0, 0]],)),
        entry_point="transitive_closure",
        techniques=("iterative", "grid"),
    ),
    Algorithm(
        name="bron_kerbosch",
        family="graphs",
        statement=(
            "Given an undirected graph as a dictionary from each node to the list of its neighbours, return the "
            "list of its maximal cliques, each as a list of nodes in the order of the dictionary. Each clique is "
            "extended by the candidates in order; a candidate that has been tried is excluded afterwards."
        ),
        source=(
            "Bron and Kerbosch, Algorithm 457: Finding All Cliques of an Undirected Graph, Communications of the "
            "ACM 16(9), 1973"
        ),
        complexity="O(2^n) calls for n nodes",
        draw=_small_undirected,
        edges=(
            ({"A": []},),
            ({0: [1], 1: [0]},),
            ({0: [1, 2], 1: [0, 2], 2: [0, 1]},),
            ({"A": ["B"], "B": ["A", "C"], "C": ["B"]},),
        ),
        entry_point="bron_kerbosch",
        techniques=("recursive", "recursion", "closure"),
    ),
    Algorithm(
        name="greedy_colouring",
        family="graphs",
        statement=(
            "Given an undirected graph as a dictionary from each node to the list of its neighbours, return a "
            "dictionary from each node to its colour, 0 or more, such that neighbours differ. Take the nodes in "
            "descending order of degree, ties in the order given, and give each the smallest colour that no "
            "neighbour has."
        ),
        source=("Welsh and Powell, An Upper Bound for the Chromatic Number of a Graph, Computer Journal 10(1), 1967"),
        complexity="O(V log V + E) for V nodes and E edges",
        draw=_sparse_undirected,
        edges=_UNDIRECTED_EDGES,
        entry_point="greedy_colouring",
        techniques=("greedy", "set"),
    ),
)
