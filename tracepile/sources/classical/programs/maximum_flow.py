from collections import deque


def find_path(residual, source, sink):
    parent = {source: None}
    queue = deque([source])
    while queue and sink not in parent:
        node = queue.popleft()
        for successor, capacity in residual[node].items():
            if capacity > 0 and successor not in parent:
                parent[successor] = node
                queue.append(successor)
    if sink not in parent:
        return []
    path = [sink]
    while path[-1] != source:
        path.append(parent[path[-1]])
    path.reverse()
    return path


def maximum_flow(n, arcs, source, sink):
    residual = [{} for _ in range(n)]
    for u, v, capacity in arcs:
        residual[u][v] = residual[u].get(v, 0) + capacity
        residual[v].setdefault(u, 0)
    flow = 0
    path = find_path(residual, source, sink)
    while path:
        steps = list(zip(path, path[1:]))
        amount = min(residual[u][v] for u, v in steps)
        for u, v in steps:
            residual[u][v] -= amount
            residual[v][u] += amount
        flow += amount
        path = find_path(residual, source, sink)
    return flow
