class Node:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None


def insert(node, key):
    if node is None:
        return Node(key)
    if key < node.key:
        node.left = insert(node.left, key)
    elif key > node.key:
        node.right = insert(node.right, key)
    return node


def in_order(node):
    if node is None:
        return []
    return in_order(node.left) + [node.key] + in_order(node.right)


def contains(node, key):
    while node is not None and node.key != key:
        node = node.left if key < node.key else node.right
    return node is not None


def sort_and_search(keys, wanted):
    root = None
    for key in keys:
        root = insert(root, key)
    return in_order(root), contains(root, wanted)
