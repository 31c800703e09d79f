def has_cycle(graph):
    incoming = {node: 0 for node in graph}
    for successors in graph.values():
        for node in successors:
            incoming[node] += 1
    free = [node for node in graph if incoming[node] == 0]
    removed = 0
    while free:
        node = free.pop()
        removed += 1
        for successor in graph[node]:
            incoming[successor] -= 1
            if incoming[successor] == 0:
                free.append(successor)
    return removed < len(graph)
