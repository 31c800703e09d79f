def closes_cycle(graph, node, parent, visited):
    visited.add(node)
    for neighbour in graph[node]:
        if neighbour == parent:
            continue
        if neighbour in visited:
            return True
        if closes_cycle(graph, neighbour, node, visited):
            return True
    return False


def has_undirected_cycle(graph):
    visited = set()
    for node in graph:
        if node not in visited and closes_cycle(graph, node, None, visited):
            return True
    return False
