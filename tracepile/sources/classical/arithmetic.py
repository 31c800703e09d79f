"""Arithmetic: primes, inverses, fractions, roots and products."""

from __future__ import annotations

import random

from tracepile.sources.classical.algorithm import Algorithm, Arguments

_PRIMES = (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47)


def _prime_candidate(rng: random.Random, size: int) -> Arguments:
    low, high = ((1, 12), (13, 60), (61, 999), (61, 250), (251, 9999))[size - 1]
    number = 2 * rng.randint(low // 2, high // 2) + (size > 1)
    if size > 3:
        while any(number % divisor == 0 for divisor in range(2, int(number**0.5) + 1)):
            number += 2
    return (number,)


def _number_and_modulus(rng: random.Random, size: int) -> Arguments:
    modulus = rng.randint(4 ** (size - 1) + 2, 4**size + 4)
    return rng.randint(1, modulus - 1), modulus


def _integer(rng: random.Random, size: int) -> Arguments:
    return (rng.randint(2 + 5 ** (size - 1), 6**size),)


def _smaller_integer(rng: random.Random, size: int) -> Arguments:
    return (rng.randint(2 + 3 ** (size - 1), 3**size + 10),)


def _ratio(rng: random.Random, size: int) -> Arguments:
    a, b = 1, rng.randint(2, 4)
    for _ in range(size):
        a, b = b, b * rng.randint(1, 4) + a
    return (b, a) if rng.random() < 0.6 else (a, b)


def _two_factors(rng: random.Random, size: int) -> Arguments:
    return rng.randint(2, 60), rng.randint(4**size // 4, 4**size)


def _proper_fraction(rng: random.Random, size: int) -> Arguments:
    numerator = (1, 3, 4, 6, 9)[size - 1] + rng.randint(0, 2)
    return numerator, numerator + rng.randint(1, 4 + 2 * size)


def _composite_and_start(rng: random.Random, size: int) -> Arguments:
    p, q = rng.sample(_PRIMES[2 * size - 2 : 2 * size + 4], 2)
    return p * q, rng.randint(2, 9)


def _two_numbers_of_digits(rng: random.Random, size: int) -> Arguments:
    low, high = ((10, 30), (20, 99), (100, 300), (150, 999), (1000, 4000))[size - 1]
    return rng.randint(low, high), rng.randint(low, high)


ALGORITHMS = (
    Algorithm(
        name="miller_rabin",
        family="number theory",
        statement=(
            "Given an integer below 3215031751, return True if it is prime, and False otherwise. Write n - 1 as "
            "an odd number times a power of 2, and look for a base among 2, 3, 5 and 7 whose powers prove that n "
            "is composite."
        ),
        source=(
            "Jaeschke, On Strong Pseudoprimes to Several Bases, Mathematics of Computation 61, 1993 (Rabin's test "
            "with fixed bases)"
        ),
        complexity="O(log n) multiplications modulo n",
        draw=_prime_candidate,
        edges=((-3,), (0,), (1,), (2,), (9,), (97,), (561,), (2047,)),
        entry_point="miller_rabin",
    ),
    Algorithm(
        name="modular_inverse",
        family="number theory",
        statement=(
            "Given an integer and a modulus of at least 2, return the inverse of the integer modulo the modulus, "
            "from 1 to the modulus minus 1. Raise ValueError if they have a common factor."
        ),
        source="Knuth, The Art of Computer Programming, volume 2, section 4.5.2, algorithm X",
        complexity="O(log m) divisions for modulus m",
        draw=_number_and_modulus,
        edges=((1, 2), (0, 5), (2, 4), (3, 7), (-3, 7), (10, 17)),
        entry_point="modular_inverse",
        techniques=("iterative", "exception"),
    ),
    Algorithm(
        name="euler_phi",
        family="number theory",
        statement=(
            "Given a positive integer, return the number of integers from 1 up to it that have no factor in "
            "common with it."
        ),
        source="Graham, Knuth and Patashnik, Concrete Mathematics, 2nd edition, section 4.9",
        complexity="O(sqrt n) divisions",
        draw=_integer,
        edges=((1,), (2,), (9,), (12,), (97,)),
        entry_point="euler_phi",
    ),
    Algorithm(
        name="integer_square_root",
        family="number theory",
        statement=(
            "Given a non-negative integer, return the largest integer whose square is not larger than it. Let "
            "Newton's iteration fall from the given integer."
        ),
        source="Cohen, A Course in Computational Algebraic Number Theory, algorithm 1.7.1",
        complexity="O(log n) divisions",
        draw=_integer,
        edges=((0,), (1,), (2,), (4,), (99,), (100,)),
        entry_point="integer_square_root",
        techniques=("iterative",),
    ),
    Algorithm(
        name="continued_fraction",
        family="number theory",
        statement=(
            "Given a non-negative numerator and a positive denominator, return a tuple of the list of the partial "
            "quotients of the fraction's continued fraction and the list of its convergents as pairs (numerator, "
            "denominator)."
        ),
        source="Hardy and Wright, An Introduction to the Theory of Numbers, chapter 10",
        complexity="O(log d) divisions for denominator d",
        draw=_ratio,
        edges=((0, 1), (3, 1), (1, 3), (22, 7), (4, 6)),
        entry_point="continued_fraction",
    ),
    Algorithm(
        name="russian_peasant",
        family="number theory",
        statement=(
            "Given an integer and a non-negative integer, return their product by doubling the first and halving "
            "the second."
        ),
        source="Knuth, The Art of Computer Programming, volume 2, section 4.6.3",
        complexity="O(log b) steps for the second factor b",
        draw=_two_factors,
        edges=((0, 0), (5, 0), (5, 1), (-3, 6), (7, 8), (6, 15)),
        entry_point="russian_peasant",
        techniques=("iterative", "bits"),
    ),
    Algorithm(
        name="egyptian_fraction",
        family="number theory",
        statement=(
            "Given a positive numerator and a larger denominator, return the list of different denominators of "
            "unit fractions that sum to the fraction. Each time subtract the largest unit fraction that fits."
        ),
        source="Fibonacci, Liber Abaci, chapter 7",
        complexity="O(n) steps for numerator n",
        draw=_proper_fraction,
        edges=((1, 2), (2, 3), (2, 4), (4, 5), (5, 6), (4, 13)),
        entry_point="egyptian_fraction",
        techniques=("greedy",),
    ),
    Algorithm(
        name="divisors",
        family="number theory",
        statement=(
            "Given a positive integer, return the list of its divisors in ascending order. Each divisor up to the "
            "square root brings its partner with it."
        ),
        source=("Crandall and Pomerance, Prime Numbers: A Computational Perspective, section 3.1 (trial division)"),
        complexity="O(sqrt n) divisions",
        draw=_smaller_integer,
        edges=((1,), (2,), (4,), (12,), (36,), (97,)),
        entry_point="divisors",
    ),
    Algorithm(
        name="pollard_rho",
        family="number theory",
        statement=(
            "Given an integer of at least 2 and a start value, return the first common factor greater than 1 of "
            "the integer and the difference between two walkers that square and add 1 modulo the integer, the "
            "second of them twice as fast. The factor may be the integer itself."
        ),
        source="Pollard, A Monte Carlo Method for Factorization, BIT 15, 1975",
        complexity="O(sqrt p) steps, expected, for the smallest prime factor p",
        draw=_composite_and_start,
        edges=((2, 1), (9, 2), (15, 2), (91, 2), (97, 5)),
        entry_point="pollard_rho",
    ),
    Algorithm(
        name="karatsuba",
        family="number theory",
        statement=(
            "Given two non-negative integers, return their product. Cut both into halves of decimal digits and "
            "make do with three products of halves; one-digit factors are multiplied directly."
        ),
        source=(
            "Karatsuba and Ofman, Multiplication of Multidigit Numbers on Automata, Soviet Physics Doklady 7, 1963"
        ),
        complexity="O(n^1.59) for n digits",
        draw=_two_numbers_of_digits,
        edges=((0, 0), (7, 8), (9, 123), (10, 10), (99, 99), (120, 34)),
        entry_point="karatsuba",
        techniques=("recursive", "recursion", "divide-and-conquer"),
    ),
)
