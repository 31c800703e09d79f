import sys


def solve(goal, coins):
    # Amounts are the nodes of a graph; the layers of a breadth-first search are the numbers of coins.
    seen = {0}
    layer = [0]
    used = 0
    while layer:
        if goal in seen:
            return used
        following = []
        for amount in layer:
            for coin in coins:
                total = amount + coin
                if total <= goal and total not in seen:
                    seen.add(total)
                    following.append(total)
        layer = following
        used += 1
    return -1


data = list(map(int, sys.stdin.read().split()))
print(solve(data[1], data[2:]))
