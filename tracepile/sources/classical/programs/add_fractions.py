def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


class Fraction:
    def __init__(self, numerator, denominator):
        if denominator == 0:
            raise ZeroDivisionError("the denominator is 0")
        if denominator < 0:
            numerator, denominator = -numerator, -denominator
        divisor = gcd(abs(numerator), denominator)
        self.numerator = numerator // divisor
        self.denominator = denominator // divisor

    def __add__(self, other):
        left = self.numerator * other.denominator
        right = other.numerator * self.denominator
        return Fraction(left + right, self.denominator * other.denominator)


def add_fractions(first, second):
    total = Fraction(*first) + Fraction(*second)
    return total.numerator, total.denominator
