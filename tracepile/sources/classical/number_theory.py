"""Number theory."""

from __future__ import annotations

import random
from math import gcd
from string import digits

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments

_CLRS = "Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 3rd edition"
_KNUTH_2 = "Knuth, The Art of Computer Programming, volume 2"


def _two_naturals(rng: random.Random, size: int) -> Arguments:
    high = (10, 40, 150, 600, 5000)[size - 1]
    factor = rng.choice((1, 1, 2, 3, 5, 6))
    return rng.randint(1, high) * factor, rng.randint(1, high) * factor


def _range(rng: random.Random, size: int) -> Arguments:
    high = rng.randint(8 * size - 5, 8 * size)
    return rng.randint(0, high - 1), high


def _power(rng: random.Random, size: int) -> Arguments:
    exponent = rng.randint(2 ** (2 * size - 2), 2 ** (2 * size) - 1)
    return rng.randint(2, 20), exponent, rng.randint(2, 97)


def _composite(rng: random.Random, size: int) -> Arguments:
    number = 1
    for _ in range(size):
        number *= rng.choice((2, 2, 3, 3, 5, 7, 11, 13))
    return (number * rng.choice((1, 2, 17, 19)) if size > 1 else rng.randint(2, 12),)


def _congruences(rng: random.Random, size: int) -> Arguments:
    moduli: list[int] = []
    while len(moduli) < (1, 2, 2, 3, 4)[size - 1]:
        candidate = rng.randint(2, 13)
        # One congruence in ten breaks the rule that the moduli share no factor, so that refusals occur.
        if all(gcd(candidate, modulus) == 1 for modulus in moduli) or rng.random() < 0.1:
            moduli.append(candidate)
    return [rng.randrange(modulus) for modulus in moduli], moduli


def _number_and_base(rng: random.Random, size: int) -> Arguments:
    base = rng.choice((2, 2, 3, 8, 16))
    return rng.randint(base ** (size - 1), base ** (size + 1)), base


def _start(rng: random.Random, size: int) -> Arguments:
    while True:
        start = rng.randint(2, 400)
        if 4 * size - 3 <= _collatz_steps(start) <= 4 * size + 1:
            return (start,)


def _collatz_steps(number: int) -> int:
    steps = 0
    while number != 1:
        number = number // 2 if number % 2 == 0 else 3 * number + 1
        steps += 1
    return steps


def _perhaps_prime(rng: random.Random, size: int) -> Arguments:
    high = (20, 80, 250, 600, 1200)[size - 1]
    low = high // 3
    number = rng.randint(low, high)
    while rng.random() < 0.9 and any(number % divisor == 0 for divisor in (2, 3, 5)):
        number = rng.randint(low, high)
    return (number,)


def _rows_and_modulus(rng: random.Random, size: int) -> Arguments:
    return size + 1 + rng.randint(0, 1), rng.randint(2, 12)


def _two_fractions(rng: random.Random, size: int) -> Arguments:
    high = 4 * size
    return (rng.randint(-high, high), rng.randint(2, high)), (rng.randint(-high, high), rng.randint(2, high))


def _digits(rng: random.Random, size: int) -> Arguments:
    payload = draws.text(rng, 2 * size, digits)
    doubled = "".join(str(2 * int(digit)) if index % 2 == 0 else digit for index, digit in enumerate(payload[::-1]))
    check_digit = -sum(map(int, doubled)) % 10
    return (payload + (str(check_digit) if rng.random() < 0.5 else rng.choice(digits)),)


