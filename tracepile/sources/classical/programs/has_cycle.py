def reaches_cycle(graph, node, state):
    state[node] = "active"
    for successor in graph[node]:
        if state[successor] == "active":
            return True
        if state[successor] == "new" and reaches_cycle(graph, successor, state):
            return True
    state[node] = "done"
    return False


def has_cycle(graph):
    state = {node: "new" for node in graph}
    for node in graph:
        if state[node] == "new" and reaches_cycle(graph, node, state):
            return True
    return False
