def extended_gcd(a, b):
    if b == 0:
        return a, 1, 0
    g, x, y = extended_gcd(b, a % b)
    return g, y, x - a // b * y


def count(a, b, c):
    g, x, _ = extended_gcd(a, b)
    if c % g != 0:
        return 0
    a //= g
    b //= g
    c //= g
    # the least number of stamps of a cents that leaves a multiple of b
    fewest = x * c % b
    if fewest * a > c:
        return 0
    return (c - fewest * a) // (a * b) + 1


def main():
    for _ in range(int(input())):
        print(count(*map(int, input().split())))


main()
