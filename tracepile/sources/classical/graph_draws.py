"""Random small graphs as Python literals."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations, permutations

from tracepile.sources.classical.draws import Node

type Adjacency = dict[Node, list[Node]]
type WeightedAdjacency = dict[Node, list[tuple[Node, int]]]
type WeightedEdge = tuple[Node, Node, int]


def undirected_edges(rng: random.Random, nodes: Sequence[Node], density: float) -> list[tuple[Node, Node]]:
    """Give each pair of nodes as an edge with probability `density`, in the order of the nodes."""
    return [pair for pair in combinations(nodes, 2) if rng.random() < density]


def connected_edges(rng: random.Random, nodes: Sequence[Node], density: float) -> list[tuple[Node, Node]]:
    """Give the edges of a random tree over the nodes, and every other pair with probability `density`."""
    tree = {(nodes[rng.randrange(i)], nodes[i]) for i in range(1, len(nodes))}
    return [pair for pair in combinations(nodes, 2) if pair in tree or rng.random() < density]


def arcs(rng: random.Random, nodes: Sequence[Node], density: float) -> list[tuple[Node, Node]]:
    """Give each ordered pair of different nodes as an arc with probability `density`."""
    return [pair for pair in permutations(nodes, 2) if rng.random() < density]


def acyclic_arcs(rng: random.Random, nodes: Sequence[Node], density: float) -> list[tuple[Node, Node]]:
    """Give arcs that all agree with one hidden random order of the nodes, listed in the order of the nodes."""
    hidden = rng.sample(nodes, len(nodes))
    rank = {node: position for position, node in enumerate(hidden)}
    return [(u, v) for u, v in permutations(nodes, 2) if rank[u] < rank[v] and rng.random() < density]


def neighbours(nodes: Sequence[Node], edges: Sequence[tuple[Node, Node]]) -> Adjacency:
    """Give the adjacency lists of an undirected graph."""
    adjacency: Adjacency = {node: [] for node in nodes}
    for u, v in edges:
        adjacency[u].append(v)
        adjacency[v].append(u)
    return adjacency


def successors(nodes: Sequence[Node], edges: Sequence[tuple[Node, Node]]) -> Adjacency:
    """Give the adjacency lists of a directed graph."""
    adjacency: Adjacency = {node: [] for node in nodes}
    for u, v in edges:
        adjacency[u].append(v)
    return adjacency


def weighted(
    rng: random.Random, edges: Sequence[tuple[Node, Node]], low: int = 1, high: int = 12
) -> list[WeightedEdge]:
    """Give each edge a random weight of `[low, high]`."""
    return [(u, v, rng.randint(low, high)) for u, v in edges]


def weighted_successors(nodes: Sequence[Node], edges: Sequence[WeightedEdge]) -> WeightedAdjacency:
    """Give the adjacency lists of a directed graph with weights."""
    adjacency: WeightedAdjacency = {node: [] for node in nodes}
    for u, v, weight in edges:
        adjacency[u].append((v, weight))
    return adjacency
