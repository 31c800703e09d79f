def main():
    n, c = map(int, input().split())
    things = []
    for _ in range(n):
        weight, value = map(int, input().split())
        things.append((weight, value))
    rest = [0] * (n + 1)
    for i in range(n - 1, -1, -1):
        rest[i] = rest[i + 1] + things[i][1]
    best = 0

    def pack(i, room, points):
        nonlocal best
        best = max(best, points)
        # All that is left would not help, so this branch can be cut.
        if i == n or points + rest[i] <= best:
            return
        weight, value = things[i]
        if weight <= room:
            pack(i + 1, room - weight, points + value)
        pack(i + 1, room, points)

    pack(0, c, 0)
    print(best)


main()
