def depth_first_order(graph, start):
    order = []
    visited = set()
    stack = [start]
    while stack:
        node = stack.pop()
        if node in visited:
            continue
        visited.add(node)
        order.append(node)
        for successor in reversed(graph[node]):
            if successor not in visited:
                stack.append(successor)
    return order
