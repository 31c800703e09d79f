def can_colour(graph, node, colour, colours):
    if node in colours:
        return colours[node] == colour
    colours[node] = colour
    for neighbour in graph[node]:
        if not can_colour(graph, neighbour, 1 - colour, colours):
            return False
    return True


def is_bipartite(graph):
    colours = {}
    for node in graph:
        if node not in colours and not can_colour(graph, node, 0, colours):
            return False
    return True
