n, k = map(int, input().split())
spots = sorted(map(int, input().split()))

low = 1
high = spots[-1] - spots[0]
while low < high:
    middle = (low + high + 1) // 2
    hives = 1
    last = spots[0]
    for spot in spots:
        if spot - last >= middle:
            hives += 1
            last = spot
    if hives >= k:
        low = middle
    else:
        high = middle - 1
print(low)
