"""Tricks with the binary digits of integers."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments


def _first_and_count(rng: random.Random, size: int) -> Arguments:
    return rng.randint(0, 40), 2 * size + 1


def _gray_codes(rng: random.Random, size: int) -> Arguments:
    return (draws.integers(rng, size, 0, 2 ** (size + 2)),)


def _integer_with_ones(rng: random.Random, size: int) -> Arguments:
    return (sum(1 << position for position in rng.sample(range(2 * size + 4), 2 * size)),)


def _mask(rng: random.Random, size: int) -> Arguments:
    return (sum(1 << position for position in rng.sample(range(9), size)),)


def _integers(rng: random.Random, size: int) -> Arguments:
    return (draws.integers(rng, size + 1, 0, 31),)


def _pairs_and_two_singles(rng: random.Random, size: int) -> Arguments:
    distinct = draws.distinct_integers(rng, size + 2, 1, 40)
    numbers = distinct + distinct[2:]
    rng.shuffle(numbers)
    return (numbers,)


def _integer_and_count(rng: random.Random, size: int) -> Arguments:
    return rng.randint(1, 40), 2 * size


def _integer_and_width(rng: random.Random, size: int) -> Arguments:
    width = 2 * size + 2
    return rng.randrange(2**width), width


def _data_and_flip(rng: random.Random, size: int) -> Arguments:
    data = draws.integers(rng, 2 * size, 0, 1)
    return data, rng.randint(0, 2 * size + 2)


def _two_summands(rng: random.Random, size: int) -> Arguments:
    # A long row of ones passes a carry on, one place in each step.
    return 2 ** (3 * size) - rng.randint(1, 4), rng.randint(1, 2**size)


ALGORITHMS = (
    Algorithm(
        name="gray_code",
        family="bit tricks",
        statement=(
            "Given a non-negative integer and a count, return the list of the Gray codes of that many consecutive "
            "integers, from the first one on. The codes of neighbours differ in exactly one bit."
        ),
        source="Gray, Pulse Code Communication, United States patent 2632058, 1953",
        complexity="O(n) for n codes",
        draw=_first_and_count,
        edges=((0, 0), (0, 1), (0, 4), (7, 2), (15, 3)),
        entry_point="gray_code",
    ),
    Algorithm(
        name="gray_decode",
        family="bit tricks",
        statement=(
            "Given a list of Gray codes as non-negative integers, return the list of the integers that they stand for."
        ),
        source="Knuth, The Art of Computer Programming, volume 4A, section 7.2.1.1",
        complexity="O(n b) for n codes of b bits",
        draw=_gray_codes,
        edges=(([],), ([0],), ([1],), ([3, 2],), ([8, 12, 15],)),
        entry_point="gray_decode",
    ),
    Algorithm(
        name="popcount",
        family="bit tricks",
        statement=(
            "Given a non-negative integer, return the number of ones in its binary form. Each step clears the "
            "lowest one."
        ),
        source="Kernighan and Ritchie, The C Programming Language, 2nd edition, exercise 2-9",
        complexity="O(k) for k ones",
        draw=_integer_with_ones,
        edges=((0,), (1,), (8,), (7,), (170,)),
        entry_point="popcount",
    ),
    Algorithm(
        name="submasks",
        family="bit tricks",
        statement=(
            "Given a bit mask as a non-negative integer, return the list of all masks whose ones are among its "
            "ones, in descending order, ending with 0."
        ),
        source="Knuth, The Art of Computer Programming, volume 4A, section 7.1.3",
        complexity="O(2^k) for k ones",
        draw=_mask,
        edges=((0,), (1,), (2,), (5,), (13,)),
        entry_point="submasks",
    ),
    Algorithm(
        name="xor_basis",
        family="bit tricks",
        statement=(
            "Given a list of non-negative integers, return a tuple of a basis of all their exclusive-or sums, in "
            "ascending order, and the largest such sum. An integer joins the basis in the form that is left when "
            "the basis elements that share its top bit have been taken out of it."
        ),
        source=(
            "Knuth, The Art of Computer Programming, volume 2, section 4.6.2, algorithm N (elimination "
            "modulo a prime), modulo 2"
        ),
        complexity="O(n b) for n integers of b bits",
        draw=_integers,
        edges=(([],), ([0],), ([5],), ([5, 5],), ([1, 2, 3],), ([8, 12, 10],)),
        entry_point="xor_basis",
    ),
    Algorithm(
        name="two_single_numbers",
        family="bit tricks",
        statement=(
            "Given a list of integers in which exactly two different positive integers occur once and all others "
            "occur twice, return the two as a tuple, the smaller one first."
        ),
        source="Warren, Hacker's Delight, 2nd edition, chapter 2 (exclusive or cancels pairs)",
        complexity="O(n) for n integers",
        draw=_pairs_and_two_singles,
        edges=(([1, 2],), ([9, 4],), ([3, 1, 3, 2],), ([6, 6, 5, 10],)),
        entry_point="two_single_numbers",
    ),
    Algorithm(
        name="next_with_same_bits",
        family="bit tricks",
        statement=(
            "Given a positive integer and a count, return the list of that many next larger integers whose binary "
            "forms have the same number of ones."
        ),
        source="Gosper, Hacks 175 in HAKMEM, MIT Artificial Intelligence Memo 239, 1972",
        complexity="O(n) for n integers",
        draw=_integer_and_count,
        edges=((1, 0), (1, 3), (3, 2), (7, 1), (12, 4)),
        entry_point="next_with_same_bits",
    ),
    Algorithm(
        name="reverse_bits",
        family="bit tricks",
        statement=(
            "Given a non-negative integer and a width, return the integer whose binary form of that width is the "
            "reverse of the given one's."
        ),
        source="Warren, Hacker's Delight, 2nd edition, section 7.1",
        complexity="O(w) for the width w",
        draw=_integer_and_width,
        edges=((0, 0), (0, 4), (1, 1), (1, 5), (6, 3), (15, 4)),
        entry_point="reverse_bits",
    ),
    Algorithm(
        name="hamming_code",
        family="bit tricks",
        statement=(
            "Given a list of data bits, and a position or 0, return a tuple of the list of the bits of their "
            "Hamming code word and its syndrome. Positions count from 1; those that are powers of 2 hold parity "
            "bits, which make the syndrome 0, and the data bits fill the others in order. Then the bit at the "
            "given position is flipped, none if it is 0, so the syndrome names that position."
        ),
        source=("Hamming, Error Detecting and Error Correcting Codes, Bell System Technical Journal 29(2), 1950"),
        complexity="O(n) for n bits",
        draw=_data_and_flip,
        edges=(([], 0), ([1], 0), ([1], 2), ([1, 0, 1, 1], 0), ([1, 0, 1, 1], 5), ([1, 1, 1, 1], 7)),
        entry_point="hamming_code",
    ),
    Algorithm(
        name="add_by_bits",
        family="bit tricks",
        statement=(
            "Given two non-negative integers, return a tuple of their sum, found with bit operations only, and "
            "the number of steps until no carry is left."
        ),
        source=(
            "Warren, Hacker's Delight, 2nd edition, chapter 2 (a sum is the exclusive or plus twice the conjunction)"
        ),
        complexity="O(b) for b bits",
        draw=_two_summands,
        edges=((0, 0), (5, 0), (0, 5), (1, 1), (7, 1), (170, 85)),
        entry_point="add_by_bits",
    ),
)
