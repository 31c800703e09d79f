def colour(graph, count, colours):
    if len(colours) == len(graph):
        return True
    node = list(graph)[len(colours)]
    taken = {colours.get(neighbour) for neighbour in graph[node]}
    for choice in range(count):
        if choice not in taken:
            colours[node] = choice
            if colour(graph, count, colours):
                return True
            del colours[node]
    return False


def graph_colouring(graph, count):
    colours = {}
    if colour(graph, count, colours):
        return colours
    return None
