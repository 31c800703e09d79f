def greedy_colouring(graph):
    colours = {}
    for node in sorted(graph, key=lambda node: -len(graph[node])):
        taken = set()
        for neighbour in graph[node]:
            if neighbour in colours:
                taken.add(colours[neighbour])
        colour = 0
        while colour in taken:
            colour += 1
        colours[node] = colour
    return colours
