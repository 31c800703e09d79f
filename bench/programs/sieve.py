"""A long list: the primes below 600 by the sieve of Eratosthenes."""


def main() -> int:
    """Strike out, then add up."""
    limit = 600
    is_prime = [True] * limit
    is_prime[0] = is_prime[1] = False
    number = 2
    while number * number < limit:
        if is_prime[number]:
            for multiple in range(number * number, limit, number):
                is_prime[multiple] = False
        number += 1
    total = 0
    for candidate in range(limit):
        if is_prime[candidate]:
            total += candidate
    return total
