def relax_all(edges, distances):
    changed = False
    for u, v, weight in edges:
        if distances[u] is None:
            continue
        candidate = distances[u] + weight
        if distances[v] is None or candidate < distances[v]:
            distances[v] = candidate
            changed = True
    return changed


def bellman_ford(nodes, edges, start):
    distances = {node: None for node in nodes}
    distances[start] = 0
    for _ in nodes:
        if not relax_all(edges, distances):
            return distances
    raise ValueError("a cycle of negative weight can be reached")
