def ones_below(limit):
    """Count the ones in all numbers from 0 to limit - 1, one binary place at a time."""
    total = 0
    half = 1
    while half < limit:
        period = 2 * half
        total += limit // period * half
        total += max(0, limit % period - half)
        half = period
    return total


a, b = map(int, input().split())
print(ones_below(b + 1) - ones_below(a))
