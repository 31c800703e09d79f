from bisect import bisect_right, insort


def main():
    n, c = map(int, input().split())
    waiting = []
    for token in input().split():
        insort(waiting, int(token))
    trips = 0
    while waiting:
        heaviest = waiting.pop()
        # the heaviest partner that still fits, if there is one
        place = bisect_right(waiting, c - heaviest)
        if place > 0:
            waiting.pop(place - 1)
        trips += 1
    print(trips)


main()
