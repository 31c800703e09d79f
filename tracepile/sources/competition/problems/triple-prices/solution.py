import sys


def pairs_with_sum(prices, left, right, wanted):
    """Count the pairs of places from left to right whose prices, which are sorted, have the wanted sum."""
    pairs = 0
    while left < right:
        total = prices[left] + prices[right]
        if total < wanted:
            left += 1
        elif total > wanted:
            right -= 1
        elif prices[left] == prices[right]:
            equal = right - left + 1
            return pairs + equal * (equal - 1) // 2
        else:
            low = prices[left]
            high = prices[right]
            lows = 0
            while prices[left] == low:
                lows += 1
                left += 1
            highs = 0
            while prices[right] == high:
                highs += 1
                right -= 1
            pairs += lows * highs
    return pairs


def main():
    n, s = map(int, sys.stdin.readline().split())
    prices = sorted(map(int, sys.stdin.readline().split()))
    ways = 0
    for first in range(n - 2):
        ways += pairs_with_sum(prices, first + 1, n - 1, s - prices[first])
    print(ways)


main()
