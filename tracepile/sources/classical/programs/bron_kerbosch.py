def bron_kerbosch(graph):
    cliques = []

    def extend(clique, candidates, excluded):
        if not candidates and not excluded:
            cliques.append(clique)
            return
        for node in list(candidates):
            neighbours = graph[node]
            extend(
                clique + [node],
                [other for other in candidates if other in neighbours],
                [other for other in excluded if other in neighbours],
            )
            candidates.remove(node)
            excluded.append(node)

    extend([], list(graph), [])
    return cliques
