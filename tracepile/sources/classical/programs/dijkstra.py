import heapq


def dijkstra(graph, start):
    distances = {}
    heap = [(0, start)]
    while heap:
        distance, node = heapq.heappop(heap)
        if node in distances:
            continue
        distances[node] = distance
        for successor, weight in graph[node]:
            if successor not in distances:
                heapq.heappush(heap, (distance + weight, successor))
    return distances
