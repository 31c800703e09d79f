from collections import deque


def level_order(tree):
    levels = []
    queue = deque([(tree, 0)])
    while queue:
        node, depth = queue.popleft()
        if node is None:
            continue
        left, key, right = node
        if depth == len(levels):
            levels.append([])
        levels[depth].append(key)
        queue.append((left, depth + 1))
        queue.append((right, depth + 1))
    return levels
