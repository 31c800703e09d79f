t = int(input())
for _ in range(t):
    a, b, c = map(int, input().split())
    ways = 0
    rest = c
    while rest >= 0:
        if rest % b == 0:
            ways += 1
        rest -= a
    print(ways)
