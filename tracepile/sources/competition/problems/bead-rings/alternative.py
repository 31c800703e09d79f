from itertools import product


def main():
    n, k = map(int, input().split())
    seen = set()
    rings = 0
    for ring in product(range(k), repeat=n):
        if ring not in seen:
            rings += 1
            for turn in range(n):
                seen.add(ring[turn:] + ring[:turn])
    print(rings)


main()
