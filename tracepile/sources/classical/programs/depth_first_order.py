def depth_first_order(graph, start):
    order = []
    visited = set()

    def visit(node):
        visited.add(node)
        order.append(node)
        for successor in graph[node]:
            if successor not in visited:
                visit(successor)

    visit(start)
    return order
