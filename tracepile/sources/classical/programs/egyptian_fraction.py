def egyptian_fraction(numerator, denominator):
    denominators = []
    while numerator > 0:
        unit = -(-denominator // numerator)
        denominators.append(unit)
        numerator = numerator * unit - denominator
        denominator *= unit
    return denominators
