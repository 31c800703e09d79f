def element(n, first, second, memo):
    if n == 0:
        return first
    if n == 1:
        return second
    if n not in memo:
        before = element(n - 1, first, second, memo)
        memo[n] = before + element(n - 2, first, second, memo)
    return memo[n]


def fibonacci(n, first, second):
    if n < 0:
        raise ValueError("n must not be negative")
    return element(n, first, second, {})
