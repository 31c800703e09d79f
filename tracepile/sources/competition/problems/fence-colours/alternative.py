import heapq


def main():
    n = int(input())
    costs = []
    for _ in range(n):
        costs.append(list(map(int, input().split())))
    # Shortest path: a state is the number of painted boards and the colour of the last one.
    heap = [(0, 0, -1)]
    done = set()
    while heap:
        cost, painted, last = heapq.heappop(heap)
        if painted == n:
            print(cost)
            break
        if (painted, last) in done:
            continue
        done.add((painted, last))
        for colour in range(3):
            if colour != last:
                heapq.heappush(heap, (cost + costs[painted][colour], painted + 1, colour))


main()
