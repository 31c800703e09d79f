n, k = map(int, input().split())
heights = sorted(map(int, input().split()))

best = heights[k - 1] - heights[0]
for left in range(1, n - k + 1):
    best = min(best, heights[left + k - 1] - heights[left])
print(best)
