class Node:
    def __init__(self, key, priority):
        self.key = key
        self.priority = priority
        self.left = None
        self.right = None


def insert(root, node):
    if root is None:
        return node
    if node.key < root.key:
        root.left = insert(root.left, node)
        if root.left.priority > root.priority:
            child = root.left
            root.left, child.right = child.right, root
            return child
    else:
        root.right = insert(root.right, node)
        if root.right.priority > root.priority:
            child = root.right
            root.right, child.left = child.left, root
            return child
    return root


def outline(node):
    if node is None:
        return None
    return outline(node.left), node.key, outline(node.right)


def treap(entries):
    root = None
    for key, priority in entries:
        root = insert(root, Node(key, priority))
    return outline(root)
