import sys


def main():
    data = [int(token) for token in sys.stdin.read().split()]
    n, k, tickets = data[0], data[1], data[2:]
    pairs = 0
    for i in range(n):
        for j in range(i + 1, n):
            if (tickets[i] + tickets[j]) % k == 0:
                pairs += 1
    print(pairs)


main()
