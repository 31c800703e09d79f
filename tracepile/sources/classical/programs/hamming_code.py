def syndrome_of(code):
    syndrome = 0
    for position, bit in enumerate(code):
        if bit == 1:
            syndrome ^= position
    return syndrome


def encode(data):
    code = [0]
    for bit in data:
        while len(code) & (len(code) - 1) == 0:
            code.append(0)
        code.append(bit)
    parities = syndrome_of(code)
    position = 1
    while position < len(code):
        if parities & position:
            code[position] = 1
        position *= 2
    return code


def hamming_code(data, flipped):
    code = encode(data)
    if flipped > 0:
        code[flipped] = 1 - code[flipped]
    return code[1:], syndrome_of(code)
