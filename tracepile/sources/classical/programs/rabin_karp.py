BASE = 31
MODULUS = 1009


def hash_of(string):
    value = 0
    for character in string:
        value = (value * BASE + ord(character)) % MODULUS
    return value


def rabin_karp(text, pattern):
    m = len(pattern)
    if m > len(text):
        return -1
    leading = pow(BASE, m - 1, MODULUS)
    wanted = hash_of(pattern)
    window = hash_of(text[:m])
    for start in range(len(text) - m + 1):
        if window == wanted and text[start : start + m] == pattern:
            return start
        if start + m < len(text):
            window -= ord(text[start]) * leading
            window = (window * BASE + ord(text[start + m])) % MODULUS
    return -1
