def collect(tree, depth, levels):
    if tree is None:
        return
    left, key, right = tree
    if depth == len(levels):
        levels.append([])
    levels[depth].append(key)
    collect(left, depth + 1, levels)
    collect(right, depth + 1, levels)


def level_order(tree):
    levels = []
    collect(tree, 0, levels)
    return levels
