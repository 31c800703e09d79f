import heapq

n = int(input())
jars = list(map(int, input().split()))
heapq.heapify(jars)

seconds = 0
while len(jars) > 1:
    small = heapq.heappop(jars)
    other = heapq.heappop(jars)
    seconds += small + other
    heapq.heappush(jars, small + other)
print(seconds)
