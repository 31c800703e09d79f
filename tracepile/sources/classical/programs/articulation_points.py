def visit(graph, node, parent, order, low, points):
    order[node] = len(order)
    low[node] = order[node]
    children = 0
    for neighbour in graph[node]:
        if neighbour == parent:
            continue
        if neighbour in order:
            low[node] = min(low[node], order[neighbour])
            continue
        children += 1
        visit(graph, neighbour, node, order, low, points)
        low[node] = min(low[node], low[neighbour])
        if parent is not None and low[neighbour] >= order[node]:
            points.add(node)
    if parent is None and children > 1:
        points.add(node)


def articulation_points(graph):
    order = {}
    points = set()
    for node in graph:
        if node not in order:
            visit(graph, node, None, order, {}, points)
    return sorted(points)
