import heapq


def main():
    n = int(input())
    requests = []
    for _ in range(n):
        day, pay = map(int, input().split())
        requests.append((day, pay))
    requests.sort()
    chosen = []
    for day, pay in requests:
        heapq.heappush(chosen, pay)
        if len(chosen) > day:
            heapq.heappop(chosen)
    print(sum(chosen))


main()
