"""Random graphs and trees for inputs, and the checks that constraints make of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from tracepile.sources.competition.stdin_format import between


def random_edge(rng: random.Random, n: int) -> list[int]:
    """Give two different nodes of 1 to n."""
    return rng.sample(range(1, n + 1), 2)


def random_tree(rng: random.Random, n: int) -> list[list[int]]:
    """Give the n - 1 edges of a tree on the nodes 1 to n, in random order and direction."""
    nodes = rng.sample(range(1, n + 1), n)
    edges = [rng.sample((nodes[place], nodes[rng.randrange(place)]), 2) for place in range(1, n)]
    rng.shuffle(edges)
    return edges


def valid_edges(edges: Sequence[Sequence[int]], n: int, m: int) -> bool:
    """Whether there are m edges, each of two different nodes of 1 to n.

    Raises:
        ValueError: an edge is not a pair.
    """
    return len(edges) == m and all(between(1, (a, b), n) and a != b for a, b in edges)


def connected(edges: Iterable[Sequence[int]], n: int) -> bool:
    """Whether the edges, each of which begins with its two nodes, join all of the nodes 1 to n."""
    groups = {node: {node} for node in range(1, n + 1)}
    for a, b, *_ in edges:
        if groups[a] is not groups[b]:
            groups[a] |= groups[b]
            for node in groups[b]:
                groups[node] = groups[a]
    return len(groups[1]) == n
