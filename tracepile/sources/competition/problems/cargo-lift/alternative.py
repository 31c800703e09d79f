def main():
    n, c = map(int, input().split())
    weights = list(map(int, input().split()))
    # bit t of `sums` says whether some set of parcels weighs t
    sums = 1
    for weight in weights:
        sums |= sums << weight
    sums &= (1 << (c + 1)) - 1
    print(sums.bit_length() - 1)


main()
