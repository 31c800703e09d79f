def reverse(graph):
    reversed_graph = {node: [] for node in graph}
    for node in graph:
        for successor in graph[node]:
            reversed_graph[successor].append(node)
    return reversed_graph


def collect(graph, node, seen, finished):
    seen.add(node)
    for successor in graph[node]:
        if successor not in seen:
            collect(graph, successor, seen, finished)
    finished.append(node)


def kosaraju(graph):
    seen = set()
    finished = []
    for node in graph:
        if node not in seen:
            collect(graph, node, seen, finished)
    reversed_graph = reverse(graph)
    seen = set()
    components = []
    for node in reversed(finished):
        if node not in seen:
            component = []
            collect(reversed_graph, node, seen, component)
            components.append(sorted(component))
    return components
