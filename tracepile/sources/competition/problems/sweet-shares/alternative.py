import sys
from math import comb


def solve(n, m, c):
    ways = 0
    greedy = 0
    while greedy <= n and greedy * (m + 1) <= c:
        # these children have too many for sure, the rest of the sweets goes anywhere
        rest = c - greedy * (m + 1)
        term = comb(n, greedy) * comb(rest + n - 1, n - 1)
        if greedy % 2 == 0:
            ways += term
        else:
            ways -= term
        greedy += 1
    return ways % 1000000007


print(solve(*map(int, sys.stdin.readline().split())))
