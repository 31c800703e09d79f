n, s = map(int, input().split())
coins = list(map(int, input().split()))

never = s + 1
fewest = [0] + [never] * s
for amount in range(1, s + 1):
    for coin in coins:
        if coin <= amount and fewest[amount - coin] + 1 < fewest[amount]:
            fewest[amount] = fewest[amount - coin] + 1
if fewest[s] == never:
    print(-1)
else:
    print(fewest[s])
