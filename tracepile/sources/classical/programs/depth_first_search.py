def depth_first_search(graph):
    discovered = {}
    finished = {}
    clock = 0

    def visit(node):
        nonlocal clock
        clock += 1
        discovered[node] = clock
        for successor in graph[node]:
            if successor not in discovered:
                visit(successor)
        clock += 1
        finished[node] = clock

    for node in graph:
        if node not in discovered:
            visit(node)
    return {node: (discovered[node], finished[node]) for node in graph}
