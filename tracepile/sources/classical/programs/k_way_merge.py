import heapq


def k_way_merge(lists):
    heap = [(items[0], i, 0) for i, items in enumerate(lists) if items]
    heapq.heapify(heap)
    merged = []
    while heap:
        item, i, position = heapq.heappop(heap)
        merged.append(item)
        position += 1
        if position < len(lists[i]):
            heapq.heappush(heap, (lists[i][position], i, position))
    return merged
