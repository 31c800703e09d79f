def are_connected(graph, first, second):
    reached = {first}
    stack = [first]
    while stack:
        node = stack.pop()
        if node == second:
            return True
        for neighbour in graph[node]:
            if neighbour not in reached:
                reached.add(neighbour)
                stack.append(neighbour)
    return False
