"""Flows and matchings."""

from __future__ import annotations

import random

from tracepile.sources.classical import graph_draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments

_CLRS = "Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 3rd edition"


def _network(rng: random.Random, size: int) -> Arguments:
    count = (2, 3, 4, 4, 5)[size - 1]
    arcs = graph_draws.arcs(rng, range(count), 0.5)
    useful = [(u, v) for u, v in arcs if v != 0 and u != count - 1]
    return count, graph_draws.weighted(rng, useful or [(0, count - 1)], 1, 9), 0, count - 1


def _left_to_right(rng: random.Random, size: int) -> Arguments:
    right = [f"t{i}" for i in range(size + 1)]
    return ({left: [r for r in right if rng.random() < 0.45] for left in "ABCDEF"[: size + 1]},)


def _preferences(rng: random.Random, size: int) -> Arguments:
    count = (2, 2, 3, 4, 5)[size - 1]
    left, right = list("ABCDE"[:count]), list("VWXYZ"[:count])
    proposers = {person: rng.sample(right, count) for person in left}
    return proposers, {person: rng.sample(left, count) for person in right}


ALGORITHMS = (
    Algorithm(
        name="maximum_flow",
        family="flows and matchings",
        statement=(
            "Given a number n of nodes, named 0 to n - 1, a list of arcs (u, v, capacity) with positive capacities, "
            "and two different nodes, the source and the sink, return the value of a maximum flow from source to "
            "sink. Send flow along paths with the fewest arcs until no path is left."
        ),
        source="Edmonds and Karp, Theoretical Improvements in Algorithmic Efficiency for Network Flow Problems, "
        "Journal of the ACM 19(2), 1972",
        complexity="O(V E^2) for V nodes and E arcs",
        draw=_network,
        edges=(
            (2, [], 0, 1),
            (2, [(0, 1, 7)], 0, 1),
            (2, [(1, 0, 7)], 0, 1),
            (2, [(0, 1, 2), (0, 1, 3)], 0, 1),
            (4, [(0, 1, 1), (0, 2, 1), (1, 2, 1), (1, 3, 1), (2, 3, 1)], 0, 3),
        ),
        entry_point="maximum_flow",
        techniques=("graphinstruct", "queue"),
    ),
    Algorithm(
        name="bipartite_matching",
        family="flows and matchings",
        statement=(
            "Given a bipartite graph as a dictionary from each left node to the list of the right nodes that it is "
            "joined to, return a tuple of the size of a maximum matching and the dictionary from each matched right "
            "node to its left node. Left nodes look for a partner in the order given, along augmenting paths that "
            "try right nodes in the order of the lists."
        ),
        source=f"{_CLRS}, section 26.3 (by augmenting paths found depth first)",
        complexity="O(V E) for V nodes and E edges",
        draw=_left_to_right,
        edges=(
            ({},),
            ({"A": []},),
            ({"A": ["t0"], "B": ["t0"]},),
            ({"A": ["t0", "t1"], "B": ["t0"]},),
            ({"A": ["t0"], "B": ["t0", "t1"], "C": ["t1", "t2"]},),
        ),
        entry_point="bipartite_matching",
        techniques=("clrs", "recursion"),
    ),
    Algorithm(
        name="stable_matching",
        family="flows and matchings",
        statement=(
            "Given the preferences of n proposers over n others and of the n others over the proposers, each as a "
            "dictionary from a name to the list of all names of the other side from best to worst, return a "
            "dictionary from each of the others, in the order in which they first receive a proposal, to their "
            "partner in the stable matching that is best for the proposers."
        ),
        source="Gale and Shapley, College Admissions and the Stability of Marriage, American Mathematical Monthly "
        "69(1), 1962",
        complexity="O(n^3) for n on each side",
        draw=_preferences,
        edges=(
            ({}, {}),
            ({"A": ["X"]}, {"X": ["A"]}),
            ({"A": ["X", "Y"], "B": ["X", "Y"]}, {"X": ["B", "A"], "Y": ["A", "B"]}),
            ({"A": ["X", "Y"], "B": ["Y", "X"]}, {"X": ["B", "A"], "Y": ["A", "B"]}),
        ),
        entry_point="stable_matching",
        techniques=("queue", "greedy"),
    ),
)
