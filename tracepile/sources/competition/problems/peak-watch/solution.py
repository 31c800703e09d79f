from collections import deque


def main():
    n, k = map(int, input().split())
    heights = list(map(int, input().split()))
    # minutes that can still be the peak of a window, with falling heights
    waiting = deque()
    peaks = []
    for minute in range(n):
        while waiting and heights[waiting[-1]] <= heights[minute]:
            waiting.pop()
        waiting.append(minute)
        if waiting[0] == minute - k:
            waiting.popleft()
        if minute >= k - 1:
            peaks.append(heights[waiting[0]])
    print(*peaks)


main()
