"""Parsers against the standard library and regular expressions."""

import ast
import csv
import re

import pytest

from tracepile.sources.classical import parsing

ROMAN = {
    f"{'M' * (n // 1000)}{hundreds}{tens}{ones}": n
    for n in range(1, 4000)
    for hundreds in [["", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"][n // 100 % 10]]
    for tens in [["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"][n // 10 % 10]]
    for ones in [["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][n % 10]]
}
NUMERAL_OF = {number: numeral for numeral, number in ROMAN.items()}


def decode_repeats(text):
    innermost = re.compile(r"(\d+)\[([a-z]*)\]")
    while innermost.search(text):
        text = innermost.sub(lambda match: int(match[1]) * match[2], text)
    return text


def value_of_prefix(expression):
    """Read from the right: an operator finds its operands on the stack."""
    stack = []
    for token in expression.split()[::-1]:
        if token in "+-*":
            token = f"({stack.pop()}{token}{stack.pop()})"
        stack.append(token)
    return eval(stack.pop())


REFERENCES = {
    "recursive_descent": eval,
    "parse_nested_list": ast.literal_eval,
    "roman_to_integer": ROMAN.__getitem__,
    "integer_to_roman": NUMERAL_OF.__getitem__,
    "split_csv_line": lambda line: next(csv.reader([line]), []) or [""],
    "run_length_decoding": lambda text: re.sub(r"(\d*)(\D)", lambda run: int(run[1] or 1) * run[2], text),
    "decode_repeats": decode_repeats,
    "prefix_expression": value_of_prefix,
    "number_automaton": lambda text: re.fullmatch(r"[+-]?\d+(\.\d+)?", text) is not None,
}


def test_every_algorithm_is_judged():
    assert set(REFERENCES) == {a.name for a in parsing.ALGORITHMS}


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])
