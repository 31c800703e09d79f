import bisect

n, m, t = map(int, input().split())
breads = list(map(int, input().split()))
cheeses = list(map(int, input().split()))

cheeses.sort()
best = None
for bread in breads:
    wanted = t - bread
    place = bisect.bisect_left(cheeses, wanted)
    for index in (place - 1, place):
        if 0 <= index < m:
            miss = abs(cheeses[index] - wanted)
            if best is None or miss < best:
                best = miss
print(best)
