from itertools import permutations


def main():
    n = int(input())
    fees = [list(map(int, input().split())) for _ in range(n)]
    cheapest = None
    for clubs in permutations(range(n)):
        total = 0
        for band, club in enumerate(clubs):
            total += fees[band][club]
        if cheapest is None or total < cheapest:
            cheapest = total
    print(cheapest)


main()
