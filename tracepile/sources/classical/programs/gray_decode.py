def gray_decode(codes):
    numbers = []
    for code in codes:
        number = 0
        while code > 0:
            number ^= code
            code >>= 1
        numbers.append(number)
    return numbers
