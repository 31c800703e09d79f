import heapq


def solve():
    n, k = map(int, input().split())
    ropes = list(map(int, input().split()))
    # Cut the ropes into k pieces one cut at a time, always cutting the rope whose pieces would stay longest.
    heap = [(-rope, rope, 1) for rope in ropes]
    heapq.heapify(heap)
    piece = 0
    for _ in range(k):
        negative, rope, parts = heapq.heappop(heap)
        piece = -negative
        if piece == 0:
            break
        heapq.heappush(heap, (-(rope // (parts + 1)), rope, parts + 1))
    print(piece)


solve()
