n, c = map(int, input().split())
weights = list(map(int, input().split()))

reachable = {0}
for weight in weights:
    heavier = set()
    for total in reachable:
        if total + weight <= c:
            heavier.add(total + weight)
    reachable |= heavier
print(max(reachable))