ALGORITHMS = (
    Algorithm(
        name="gcd",
        family="number theory",
        statement=(
            "Given two non-negative integers, return their greatest common divisor by repeated remainders; the "
            "greatest common divisor of 0 and 0 is 0."
        ),
        source="Euclid, Elements, book VII, propositions 1 and 2",
        complexity="O(log min(a, b)) divisions",
        draw=_two_naturals,
        edges=((0, 0), (0, 5), (5, 0), (7, 7), (1, 9), (12, 18), (610, 377)),
        entry_point="gcd",
        techniques=("iterative",),
    ),
    Algorithm(
        name="extended_gcd",
        family="number theory",
        statement=(
            "Given two non-negative integers a and b, return a tuple (g, x, y) of their greatest common divisor g and "
            "the integers x and y that the extended Euclidean algorithm finds, with a * x + b * y == g."
        ),
        source=f"{_CLRS}, section 31.2",
        complexity="O(log min(a, b)) divisions",
        draw=_two_naturals,
        edges=((0, 0), (0, 5), (5, 0), (7, 7), (240, 46)),
        entry_point="extended_gcd",
        techniques=("recursive", "recursion"),
    ),
    Algorithm(
        name="sieve_of_eratosthenes",
        family="number theory",
        statement=(
            "Given two integers low and high, return the list of all primes from low to high, both included, in "
            "ascending order; it is empty if low is above high."
        ),
        source="Crandall and Pomerance, Prime Numbers: A Computational Perspective, section 3.2",
        complexity="O(n log log n) for an upper end n",
        draw=_range,
        edges=((0, -3), (0, 0), (1, 1), (2, 2), (9, 4), (0, 25), (24, 28)),
        entry_point="primes_between",
        techniques=("iterative",),
    ),
    Algorithm(
        name="modular_power",
        family="number theory",
        statement=(
            "Given an integer base, a non-negative integer exponent and a positive integer modulus, return the "
            "remainder of base ** exponent divided by the modulus. Square repeatedly instead of multiplying one by "
            "one."
        ),
        source=f"{_CLRS}, section 31.6",
        complexity="O(log e) multiplications for exponent e",
        draw=_power,
        edges=((3, 0, 7), (3, 0, 1), (0, 5, 7), (2, 10, 1000), (-2, 3, 5)),
        entry_point="modular_power",
        techniques=("iterative",),
    ),
    Algorithm(
        name="prime_factors",
        family="number theory",
        statement=(
            "Given a positive integer n, return the list of its prime factors in ascending order, each as often as it "
            "divides n; the list of 1 is empty."
        ),
        source=f"{_KNUTH_2}, section 4.5.4, algorithm A",
        complexity="O(sqrt(n)) divisions",
        draw=_composite,
        edges=((1,), (2,), (97,), (64,), (121,)),
        entry_point="prime_factors",
        techniques=("generator",),
    ),
    Algorithm(
        name="chinese_remainder",
        family="number theory",
        statement=(
            "Given a list of remainders and a list of as many positive moduli of which no two share a factor, return "
            "the smallest non-negative integer that leaves each remainder when divided by its modulus. Raise "
            "ValueError if two moduli share a factor."
        ),
        source=f"{_CLRS}, section 31.5",
        complexity="O(n log M) divisions for n congruences and largest modulus M",
        draw=_congruences,
        edges=(([], []), ([4], [7]), ([2, 3, 2], [3, 5, 7]), ([0, 0], [4, 9]), ([1, 1], [4, 6])),
        entry_point="chinese_remainder",
        techniques=("recursion", "exception"),
    ),
    Algorithm(
        name="convert_base",
        family="number theory",
        statement=(
            "Given a non-negative integer and a base from 2 to 16, return the string of the integer's digits in that "
            "base, most significant first, with a to f for the digits ten to fifteen."
        ),
        source=f"{_KNUTH_2}, section 4.4, method 1a",
        complexity="O(log n) divisions",
        draw=_number_and_base,
        edges=((0, 2), (1, 2), (255, 16), (8, 8), (100, 10)),
        entry_point="convert_base",
        techniques=("iterative",),
    ),
    Algorithm(
        name="collatz",
        family="number theory",
        statement=(
            "Given a positive integer, return the list of the numbers from it to 1, where an even number is followed "
            "by its half and an odd number n by 3 * n + 1."
        ),
        source="Lagarias, The 3x + 1 Problem and Its Generalizations, American Mathematical Monthly 92(1), 1985",
        complexity="no bound is proven; one step for each number of the list",
        draw=_start,
        edges=((1,), (2,), (3,), (16,), (7,)),
        entry_point="collatz",
        techniques=("iterative",),
    ),
    Algorithm(
        name="is_prime",
        family="number theory",
        statement="Given an integer, return True if it is a prime number, and False otherwise, by trial division.",
        source=f"{_KNUTH_2}, section 4.5.4",
        complexity="O(sqrt(n)) divisions",
        draw=_perhaps_prime,
        edges=((-7,), (0,), (1,), (2,), (3,), (4,), (25,), (97,)),
        entry_point="is_prime",
    ),
    Algorithm(
        name="pascal_triangle",
        family="number theory",
        statement=(
            "Given a non-negative integer n and a modulus of at least 2, return the first n rows of Pascal's triangle "
            "modulo it as a list of lists; the first row is [1], the ends of every row are 1, and every inner entry "
            "is the remainder of the sum of the two entries above it divided by the modulus."
        ),
        source="Graham, Knuth and Patashnik, Concrete Mathematics, 2nd edition, section 5.1",
        complexity="O(n^2) additions",
        draw=_rows_and_modulus,
        edges=((0, 2), (1, 5), (2, 2), (6, 10), (7, 2)),
        entry_point="pascal_triangle",
    ),
    Algorithm(
        name="add_fractions",
        family="number theory",
        statement=(
            "Given two fractions as pairs (numerator, denominator) of integers, return their sum in lowest terms as "
            "such a pair with a positive denominator. Raise ZeroDivisionError if a denominator is 0."
        ),
        source=f"{_KNUTH_2}, section 4.5.1",
        complexity="O(log d) divisions for denominators up to d",
        draw=_two_fractions,
        edges=(((0, 1), (0, 1)), ((1, 2), (-1, 2)), ((1, -3), (1, 6)), ((1, 0), (1, 2)), ((2, 4), (2, 4))),
        entry_point="add_fractions",
        techniques=("object-oriented", "class", "exception"),
    ),
    Algorithm(
        name="luhn_check",
        family="number theory",
        statement=(
            "Given a string of digits, return True if it passes the Luhn check and False otherwise: double every "
            "second digit from the right, starting next to the last digit, subtract 9 from doubles above 9, and test "
            "whether the sum of all digits is divisible by 10."
        ),
        source="Luhn, Computer for Verifying Numbers, United States patent 2950048, 1960",
        complexity="O(n) for n digits",
        draw=_digits,
        edges=(("0",), ("5",), ("18",), ("79927398713",), ("79927398710",)),
        entry_point="luhn_check",
    ),
)
