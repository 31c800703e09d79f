import sys

data = list(map(int, sys.stdin.read().split()))
n = data[0]
friends = [[] for _ in range(n + 1)]
for i in range(1, 2 * n - 1, 2):
    a, b = data[i], data[i + 1]
    friends[a].append(b)
    friends[b].append(a)


def best(person, boss):
    # the most guests below with this person, and without
    invited, skipped = 1, 0
    for other in friends[person]:
        if other != boss:
            with_other, without_other = best(other, person)
            invited += without_other
            skipped += max(with_other, without_other)
    return invited, skipped


print(max(best(1, 0)))
