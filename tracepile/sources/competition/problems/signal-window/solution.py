n, s = map(int, input().split())
cost = list(map(int, input().split()))

left = 0
used = 0
best = 0
for right in range(n):
    used += cost[right]
    while used > s:
        used -= cost[left]
        left += 1
    best = max(best, right - left + 1)
print(best)
