import sys


def main():
    n, *apples = map(int, sys.stdin.read().split())
    everything = (1 << n) - 1
    # weight[mask] is built from the same mask without its lowest bit
    weight = [0] * (1 << n)
    best = 0
    for mask in range(1, 1 << n):
        low = mask & -mask
        weight[mask] = weight[mask ^ low] + apples[low.bit_length() - 1]
        turned = (mask << 1 | mask >> (n - 1)) & everything
        if mask & turned == 0 and weight[mask] > best:
            best = weight[mask]
    print(best)


main()
