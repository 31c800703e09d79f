import heapq


def bank_queue(customers, tellers):
    free_at = [0] * tellers
    finished = []
    waited = 0
    for arrival, service in customers:
        free = heapq.heappop(free_at)
        start = max(arrival, free)
        waited += start - arrival
        heapq.heappush(free_at, start + service)
        finished.append(start + service)
    return finished, waited
