import sys

sys.setrecursionlimit(10000)


def main():
    n, m = map(int, input().split())
    cables = [[] for _ in range(n + 1)]
    for number in range(m):
        a, b = map(int, input().split())
        cables[a].append((b, number))
        cables[b].append((a, number))
    entered = [0] * (n + 1)
    clock = 0
    weak = 0

    def earliest(node, came_by):
        # the earliest entry time that the subtree of the node touches without the cable it came by
        nonlocal clock, weak
        clock += 1
        entered[node] = clock
        low = clock
        for other, number in cables[node]:
            if number == came_by:
                continue
            if entered[other]:
                low = min(low, entered[other])
                continue
            below = earliest(other, number)
            if below > entered[node]:
                weak += 1
            low = min(low, below)
        return low

    for start in range(1, n + 1):
        if not entered[start]:
            earliest(start, -1)
    print(weak)


main()
