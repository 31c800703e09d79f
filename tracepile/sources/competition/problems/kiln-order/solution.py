from functools import cmp_to_key


def compare(first, second):
    # Of two neighbours in the order, `first` should come first if t1 * w2 < t2 * w1.
    return first[0] * second[1] - second[0] * first[1]


n = int(input())
pots = []
for _ in range(n):
    minutes, coins = map(int, input().split())
    pots.append((minutes, coins))
pots.sort(key=cmp_to_key(compare))

clock = 0
paid = 0
for minutes, coins in pots:
    clock += minutes
    paid += clock * coins
print(paid)
