import sys


def main():
    n, base = map(int, sys.stdin.readline().split())
    factorial = 1
    for factor in range(2, n + 1):
        factorial *= factor
    zeros = 0
    while factorial % base == 0:
        factorial //= base
        zeros += 1
    print(zeros)


main()
