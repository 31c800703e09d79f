def finish(graph, node, visited, order):
    visited.add(node)
    for successor, _ in graph[node]:
        if successor not in visited:
            finish(graph, successor, visited, order)
    order.append(node)


def dag_shortest_paths(graph, start):
    order = []
    finish(graph, start, set(), order)
    distances = {start: 0}
    for node in reversed(order):
        for successor, weight in graph[node]:
            through = distances[node] + weight
            if successor not in distances or through < distances[successor]:
                distances[successor] = through
    return {node: distances.get(node) for node in graph}
