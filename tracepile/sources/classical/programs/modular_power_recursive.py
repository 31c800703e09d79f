def modular_power(base: int, exponent: int, modulus: int) -> int:
    if exponent == 0:
        return 1 % modulus
    root = modular_power(base, exponent // 2, modulus)
    square = root * root % modulus
    if exponent % 2 == 1:
        return square * base % modulus
    return square
