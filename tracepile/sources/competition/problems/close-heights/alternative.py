import heapq


def solve():
    n, k = map(int, input().split())
    heights = list(map(int, input().split()))
    best = None
    for smallest in heights:
        others = [height for height in heights if height >= smallest]
        if len(others) < k:
            continue
        tallest = heapq.nsmallest(k, others)[-1]
        if best is None or tallest - smallest < best:
            best = tallest - smallest
    print(best)


solve()
