import sys


def main():
    coins = list(map(int, sys.stdin.read().split()))[1:]
    # Nobody wants to uncover a large coin between two smaller ones: such a triple is played out at once.
    row = []
    for coin in coins:
        row.append(coin)
        while len(row) >= 3 and row[-3] <= row[-2] >= row[-1]:
            last = row.pop()
            middle = row.pop()
            row[-1] += last - middle
    # No such triple is left, so the larger end is always the best coin.
    lead = 0
    sign = 1
    while row:
        if row[0] > row[-1]:
            coin = row.pop(0)
        else:
            coin = row.pop()
        lead += sign * coin
        sign = -sign
    print(lead)


main()
