import heapq


def main():
    n, m = map(int, input().split())
    later = {course: [] for course in range(1, n + 1)}
    missing = dict.fromkeys(range(1, n + 1), 0)
    for _ in range(m):
        a, b = map(int, input().split())
        later[a].append(b)
        missing[b] += 1
    ready = [course for course in missing if missing[course] == 0]
    order = []
    while ready:
        course = heapq.heappop(ready)
        order.append(course)
        for other in later[course]:
            missing[other] -= 1
            if missing[other] == 0:
                heapq.heappush(ready, other)
    if len(order) == n:
        print(*order)
    else:
        print("impossible")


main()
