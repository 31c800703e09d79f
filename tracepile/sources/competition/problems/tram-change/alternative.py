import sys


def main():
    numbers = iter(map(int, sys.stdin.read().split()))
    days = next(numbers)
    for _ in range(days):
        n = next(numbers)
        coins = [next(numbers) for _ in range(n)]
        # every purse (ones, twos) that some choice of change leads to
        purses = {(0, 0)}
        happy = 0
        for coin in coins:
            after = set()
            for ones, twos in sorted(purses):
                if coin == 1:
                    after.add((ones + 1, twos))
                elif coin == 2 and ones > 0:
                    after.add((ones - 1, twos + 1))
                elif coin == 4:
                    if ones > 0 and twos > 0:
                        after.add((ones - 1, twos - 1))
                    if ones > 2:
                        after.add((ones - 3, twos))
            if not after:
                break
            purses = after
            happy += 1
        print(happy)


main()
