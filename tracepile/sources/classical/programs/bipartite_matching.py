def augment(graph, left, matched_to, tried):
    for right in graph[left]:
        if right in tried:
            continue
        tried.add(right)
        if right not in matched_to or augment(
            graph, matched_to[right], matched_to, tried
        ):
            matched_to[right] = left
            return True
    return False


def bipartite_matching(graph):
    matched_to = {}
    size = 0
    for left in graph:
        if augment(graph, left, matched_to, set()):
            size += 1
    return size, matched_to
