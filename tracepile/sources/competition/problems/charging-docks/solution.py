import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    n = data[0]
    events = []
    for i in range(n):
        events.append((data[1 + 2 * i], 1))
        events.append((data[2 + 2 * i], -1))
    # At the same minute, -1 sorts before 1: a dock is left before it is needed again.
    events.sort()
    busy = 0
    most = 0
    for minute, change in events:
        busy += change
        most = max(most, busy)
    print(most)


main()
