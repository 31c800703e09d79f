n, m = map(int, input().split())
ovens = list(map(int, input().split()))

low = 0
high = max(ovens) * m
# after `low` minutes there are too few loaves, after `high` minutes enough
while high - low > 1:
    middle = (low + high) // 2
    loaves = sum(middle // minutes for minutes in ovens)
    if loaves >= m:
        high = middle
    else:
        low = middle
print(high)
