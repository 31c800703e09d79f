import heapq


def prim(graph, start):
    in_tree = set()
    total = 0
    heap = [(0, start)]
    while heap and len(in_tree) < len(graph):
        weight, node = heapq.heappop(heap)
        if node in in_tree:
            continue
        in_tree.add(node)
        total += weight
        for neighbour, cost in graph[node]:
            if neighbour not in in_tree:
                heapq.heappush(heap, (cost, neighbour))
    return total
