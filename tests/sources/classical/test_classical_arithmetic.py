"""Arithmetic against the standard library and the definitions."""

import math
from fractions import Fraction
from operator import mul

import pytest

from tracepile.sources.classical import arithmetic


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, math.isqrt(number) + 1))


def floyd_factor(n, start):
    """Walk the whole sequence, and compare its terms k and 2k."""
    terms = [start]
    step = 0
    while True:
        step += 1
        while len(terms) <= 2 * step:
            terms.append((terms[-1] ** 2 + 1) % n)
        factor = math.gcd(terms[step] - terms[2 * step], n)
        if factor > 1:
            return factor


REFERENCES = {
    "miller_rabin": is_prime,
    "modular_inverse": lambda number, modulus: pow(number, -1, modulus),
    "euler_phi": lambda n: sum(math.gcd(n, other) == 1 for other in range(1, n + 1)),
    "integer_square_root": math.isqrt,
    "russian_peasant": mul,
    "divisors": lambda n: [divisor for divisor in range(1, n + 1) if n % divisor == 0],
    "pollard_rho": floyd_factor,
    "karatsuba": mul,
}


def is_continued_fraction(numerator, denominator, returned):
    quotients, convergents = returned
    for length, (p, q) in enumerate(convergents, start=1):
        value = Fraction(quotients[length - 1])
        for quotient in quotients[length - 2 :: -1] if length > 1 else []:
            value = quotient + 1 / value
        if value.as_integer_ratio() != (p, q):
            return False
    return value == Fraction(numerator, denominator) and len(quotients) == len(convergents)


def is_greedy_sum_of_units(numerator, denominator, denominators):
    rest = Fraction(numerator, denominator)
    for unit in denominators:
        if Fraction(1, unit) > rest or Fraction(1, unit - 1) <= rest:
            return False
        rest -= Fraction(1, unit)
    return rest == 0


PROPERTIES = {
    "continued_fraction": is_continued_fraction,
    "egyptian_fraction": is_greedy_sum_of_units,
}


def test_every_algorithm_of_the_families_is_judged():
    assert {*REFERENCES, *PROPERTIES} == {a.name for a in arithmetic.ALGORITHMS}


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])


@pytest.mark.parametrize("name", PROPERTIES)
def test_program_satisfies_its_statement(name, satisfies):
    satisfies(name, PROPERTIES[name])
