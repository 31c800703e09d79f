from math import gcd

n, k = map(int, input().split())
# Burnside: a turn by some beads leaves k to the number of its cycles colourings as they are.
total = 0
for turn in range(n):
    total += k ** gcd(turn, n)
print(total // n)
