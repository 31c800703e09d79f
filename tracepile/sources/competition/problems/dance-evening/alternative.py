n, k, m = map(int, input().split())
likes = {}
for _ in range(m):
    a, b = map(int, input().split())
    likes[a] = likes.get(a, 0) | 1 << (b - 1)

# every mask is a set of gentlemen that the ladies so far can all have as partners
masks = {0}
for wanted in likes.values():
    more = set(masks)
    for mask in masks:
        free = wanted & ~mask
        while free:
            lowest = free & -free
            more.add(mask | lowest)
            free ^= lowest
    masks = more
print(max(mask.bit_count() for mask in masks))
