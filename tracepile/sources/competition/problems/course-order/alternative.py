n, m = map(int, input().split())
needs = [set() for _ in range(n + 1)]
for _ in range(m):
    a, b = map(int, input().split())
    needs[b].add(a)

# Always take the first course in the list whose needs are all met.
taken = []
left = list(range(1, n + 1))
while left:
    for course in left:
        if needs[course] <= set(taken):
            break
    else:
        break
    left.remove(course)
    taken.append(course)

if left:
    print("impossible")
else:
    print(" ".join(map(str, taken)))
