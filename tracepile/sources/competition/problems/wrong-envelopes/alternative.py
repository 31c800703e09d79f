from math import comb, factorial


def main():
    n, k = map(int, input().split())
    total = 0
    sign = 1
    # Inclusion and exclusion over the letters that are certainly right.
    for right in range(k, n + 1):
        total += sign * comb(right, k) * comb(n, right) * factorial(n - right)
        sign = -sign
    print(total % 1000000007)


main()
