import sys


def is_fair(row):
    return sum(row[::2]) == sum(row[1::2])


def main():
    n, *weights = map(int, sys.stdin.read().split())
    fair = 0
    for gone in range(n):
        if is_fair(weights[:gone] + weights[gone + 1 :]):
            fair += 1
    print(fair)


main()
