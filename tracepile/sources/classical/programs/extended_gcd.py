def extended_gcd(a: int, b: int) -> tuple[int, int, int]:
    if b == 0:
        return a, 1, 0
    quotient, remainder = divmod(a, b)
    g, x, y = extended_gcd(b, remainder)
    return g, y, x - quotient * y
