from functools import reduce
from operator import and_, or_, xor


def main():
    a, b = map(int, input().split())
    numbers = range(a, b + 1)
    results = [reduce(combine, numbers) for combine in (and_, or_, xor)]
    print(*results)


main()
