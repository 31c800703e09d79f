def russian_peasant(a, b):
    product = 0
    while b > 0:
        if b & 1:
            product += a
        a <<= 1
        b >>= 1
    return product
