n, q = map(int, input().split())
water = [0] * n
for _ in range(q):
    left, right, litres = map(int, input().split())
    for barrel in range(left - 1, right):
        water[barrel] += litres
fullest = max(water)
print(fullest, water.count(fullest))
