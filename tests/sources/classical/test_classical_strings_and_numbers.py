"""Strings and number theory against the standard library and brute force."""

import math
from fractions import Fraction
from itertools import combinations, groupby
from string import ascii_lowercase, ascii_uppercase

import pytest

from tracepile.sources.classical import number_theory, strings


def occurrences(text, pattern):
    return [start for start in range(len(text)) if text.startswith(pattern, start)]


def reads_both_ways(text):
    kept = [character.lower() for character in text if character.isalnum()]
    return kept == kept[::-1]


def longest_substring(text, accepts):
    substrings = [text[i:j] for i, j in combinations(range(len(text) + 1), 2)]
    return max(filter(accepts, substrings), key=len, default="")


def caesar_cipher(message, shift):
    k = shift % 26
    shifted = (ascii_lowercase[k:] + ascii_lowercase[:k], ascii_uppercase[k:] + ascii_uppercase[:k])
    return message.translate(str.maketrans(ascii_lowercase + ascii_uppercase, "".join(shifted)))


def extended_gcd(a, b):
    """The iterative form: each row holds a remainder and its coefficients of a and b."""
    row, following = (a, 1, 0), (b, 0, 1)
    while following[0]:
        quotient = row[0] // following[0]
        row, following = following, tuple(u - quotient * v for u, v in zip(row, following, strict=True))
    assert row[0] == math.gcd(a, b) == a * row[1] + b * row[2]
    return row


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, number))


def prime_factors(n):
    primes = [divisor for divisor in range(2, n + 1) if n % divisor == 0 and is_prime(divisor)]
    return [prime for prime in primes for power in range(1, n.bit_length()) if n % prime**power == 0]


def chinese_remainder(remainders, moduli):
    if any(math.gcd(a, b) > 1 for a, b in combinations(moduli, 2)):
        raise ValueError
    wanted = list(zip(remainders, moduli, strict=True))
    return next(x for x in range(math.prod(moduli)) if all(x % modulus == rest for rest, modulus in wanted))


def collatz(number):
    return [1] if number == 1 else [number, *collatz(3 * number + 1 if number % 2 else number // 2)]


def pascal_triangle(n, modulus):
    return [[math.comb(row, column) % modulus for column in range(row + 1)] for row in range(n)]


def add_fractions(first, second):
    total = Fraction(*first) + Fraction(*second)
    return total.numerator, total.denominator


def luhn_check(digits):
    total = sum(map(int, digits[::-2])) + sum(int("0246813579"[int(digit)]) for digit in digits[-2::-2])
    return total % 10 == 0


REFERENCES = {
    "naive_matching": occurrences,
    "knuth_morris_pratt": occurrences,
    "rabin_karp": str.find,
    "is_palindrome": reads_both_ways,
    "longest_palindrome": lambda text: longest_substring(text, lambda part: part == part[::-1]),
    "run_length_encoding": lambda text: [(character, len(list(run))) for character, run in groupby(text)],
    "caesar_cipher": caesar_cipher,
    "are_anagrams": lambda first, second: sorted(first) == sorted(second),
    "longest_unique_substring": lambda text: longest_substring(text, lambda part: len(set(part)) == len(part)),
    "trie": lambda words: [sum(w.startswith(word) for w in words[:index]) for index, word in enumerate(words)],
    "gcd": math.gcd,
    "extended_gcd": extended_gcd,
    "sieve_of_eratosthenes": lambda low, high: [n for n in range(low, high + 1) if is_prime(n)],
    "modular_power": pow,
    "prime_factors": prime_factors,
    "chinese_remainder": chinese_remainder,
    "collatz": collatz,
    "is_prime": is_prime,
    "pascal_triangle": pascal_triangle,
    "add_fractions": add_fractions,
    "luhn_check": luhn_check,
}


def is_number_in_base(number, base, returned):
    canonical = returned == "0" if number == 0 else returned[0] != "0"
    return int(returned, base) == number and canonical and returned == returned.lower()


PROPERTIES = {
    "convert_base": is_number_in_base,
}


def test_every_algorithm_is_judged():
    assert {*REFERENCES, *PROPERTIES} == {a.name for a in (*number_theory.ALGORITHMS, *strings.ALGORITHMS)}


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])


@pytest.mark.parametrize("name", PROPERTIES)
def test_program_satisfies_its_statement(name, satisfies):
    satisfies(name, PROPERTIES[name])
