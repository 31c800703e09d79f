def rebuild_tree(pre_order, in_order):
    if not pre_order:
        return None
    root = pre_order[0]
    size = in_order.index(root)
    left = rebuild_tree(pre_order[1 : size + 1], in_order[:size])
    right = rebuild_tree(pre_order[size + 1 :], in_order[size + 1 :])
    return left, root, right
