def agrees(pattern, graph, images, node, candidate):
    for other, image in images.items():
        if other in pattern[node] and image not in graph[candidate]:
            return False
        if node in pattern[other] and candidate not in graph[image]:
            return False
    return True


def match(pattern, graph, images):
    if len(images) == len(pattern):
        return dict(images)
    node = list(pattern)[len(images)]
    for candidate in graph:
        if candidate in images.values():
            continue
        if agrees(pattern, graph, images, node, candidate):
            images[node] = candidate
            found = match(pattern, graph, images)
            if found is not None:
                return found
            del images[node]
    return None


def subgraph_matching(pattern, graph):
    return match(pattern, graph, {})
