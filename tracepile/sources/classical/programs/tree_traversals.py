def pre_order(tree):
    if tree is None:
        return []
    left, key, right = tree
    return [key] + pre_order(left) + pre_order(right)


def in_order(tree):
    if tree is None:
        return []
    left, key, right = tree
    return in_order(left) + [key] + in_order(right)


def post_order(tree):
    if tree is None:
        return []
    left, key, right = tree
    return post_order(left) + post_order(right) + [key]


def tree_traversals(tree):
    return pre_order(tree), in_order(tree), post_order(tree)
