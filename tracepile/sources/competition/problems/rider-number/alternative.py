def main():
    n = int(input())
    # A ride longer than n + 1 kilometres is as good as one of n + 1.
    count = [0] * (n + 2)
    for word in input().split():
        count[min(int(word), n + 1)] += 1
    longer = 0
    for e in range(n + 1, -1, -1):
        if longer + count[e] >= e:
            print(e, e + 1 - longer)
            return
        longer += count[e]


main()
