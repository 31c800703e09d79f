def primes_between(low, high):
    is_prime = [True] * (high + 1)
    primes = []
    for number in range(2, high + 1):
        if not is_prime[number]:
            continue
        if number >= low:
            primes.append(number)
        for multiple in range(number * number, high + 1, number):
            is_prime[multiple] = False
    return primes
