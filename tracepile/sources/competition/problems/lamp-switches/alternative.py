def ones(number):
    # number & (number - 1) clears the lowest bit that is set
    count = 0
    while number:
        number &= number - 1
        count += 1
    return count


def main():
    a, b, c = map(int, input().split())
    too_dark = c & ~(a | b)
    print(ones(too_dark) + ones(a & ~c) + ones(b & ~c))


main()
