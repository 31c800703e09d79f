def main():
    input()
    log = list(map(int, input().split()))
    # Three times every different number is the whole log and twice the lone one.
    print((3 * sum(set(log)) - sum(log)) // 2)


main()
