n, k = map(int, input().split())
heights = list(map(int, input().split()))

# Blocks of k minutes: a window ends one block and begins the next, so two running peaks meet in it.
from_left = heights[:]
from_right = heights[:]
for i in range(1, n):
    if i % k != 0:
        from_left[i] = max(from_left[i], from_left[i - 1])
for i in range(n - 2, -1, -1):
    if (i + 1) % k != 0:
        from_right[i] = max(from_right[i], from_right[i + 1])
print(*[max(from_right[i], from_left[i + k - 1]) for i in range(n - k + 1)])
