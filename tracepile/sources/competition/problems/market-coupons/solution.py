import heapq


def main():
    n, k = map(int, input().split())
    heap = [-int(token) for token in input().split()]
    heapq.heapify(heap)
    for _ in range(k):
        price = -heapq.heappop(heap)
        heapq.heappush(heap, -(price // 2))
    print(-sum(heap))


main()
