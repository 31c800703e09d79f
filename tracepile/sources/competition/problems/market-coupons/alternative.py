n, k = map(int, input().split())
prices = list(map(int, input().split()))

# Each coupon on a crate saves no more than the one before it, so the k largest savings can be taken together.
savings = []
for price in prices:
    while price > 0:
        savings.append(price - price // 2)
        price //= 2
savings.sort(reverse=True)
print(sum(prices) - sum(savings[:k]))
