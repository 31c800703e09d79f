def divisors(n):
    small = []
    large = []
    candidate = 1
    while candidate * candidate <= n:
        quotient, remainder = divmod(n, candidate)
        if remainder == 0:
            small.append(candidate)
            if quotient != candidate:
                large.append(quotient)
        candidate += 1
    return small + large[::-1]
