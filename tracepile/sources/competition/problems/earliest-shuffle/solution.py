def main():
    n, k = map(int, input().split())
    left = list(range(1, n + 1))
    order = []
    while left:
        later = len(left) - 1
        # The numbers after this one can be in at most later * (later - 1) / 2 inversions with each other.
        needed = max(0, k - later * (later - 1) // 2)
        order.append(left.pop(needed))
        k -= needed
    print(*order)


main()
