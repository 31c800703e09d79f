import heapq


def running_median(numbers):
    lower = []
    upper = []
    medians = []
    for number in numbers:
        heapq.heappush(lower, -number)
        heapq.heappush(upper, -heapq.heappop(lower))
        if len(upper) > len(lower):
            heapq.heappush(lower, -heapq.heappop(upper))
        if len(lower) > len(upper):
            medians.append(-lower[0])
        else:
            medians.append((upper[0] - lower[0]) / 2)
    return medians
