"""Graph algorithms against networkx."""

from itertools import pairwise

import networkx as nx
import pytest

from tracepile.sources.classical import ALGORITHMS


def weighted_digraph(nodes, edges):
    graph = nx.DiGraph()
    graph.add_nodes_from(nodes)
    for u, v, weight in edges:
        if not graph.has_edge(u, v) or weight < graph[u][v]["weight"]:
            graph.add_edge(u, v, weight=weight)
    return graph


def weighted_digraph_of_lists(adjacency):
    return weighted_digraph(adjacency, [(u, v, weight) for u in adjacency for v, weight in adjacency[u]])


def bfs_distances(adjacency, start):
    graph = nx.DiGraph(adjacency)
    distances = nx.single_source_shortest_path_length(graph, start)
    return {node: distances[node] for node in nx.bfs_tree(graph, start)}


def topological_sort(adjacency):
    try:
        return list(nx.topological_sort(nx.DiGraph(adjacency)))
    except nx.NetworkXUnfeasible as err:
        raise ValueError from err


def connected_components(n, edges):
    graph = nx.empty_graph(n)
    graph.add_edges_from(edges)
    return sorted(sorted(component) for component in nx.connected_components(graph))


def count_and_sink_islands(grid):
    land = {(row, column) for row, cells in enumerate(grid) for column, cell in enumerate(cells) if cell}
    islands = 0
    if grid:
        graph = nx.grid_2d_graph(len(grid), len(grid[0])).subgraph(land)
        islands = nx.number_connected_components(graph)
    for row in grid:
        row[:] = [0] * len(row)
    return islands


def dijkstra(adjacency, start):
    distances = nx.single_source_dijkstra_path_length(weighted_digraph_of_lists(adjacency), start)
    return dict(sorted(distances.items(), key=lambda item: (item[1], item[0])))


def bellman_ford(nodes, edges, start):
    try:
        distances = nx.single_source_bellman_ford_path_length(weighted_digraph(nodes, edges), start)
    except nx.NetworkXUnbounded as err:
        raise ValueError from err
    return {node: distances.get(node) for node in nodes}


def prim(adjacency, start):
    tree = nx.minimum_spanning_tree(weighted_digraph_of_lists(adjacency).to_undirected())
    return int(tree.size(weight="weight"))


def floyd_warshall(n, edges):
    distances = dict(nx.all_pairs_dijkstra_path_length(weighted_digraph(range(n), edges)))
    return [[distances[i].get(j) for j in range(n)] for i in range(n)]


REFERENCES = {
    "bfs_distances": bfs_distances,
    "depth_first_order": lambda graph, start: list(nx.dfs_preorder_nodes(nx.DiGraph(graph), start)),
    "has_cycle": lambda graph: not nx.is_directed_acyclic_graph(nx.DiGraph(graph)),
    "topological_sort": topological_sort,
    "connected_components": connected_components,
    "is_bipartite": lambda graph: nx.is_bipartite(nx.Graph(graph)),
    "count_islands": count_and_sink_islands,
    "dijkstra": dijkstra,
    "bellman_ford": bellman_ford,
    "prim": prim,
    "floyd_warshall": floyd_warshall,
}


def is_shortest_path(adjacency, start, goal, path):
    graph = nx.DiGraph(adjacency)
    if path is None:
        return not nx.has_path(graph, start, goal)
    joined = all(graph.has_edge(u, v) for u, v in pairwise(path))
    ends = path[0] == start and path[-1] == goal
    return joined and ends and len(path) - 1 == nx.shortest_path_length(graph, start, goal)


def are_strong_components(adjacency, components):
    graph = nx.DiGraph(adjacency)
    position = {node: index for index, component in enumerate(components) for node in component}
    expected = sorted(sorted(component) for component in nx.strongly_connected_components(graph))
    sinks_first = all(position[v] <= position[u] for u, v in graph.edges)
    return sorted(components) == expected and sinks_first


def is_minimum_spanning_forest(n, edges, returned):
    chosen, total = returned
    graph = nx.empty_graph(n)
    for u, v, weight in sorted(edges, key=lambda edge: -edge[2]):
        graph.add_edge(u, v, weight=weight)
    forest = nx.empty_graph(n)
    forest.add_weighted_edges_from(chosen)
    spans = nx.number_connected_components(forest) == nx.number_connected_components(graph)
    smallest = nx.minimum_spanning_tree(graph).size(weight="weight") == total == sum(edge[2] for edge in chosen)
    ascending = iter(sorted(edges, key=lambda edge: edge[2]))
    in_order = all(edge in ascending for edge in chosen)
    return len(chosen) == forest.number_of_edges() and spans and smallest and in_order


PROPERTIES = {
    "shortest_path": is_shortest_path,
    "strongly_connected_components": are_strong_components,
    "kruskal": is_minimum_spanning_forest,
}


def test_every_algorithm_of_the_families_is_judged():
    families = ("graphs", "weighted graphs")
    assert {*REFERENCES, *PROPERTIES} == {a.name for a in ALGORITHMS.values() if a.family in families}


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])


@pytest.mark.parametrize("name", PROPERTIES)
def test_program_satisfies_its_statement(name, satisfies):
    satisfies(name, PROPERTIES[name])
