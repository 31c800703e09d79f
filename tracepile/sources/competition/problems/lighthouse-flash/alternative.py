import sys
from math import gcd


def merge(first, second):
    m, r = first
    k, s = second
    g = gcd(m, k)
    if (s - r) % g != 0:
        return None
    # r + m * x = s (mod k) is solved by the inverse of m / g
    x = (s - r) // g * pow(m // g, -1, k // g) % (k // g)
    return m * k // g, r + m * x


def main():
    numbers = list(map(int, sys.stdin.read().split()))[1:]
    flashes = (1, 0)
    for pair in zip(numbers[::2], numbers[1::2]):
        flashes = merge(flashes, pair)
        if flashes is None:
            print(-1)
            return
    print(flashes[1])


main()
