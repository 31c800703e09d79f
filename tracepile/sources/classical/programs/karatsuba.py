def karatsuba(a, b):
    if a < 10 or b < 10:
        return a * b
    half = max(len(str(a)), len(str(b))) // 2
    power = 10**half
    a_high, a_low = divmod(a, power)
    b_high, b_low = divmod(b, power)
    low = karatsuba(a_low, b_low)
    high = karatsuba(a_high, b_high)
    both = karatsuba(a_low + a_high, b_low + b_high)
    middle = both - low - high
    return high * power * power + middle * power + low
