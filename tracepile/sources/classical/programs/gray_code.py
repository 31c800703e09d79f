def gray_code(first, count):
    codes = []
    for number in range(first, first + count):
        code = number ^ (number >> 1)
        codes.append(code)
    return codes
