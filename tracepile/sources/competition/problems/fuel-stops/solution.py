import heapq
import sys


def solve():
    n, fuel, goal = map(int, sys.stdin.readline().split())
    farms = []
    for _ in range(n):
        place, litres = map(int, sys.stdin.readline().split())
        farms.append((place, litres))
    reach = fuel
    stops = 0
    passed = []
    next_farm = 0
    while reach < goal:
        while next_farm < n and farms[next_farm][0] <= reach:
            heapq.heappush(passed, -farms[next_farm][1])
            next_farm += 1
        if not passed:
            return -1
        # The fuel runs out, so the van should have stopped at the best farm that it passed.
        reach -= heapq.heappop(passed)
        stops += 1
    return stops


print(solve())
