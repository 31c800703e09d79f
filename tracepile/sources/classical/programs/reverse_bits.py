def reverse_bits(number, width):
    result = 0
    for _ in range(width):
        result = result << 1 | number & 1
        number >>= 1
    return result
