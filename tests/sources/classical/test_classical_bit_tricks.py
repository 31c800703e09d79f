"""Bit tricks against the definitions on strings of binary digits."""

from functools import reduce
from itertools import chain, combinations, count, islice
from operator import xor

import pytest

from tracepile.sources.classical import bit_tricks


def gray_codes_in_order():
    """Reflect and prefix: the codes of n + 1 bits are those of n bits, then their mirror image with a leading one."""
    codes = [0, 1]
    while len(codes) < 128:
        codes += [code + len(codes) for code in codes[::-1]]
    return codes


GRAY_CODES = gray_codes_in_order()


def submasks(mask):
    return [other for other in range(mask, -1, -1) if other | mask == mask]


def following_with_as_many_ones(number, wanted):
    same = (other for other in count(number + 1) if other.bit_count() == number.bit_count())
    return list(islice(same, wanted))


def two_single_numbers(numbers):
    return tuple(sorted(number for number in numbers if numbers.count(number) == 1))


REFERENCES = {
    "gray_code": lambda first, length: GRAY_CODES[first : first + length],
    "gray_decode": lambda codes: [GRAY_CODES.index(code) for code in codes],
    "popcount": lambda number: bin(number).count("1"),
    "submasks": submasks,
    "two_single_numbers": two_single_numbers,
    "next_with_same_bits": following_with_as_many_ones,
    "reverse_bits": lambda number, width: int(f"0{number:0{width}b}"[::-1][:width] or "0", 2),
}


def all_sums(numbers):
    subsets = chain.from_iterable(combinations(numbers, size) for size in range(len(numbers) + 1))
    return {reduce(xor, chosen, 0) for chosen in subsets}


def is_basis_with_largest_sum(numbers, returned):
    basis, largest = returned
    sums = all_sums(numbers)
    return all_sums(basis) == sums and 2 ** len(basis) == len(sums) and largest == max(sums) and basis == sorted(basis)


def is_code_word_with_flip(data, flipped, returned):
    code, syndrome = returned
    sent = [bit ^ (position == flipped) for position, bit in enumerate(code, start=1)]
    parity_positions = [position for position in range(1, len(sent) + 1) if position.bit_count() == 1]
    carried = [bit for position, bit in enumerate(sent, start=1) if position not in parity_positions]
    even = all(
        sum(bit for position, bit in enumerate(sent, start=1) if position & parity) % 2 == 0
        for parity in parity_positions
    )
    return carried == data and even and syndrome == flipped


def is_sum_with_carry_steps(a, b, returned):
    steps = 0
    while b:
        a, b = a ^ b, 2 * (a & b)
        steps += 1
    return returned == (a + b, steps)


PROPERTIES = {
    "xor_basis": is_basis_with_largest_sum,
    "hamming_code": is_code_word_with_flip,
    "add_by_bits": is_sum_with_carry_steps,
}


def test_every_algorithm_is_judged():
    assert {*REFERENCES, *PROPERTIES} == {a.name for a in bit_tricks.ALGORITHMS}


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])


@pytest.mark.parametrize("name", PROPERTIES)
def test_program_satisfies_its_statement(name, satisfies):
    satisfies(name, PROPERTIES[name])
