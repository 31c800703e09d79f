def extended_gcd(a, b):
    if b == 0:
        return a, 1, 0
    g, x, y = extended_gcd(b, a % b)
    return g, y, x - a // b * y


def chinese_remainder(remainders, moduli):
    solution, product = 0, 1
    for remainder, modulus in zip(remainders, moduli):
        g, inverse, _ = extended_gcd(product, modulus)
        if g != 1:
            raise ValueError(f"modulus {modulus} shares the factor {g} with another")
        step = (remainder - solution) * inverse % modulus
        solution += product * step
        product *= modulus
    return solution
