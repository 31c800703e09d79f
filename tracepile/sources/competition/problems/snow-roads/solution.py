import heapq
import sys


def main():
    read = sys.stdin.readline
    n, m = map(int, read().split())
    roads = [[] for _ in range(n + 1)]
    for _ in range(m):
        a, b, t = map(int, read().split())
        roads[a].append((b, t))
        roads[b].append((a, t))
    best = [-1] * (n + 1)
    heap = [(0, 1)]
    while heap:
        time, village = heapq.heappop(heap)
        if best[village] != -1:
            continue
        best[village] = time
        for other, t in roads[village]:
            if best[other] == -1:
                heapq.heappush(heap, (time + t, other))
    print(*best[1:])


main()
