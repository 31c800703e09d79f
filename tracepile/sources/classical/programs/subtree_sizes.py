def subtree_sizes(children, root):
    sizes = {}

    def measure(node):
        size = 1
        for child in children[node]:
            size += measure(child)
        sizes[node] = size
        return size

    measure(root)
    return sizes
