def extend(graph, path):
    if len(path) == len(graph):
        return True
    for neighbour in graph[path[-1]]:
        if neighbour not in path:
            path.append(neighbour)
            if extend(graph, path):
                return True
            path.pop()
    return False


def hamiltonian_path(graph):
    for start in graph:
        path = [start]
        if extend(graph, path):
            return path
    return None
