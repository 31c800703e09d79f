def generate_factors(n):
    divisor = 2
    while divisor * divisor <= n:
        while n % divisor == 0:
            yield divisor
            n //= divisor
        divisor += 1
    if n > 1:
        yield n


def prime_factors(n):
    factors = []
    for factor in generate_factors(n):
        factors.append(factor)
    return factors
