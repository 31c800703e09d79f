import sys


def main():
    a, b = map(int, sys.stdin.read().split())
    total = 0
    for number in range(a, b + 1):
        rest = number
        while rest:
            # takes the lowest one away
            rest &= rest - 1
            total += 1
    print(total)


main()
