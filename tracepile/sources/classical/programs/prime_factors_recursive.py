def factors_from(n, divisor):
    if n == 1:
        return []
    if divisor * divisor > n:
        return [n]
    if n % divisor == 0:
        return [divisor] + factors_from(n // divisor, divisor)
    return factors_from(n, divisor + 1)


def prime_factors(n):
    return factors_from(n, 2)
