"""Quantities at the top of a program without arguments become parameters."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile.rewriting.lift import lift, nearby, quantities

PROGRAM = '''def solution():
    """Apples at 2.5 each."""
    apples = 5
    price = 2.5
    days = [
        1, 2,
    ]
    total = apples * price
    bonus = 3
    return total + bonus
'''


def test_leading_literals_are_quantities() -> None:
    assert quantities(PROGRAM, "solution") == (5, 2.5, [1, 2])


def test_lifted_code_takes_them_as_parameters() -> None:
    lifted = lift(PROGRAM, "solution", 3)
    assert lifted == (
        'def solution(apples, price, days):\n    """Apples at 2.5 each."""\n'
        "    total = apples * price\n    bonus = 3\n    return total + bonus\n"
    )
    assert lift(PROGRAM, "solution", 4) is None


@pytest.mark.parametrize(
    ("why", "code"),
    [
        ("it takes arguments", "def solution(a):\n    b = 1\n    return a\n"),
        ("it starts with something else", "def solution():\n    return 1\n"),
        ("the name is bound twice", "def solution():\n    a, b = 1, 2\n    return a\n"),
        ("a global is no local quantity", "def solution():\n    global a\n    a = 1\n    return a\n"),
        ("two statements share a line", "def solution():\n    a = 1; b = 2\n    return a\n"),
        ("all on one line", "def solution(): a = 1\n"),
        ("no such function", "def other():\n    a = 1\n    return a\n"),
        ("it does not parse", "def solution(:\n"),
    ],
)
def test_no_quantities(why: str, code: str) -> None:
    assert quantities(code, "solution") == (), why
    assert lift(code, "solution", 1) is None


def test_a_second_binding_of_a_name_ends_the_quantities() -> None:
    assert quantities("def solution():\n    a = 1\n    b = 2\n    a = 3\n    return a\n", "solution") == (1, 2)


@given(st.lists(st.one_of(st.integers(), st.floats(-1e9, 1e9), st.booleans(), st.text()), max_size=5), st.integers())
def test_nearby_values_keep_type_sign_and_number(values: list[int | float | bool | str], seed: int) -> None:
    for near, value in zip(nearby(values, random.Random(seed)), values, strict=True):
        assert type(near) is type(value)
        if isinstance(value, str | bool):
            assert near == value
        elif isinstance(near, int | float) and value:
            assert (near > 0) == (value > 0)
