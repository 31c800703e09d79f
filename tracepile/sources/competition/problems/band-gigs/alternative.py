n = int(input())
# cost[mask] is the least fee of the bands so far when they play in the clubs of the mask
cost = {0: 0}
for _ in range(n):
    fees = list(map(int, input().split()))
    following = {}
    for mask, total in cost.items():
        for club in range(n):
            if not mask >> club & 1:
                taken = mask | 1 << club
                asked = total + fees[club]
                if taken not in following or asked < following[taken]:
                    following[taken] = asked
    cost = following
print(cost[(1 << n) - 1])
