def prufer_code(tree):
    neighbours = {node: set(joined) for node, joined in tree.items()}
    code = []
    while len(neighbours) > 2:
        leaf = min(node for node in neighbours if len(neighbours[node]) == 1)
        (parent,) = neighbours.pop(leaf)
        neighbours[parent].remove(leaf)
        code.append(parent)
    return code
