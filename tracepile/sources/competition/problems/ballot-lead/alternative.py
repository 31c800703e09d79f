MODULUS = 998244353


def factorial(n):
    product = 1
    for factor in range(2, n + 1):
        product = product * factor % MODULUS
    return product


a, b = map(int, input().split())
# Bertrand: A leads all the time in the share (a - b) / (a + b) of all orders.
orders = factorial(a + b)
below = factorial(a) * factorial(b) * (a + b)
print(orders * (a - b) * pow(below, -1, MODULUS) % MODULUS)
