def root_of(parent, node):
    while parent[node] != node:
        node = parent[node]
    return node


def boruvka(n, edges):
    parent = list(range(n))
    chosen = []
    while True:
        cheapest = {}
        for edge in edges:
            weight, u, v = edge
            a = root_of(parent, u)
            b = root_of(parent, v)
            if a == b:
                continue
            for root in (a, b):
                if root not in cheapest or edge < cheapest[root]:
                    cheapest[root] = edge
        if not cheapest:
            return sorted(chosen)
        for edge in sorted(set(cheapest.values())):
            weight, u, v = edge
            parent[root_of(parent, u)] = root_of(parent, v)
            chosen.append(edge)
