"""Graph algorithms against networkx."""

from itertools import combinations, pairwise, permutations

import networkx as nx
import pytest

from tracepile.sources.classical import graph_structure, graphs, weighted_graphs


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


def depth_first_search(adjacency):
    graph = nx.DiGraph(adjacency)
    discovered, finished, clock = {}, {}, 0
    for _, node, kind in nx.dfs_labeled_edges(graph):
        clock += kind in ("forward", "reverse")
        if kind == "forward":
            discovered[node] = clock
        elif kind == "reverse":
            finished[node] = clock
    return {node: (discovered[node], finished[node]) for node in adjacency}


def hamiltonian_path(adjacency):
    graph = nx.Graph(adjacency)
    orders = permutations(adjacency) if adjacency else ()
    rank = {node: {other: i for i, other in enumerate(adjacency[node])} for node in adjacency}
    paths = [list(order) for order in orders if all(graph.has_edge(u, v) for u, v in pairwise(order))]
    start = {node: i for i, node in enumerate(adjacency)}
    return min(paths, key=lambda path: (start[path[0]], [rank[u][v] for u, v in pairwise(path)]), default=None)


def subgraph_matching(pattern, adjacency):
    for images in permutations(adjacency, len(pattern)):
        mapping = dict(zip(pattern, images, strict=True))
        if all(mapping[v] in adjacency[mapping[u]] for u in pattern for v in pattern[u]):
            return mapping
    return None


def maximum_triangle_sum(values, adjacency):
    triangles = (
        corners for corners in combinations(adjacency, 3) if nx.density(nx.Graph(adjacency).subgraph(corners)) == 1
    )
    return max((sum(values[node] for node in corners) for corners in triangles), default=None)


def dag_shortest_paths(adjacency, start):
    distances = nx.single_source_bellman_ford_path_length(weighted_digraph_of_lists(adjacency), start)
    return {node: distances.get(node) for node in adjacency}


def transitive_closure(matrix):
    graph = nx.DiGraph([(i, j) for i, row in enumerate(matrix) for j, entry in enumerate(row) if entry])
    graph.add_nodes_from(range(len(matrix)))
    closure = nx.transitive_closure(graph, reflexive=False)
    return [[int(closure.has_edge(i, j)) for j in range(len(matrix))] for i in range(len(matrix))]


def maximal_cliques(adjacency):
    position = {node: i for i, node in enumerate(adjacency)}
    cliques = nx.find_cliques(nx.Graph(adjacency))
    return sorted((sorted(clique, key=position.get) for clique in cliques), key=lambda c: [position[v] for v in c])


def welsh_powell(adjacency):
    """Colour class by class: each takes the next node in order that has no neighbour in it."""
    graph = nx.Graph(adjacency)
    order = sorted(adjacency, key=lambda node: -len(adjacency[node]))
    colours = nx.greedy_color(graph, strategy=lambda *_: order)
    return {node: colours[node] for node in order}


def fewest_steps(grid, start, goal):
    graph = nx.grid_2d_graph(len(grid), len(grid[0]))
    graph.remove_nodes_from([(r, c) for r, row in enumerate(grid) for c, wall in enumerate(row) if wall])
    if goal not in graph or not nx.has_path(graph, start, goal):
        return None
    return nx.shortest_path_length(graph, start, goal)


def boruvka(n, edges):
    graph = nx.empty_graph(n)
    for rank, (weight, u, v) in sorted(enumerate(sorted(edges)), reverse=True):
        graph.add_edge(u, v, weight=rank, edge=(weight, u, v))
    return sorted(edge for _, _, edge in nx.minimum_spanning_tree(graph).edges(data="edge"))


REFERENCES = {
    "transitive_closure": transitive_closure,
    "bron_kerbosch": maximal_cliques,
    "greedy_colouring": welsh_powell,
    "a_star": fewest_steps,
    "boruvka": boruvka,
    "depth_first_search": depth_first_search,
    "articulation_points": lambda graph: sorted(nx.articulation_points(nx.Graph(graph))),
    "are_connected": lambda graph, first, second: nx.has_path(nx.Graph(graph), first, second),
    "has_undirected_cycle": lambda graph: bool(graph) and not nx.is_forest(nx.Graph(graph)),
    "hamiltonian_path": hamiltonian_path,
    "subgraph_matching": subgraph_matching,
    "maximum_triangle_sum": maximum_triangle_sum,
    "dag_shortest_paths": dag_shortest_paths,
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


def are_bridges(adjacency, found):
    graph = nx.Graph(adjacency)
    expected = sorted(tuple(sorted(edge)) for edge in nx.bridges(graph))
    reached = {node: order for order, node in enumerate(nx.dfs_preorder_nodes(graph))}
    return sorted(tuple(sorted(edge)) for edge in found) == expected and all(reached[u] < reached[v] for u, v in found)


def are_components_in_reverse_order(adjacency, components):
    return are_strong_components(adjacency, components[::-1])


def is_eulerian_circuit(adjacency, start, circuit):
    arcs = sorted((u, v) for u in adjacency for v in adjacency[u])
    return circuit[0] == circuit[-1] == start and sorted(pairwise(circuit)) == arcs


PROPERTIES = {
    "hierholzer": is_eulerian_circuit,
    "bridges": are_bridges,
    "kosaraju": are_components_in_reverse_order,
    "shortest_path": is_shortest_path,
    "strongly_connected_components": are_strong_components,
    "kruskal": is_minimum_spanning_forest,
}


def test_every_algorithm_is_judged():
    assert {*REFERENCES, *PROPERTIES} == {
        a.name for a in (*graph_structure.ALGORITHMS, *graphs.ALGORITHMS, *weighted_graphs.ALGORITHMS)
    }


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])


@pytest.mark.parametrize("name", PROPERTIES)
def test_program_satisfies_its_statement(name, satisfies):
    satisfies(name, PROPERTIES[name])
