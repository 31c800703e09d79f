def add_by_bits(a, b):
    steps = 0
    while b != 0:
        carry = (a & b) << 1
        a ^= b
        b = carry
        steps += 1
    return a, steps
