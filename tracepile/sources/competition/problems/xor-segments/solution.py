def main():
    n, k = map(int, input().split())
    numbers = list(map(int, input().split()))
    count = {0: 1}
    prefix = 0
    segments = 0
    for number in numbers:
        prefix ^= number
        segments += count.get(prefix ^ k, 0)
        count[prefix] = count.get(prefix, 0) + 1
    print(segments)


main()
