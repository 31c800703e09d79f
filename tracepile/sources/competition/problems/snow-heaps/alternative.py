import heapq


def main():
    input()
    start = tuple(map(int, input().split()))
    # Cheapest first over all streets that can come about.
    queue = [(0, start)]
    done = set()
    while queue:
        fuel, street = heapq.heappop(queue)
        if len(street) == 1:
            print(fuel)
            return
        if street in done:
            continue
        done.add(street)
        for i in range(len(street) - 1):
            pushed = street[i] + street[i + 1]
            heapq.heappush(queue, (fuel + pushed, street[:i] + (pushed,) + street[i + 2 :]))


main()
