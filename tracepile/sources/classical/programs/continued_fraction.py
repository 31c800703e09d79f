def continued_fraction(numerator, denominator):
    quotients = []
    convergents = []
    p_before, p = 0, 1
    q_before, q = 1, 0
    while denominator > 0:
        quotient, remainder = divmod(numerator, denominator)
        numerator, denominator = denominator, remainder
        p_before, p = p, quotient * p + p_before
        q_before, q = q, quotient * q + q_before
        quotients.append(quotient)
        convergents.append((p, q))
    return quotients, convergents
