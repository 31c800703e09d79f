import heapq

n = int(input())
buses = []
for _ in range(n):
    start, end = map(int, input().split())
    buses.append((start, end))
buses.sort()

docks = []
for start, end in buses:
    if docks and docks[0] <= start:
        heapq.heapreplace(docks, end)
    else:
        heapq.heappush(docks, end)
print(len(docks))
