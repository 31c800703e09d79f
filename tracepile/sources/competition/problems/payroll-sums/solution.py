n = int(input())
wages = list(map(int, input().split()))
bosses = list(map(int, input().split()))
team = [[] for _ in range(n + 1)]
for person, boss in enumerate(bosses, 1):
    team[boss].append(person)

# In the order of a depth-first walk every team is one run, so prefix sums give its cost.
first = [0] * (n + 1)
last = [0] * (n + 1)
prefix = [0]


def walk(person):
    first[person] = len(prefix) - 1
    prefix.append(prefix[-1] + wages[person - 1])
    for other in team[person]:
        walk(other)
    last[person] = len(prefix) - 1


walk(1)
print(*[prefix[last[person]] - prefix[first[person]] for person in range(1, n + 1)])
