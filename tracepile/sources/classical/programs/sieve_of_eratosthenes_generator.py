def primes(limit):
    composite = set()
    for number in range(2, limit + 1):
        if number not in composite:
            yield number
            composite.update(range(number * number, limit + 1, number))


def primes_between(low, high):
    result = []
    for prime in primes(high):
        if prime >= low:
            result.append(prime)
    return result
