def popcount(number):
    ones = 0
    while number != 0:
        number &= number - 1
        ones += 1
    return ones
