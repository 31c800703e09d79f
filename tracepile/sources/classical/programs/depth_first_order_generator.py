def walk(graph, start):
    visited = set()
    stack = [iter([start])]
    while stack:
        for node in stack[-1]:
            if node not in visited:
                visited.add(node)
                yield node
                stack.append(iter(graph[node]))
                break
        else:
            stack.pop()


def depth_first_order(graph, start):
    return list(walk(graph, start))
