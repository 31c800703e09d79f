import heapq

r, c, k = map(int, input().split())
# Every row is sorted, so the heap only needs the next number of each row.
heap = [(row, row) for row in range(1, r + 1)]
for _ in range(k - 1):
    number, row = heap[0]
    if number < row * c:
        heapq.heapreplace(heap, (number + row, row))
    else:
        heapq.heappop(heap)
print(heap[0][0])
