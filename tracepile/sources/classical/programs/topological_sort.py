from collections import deque


def topological_sort(graph):
    indegree = {node: 0 for node in graph}
    for successors in graph.values():
        for node in successors:
            indegree[node] += 1
    ready = deque(node for node in graph if indegree[node] == 0)
    order = []
    while ready:
        node = ready.popleft()
        order.append(node)
        for successor in graph[node]:
            indegree[successor] -= 1
            if indegree[successor] == 0:
                ready.append(successor)
    if len(order) < len(graph):
        raise ValueError("the graph has a cycle")
    return order
