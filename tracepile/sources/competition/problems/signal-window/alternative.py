from bisect import bisect_right


def main():
    n, s = map(int, input().split())
    cost = list(map(int, input().split()))
    prefix = [0]
    for value in cost:
        prefix.append(prefix[-1] + value)
    best = 0
    for start in range(n):
        # the last prefix that is still affordable from this start
        end = bisect_right(prefix, prefix[start] + s) - 1
        if end - start > best:
            best = end - start
    print(best)


main()
