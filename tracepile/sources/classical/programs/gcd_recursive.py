def gcd(a: int, b: int) -> int:
    if b == 0:
        return a
    remainder = a % b
    return gcd(b, remainder)
