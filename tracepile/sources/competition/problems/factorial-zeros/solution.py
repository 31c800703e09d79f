def exponent_in_factorial(prime, n):
    # Legendre: the multiples of prime, of its square, and so on
    total = 0
    power = prime
    while power <= n:
        total += n // power
        power *= prime
    return total


n, base = map(int, input().split())
zeros = None
prime = 2
while base > 1:
    exponent = 0
    while base % prime == 0:
        base //= prime
        exponent += 1
    if exponent > 0:
        possible = exponent_in_factorial(prime, n) // exponent
        if zeros is None or possible < zeros:
            zeros = possible
    prime += 1
print(zeros)
