def main():
    r, c, k = map(int, input().split())
    low = 1
    high = r * c
    while low < high:
        middle = (low + high) // 2
        smaller = 0
        for row in range(1, r + 1):
            smaller += min(c, middle // row)
        if smaller >= k:
            high = middle
        else:
            low = middle + 1
    print(low)


main()
