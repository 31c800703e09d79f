from heapq import heapify, heapreplace


def main():
    n, m = map(int, input().split())
    # the next loaf of every oven: when it is ready, and how long the oven takes
    ready = [(minutes, minutes) for minutes in map(int, input().split())]
    heapify(ready)
    for _ in range(m - 1):
        now, minutes = ready[0]
        heapreplace(ready, (now + minutes, minutes))
    print(ready[0][0])


main()
