n, l = map(int, input().split())
shifts = [list(map(int, input().split())) for _ in range(n)]

# cost[h]: the fewest guards that cover everything from hour 0 to hour h
unknown = n + 1
cost = [0] + [unknown] * l
for hour in range(1, l + 1):
    for s, e in shifts:
        if s < hour <= e:
            cost[hour] = min(cost[hour], cost[s] + 1)
print(-1 if cost[l] > n else cost[l])
