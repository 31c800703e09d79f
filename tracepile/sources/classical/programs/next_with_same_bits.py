def next_with_same_bits(number, count):
    found = []
    for _ in range(count):
        lowest = number & -number
        ripple = number + lowest
        ones = (ripple ^ number) // lowest >> 2
        number = ripple | ones
        found.append(number)
    return found
