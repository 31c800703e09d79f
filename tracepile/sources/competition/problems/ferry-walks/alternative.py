import sys


def main():
    n, m, k, *ends = map(int, sys.stdin.read().split())
    lines = list(zip(ends[::2], ends[1::2]))
    ways = {1: 1}
    for _ in range(k):
        following = dict.fromkeys(range(1, n + 1), 0)
        for a, b in lines:
            following[b] += ways.get(a, 0)
        ways = {island: count % 1000000007 for island, count in following.items()}
    print(ways[n])


main()
