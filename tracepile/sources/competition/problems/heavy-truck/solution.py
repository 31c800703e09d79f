import heapq
import sys

read = sys.stdin.readline
n, m = map(int, read().split())
roads = {town: [] for town in range(1, n + 1)}
for _ in range(m):
    a, b, w = map(int, read().split())
    roads[a].append((b, w))
    roads[b].append((a, w))

answer = 0
done = set()
heap = [(-1000, 1)]
while heap:
    limit, town = heapq.heappop(heap)
    if town == n:
        answer = -limit
        break
    if town not in done:
        done.add(town)
        for other, w in roads[town]:
            heapq.heappush(heap, (max(limit, -w), other))
print(answer)
