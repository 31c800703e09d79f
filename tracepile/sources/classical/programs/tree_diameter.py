def farthest(tree, start):
    best = (0, start)
    stack = [(start, None, 0)]
    while stack:
        node, parent, distance = stack.pop()
        best = max(best, (distance, node))
        for neighbour in tree[node]:
            if neighbour != parent:
                stack.append((neighbour, node, distance + 1))
    return best


def tree_diameter(tree):
    start = next(iter(tree))
    _, one_end = farthest(tree, start)
    length, _ = farthest(tree, one_end)
    return length
