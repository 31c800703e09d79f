def find(parent, item):
    root = item
    while parent[root] != root:
        root = parent[root]
    while parent[item] != root:
        parent[item], item = root, parent[item]
    return root


def union_find(n, operations):
    parent = list(range(n))
    size = [1] * n
    answers = []
    for kind, a, b in operations:
        root_a = find(parent, a)
        root_b = find(parent, b)
        if kind == "same":
            answers.append(root_a == root_b)
        elif root_a != root_b:
            if size[root_a] < size[root_b]:
                root_a, root_b = root_b, root_a
            parent[root_b] = root_a
            size[root_a] += size[root_b]
    return answers
