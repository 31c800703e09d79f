def maximum_triangle_sum(values, graph):
    best = None
    for a in graph:
        for b in graph[a]:
            if b <= a:
                continue
            for c in graph[b]:
                if c > b and c in graph[a]:
                    total = values[a] + values[b] + values[c]
                    if best is None or total > best:
                        best = total
    return best
