n = int(input())
keys = list(map(int, input().split()))
where = {}
for locker, key in enumerate(keys, start=1):
    where[key] = locker

steps = 0
for locker in range(1, n + 1):
    key = keys[locker - 1]
    if key != locker:
        other = where[locker]
        keys[other - 1] = key
        where[key] = other
        keys[locker - 1] = locker
        steps += 1
print(steps)
