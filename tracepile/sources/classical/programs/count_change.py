def ways(coins, kinds, amount, memo):
    if amount == 0:
        return 1
    if amount < 0 or kinds == 0:
        return 0
    key = (kinds, amount)
    if key not in memo:
        without_largest = ways(coins, kinds - 1, amount, memo)
        with_largest = ways(coins, kinds, amount - coins[kinds - 1], memo)
        memo[key] = without_largest + with_largest
    return memo[key]


def count_change(coins, amount):
    return ways(coins, len(coins), amount, {})
