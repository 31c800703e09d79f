def main():
    n, k = map(int, input().split())
    row = list(map(int, input().split()))
    count = 0
    for start in range(n):
        seen = set()
        for flavour in row[start:]:
            seen.add(flavour)
            if len(seen) > k:
                break
            if len(seen) == k:
                count += 1
    print(count)


main()
