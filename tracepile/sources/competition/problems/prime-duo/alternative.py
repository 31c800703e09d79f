def is_prime(number):
    if number % 2 == 0:
        return number == 2
    divisor = 3
    while divisor * divisor <= number:
        if number % divisor == 0:
            return False
        divisor += 2
    return number > 1


def solve():
    n = int(input())
    if n % 2 == 1:
        # one of the two primes is even, so it is 2
        return int(is_prime(n - 2))
    ways = int(n == 4)
    for first in range(3, n // 2 + 1, 2):
        if is_prime(first) and is_prime(n - first):
            ways += 1
    return ways


print(solve())
