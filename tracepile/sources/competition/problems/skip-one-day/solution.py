import sys


def main():
    n = int(sys.stdin.readline())
    coins = list(map(int, sys.stdin.readline().split()))
    # the best sums of runs that end today: with every day open, and with one day closed before today or today
    whole = coins[0]
    skipped = None
    best = coins[0]
    for i in range(1, n):
        today = coins[i]
        closed_today = whole
        if skipped is None:
            skipped = closed_today
        else:
            skipped = max(skipped + today, closed_today)
        whole = max(whole + today, today)
        best = max(best, whole, skipped)
    print(best)


main()
