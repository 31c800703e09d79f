def coin_change(coins, amount):
    fewest = [0] + [None] * amount
    for total in range(1, amount + 1):
        for coin in coins:
            if coin > total or fewest[total - coin] is None:
                continue
            count = fewest[total - coin] + 1
            if fewest[total] is None or count < fewest[total]:
                fewest[total] = count
    return -1 if fewest[amount] is None else fewest[amount]
