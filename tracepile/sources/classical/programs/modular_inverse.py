def modular_inverse(number, modulus):
    row = (modulus, 0)
    following = (number % modulus, 1)
    while following[0] > 0:
        quotient = row[0] // following[0]
        remainder = row[0] - quotient * following[0]
        coefficient = row[1] - quotient * following[1]
        row, following = following, (remainder, coefficient)
    if row[0] != 1:
        raise ValueError(f"{number} has no inverse modulo {modulus}")
    return row[1] % modulus
