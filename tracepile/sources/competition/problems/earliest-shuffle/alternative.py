n, k = map(int, input().split())

# The answer differs from 1, 2, ..., n only in its last numbers; find how many must move.
moving = 1
while moving * (moving - 1) // 2 < k:
    moving += 1
tail = list(range(n, n - moving, -1))
too_many = moving * (moving - 1) // 2 - k
# In descending order there are too many inversions: bring a smaller number to the front of them.
tail.insert(0, tail.pop(too_many))
print(*range(1, n - moving + 1), *tail)
