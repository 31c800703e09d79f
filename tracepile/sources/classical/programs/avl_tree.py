def height(node):
    return node["height"] if node else 0


def update(node):
    node["height"] = 1 + max(height(node["left"]), height(node["right"]))


def rotate(node, side, other):
    child = node[side]
    node[side] = child[other]
    child[other] = node
    update(node)
    update(child)
    return child


def insert(node, key):
    if node is None:
        return {"key": key, "left": None, "right": None, "height": 1}
    side, other = ("left", "right") if key < node["key"] else ("right", "left")
    node[side] = insert(node[side], key)
    update(node)
    if height(node[side]) - height(node[other]) > 1:
        child = node[side]
        if height(child[other]) > height(child[side]):
            node[side] = rotate(child, other, side)
        return rotate(node, side, other)
    return node


def outline(node):
    if node is None:
        return None
    return outline(node["left"]), node["key"], outline(node["right"])


def avl_tree(keys):
    root = None
    for key in keys:
        root = insert(root, key)
    return outline(root)
