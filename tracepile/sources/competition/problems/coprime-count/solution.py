import sys


def totient(n):
    # every prime divisor p of n leaves the share (p - 1) / p
    count = n
    p = 2
    while p * p <= n:
        if n % p == 0:
            count = count // p * (p - 1)
            while n % p == 0:
                n //= p
        p += 1
    if n > 1:
        count = count // n * (n - 1)
    return count


numbers = sys.stdin.read().split()
for token in numbers[1:]:
    print(totient(int(token)))
