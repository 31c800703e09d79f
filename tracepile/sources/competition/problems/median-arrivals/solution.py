import heapq

n = int(input())
times = list(map(int, input().split()))

# the smaller half with its largest on top (negated), the larger half with its smallest on top
lower = []
upper = []
board = []
for time in times:
    if lower and time > -lower[0]:
        heapq.heappush(upper, time)
    else:
        heapq.heappush(lower, -time)
    if len(lower) > len(upper) + 1:
        heapq.heappush(upper, -heapq.heappop(lower))
    elif len(upper) > len(lower):
        heapq.heappush(lower, -heapq.heappop(upper))
    board.append(-lower[0])
print(*board)
