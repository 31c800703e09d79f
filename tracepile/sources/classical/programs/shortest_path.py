from collections import deque


def trace_back(previous, goal):
    path = []
    node = goal
    while node is not None:
        path.append(node)
        node = previous[node]
    path.reverse()
    return path


def shortest_path(graph, start, goal):
    previous = {start: None}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        if node == goal:
            return trace_back(previous, goal)
        for successor in graph[node]:
            if successor not in previous:
                previous[successor] = node
                queue.append(successor)
    return None
