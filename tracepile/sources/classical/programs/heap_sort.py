def sift_down(heap, root, end):
    while 2 * root + 1 < end:
        child = 2 * root + 1
        if child + 1 < end and heap[child + 1] > heap[child]:
            child += 1
        if heap[root] >= heap[child]:
            break
        heap[root], heap[child] = heap[child], heap[root]
        root = child


def heap_sort(items):
    n = len(items)
    for root in reversed(range(n // 2)):
        sift_down(items, root, n)
    for end in range(n - 1, 0, -1):
        items[0], items[end] = items[end], items[0]
        sift_down(items, 0, end)
    return items
