def build(numbers):
    n = len(numbers)
    tree = [0] * n + numbers
    for node in range(n - 1, 0, -1):
        tree[node] = min(tree[2 * node], tree[2 * node + 1])
    return tree


def update(tree, n, index, value):
    node = index + n
    tree[node] = value
    while node > 1:
        node //= 2
        tree[node] = min(tree[2 * node], tree[2 * node + 1])


def query(tree, n, start, end):
    low, high = start + n, end + n
    smallest = None
    while low < high:
        if low % 2 == 1:
            smallest = tree[low] if smallest is None else min(smallest, tree[low])
            low += 1
        if high % 2 == 1:
            high -= 1
            smallest = tree[high] if smallest is None else min(smallest, tree[high])
        low //= 2
        high //= 2
    return smallest


def segment_tree(numbers, operations):
    tree = build(numbers)
    answers = []
    for kind, first, second in operations:
        if kind == "set":
            update(tree, len(numbers), first, second)
        else:
            answers.append(query(tree, len(numbers), first, second))
    return answers
