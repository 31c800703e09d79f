"""Measures of difficulty, on programs small enough to count by eye."""

import textwrap

import pytest

from tracepile.curation import dynamic_measures, static_measures
from tracepile.execution import Jail, trace_cases
from tracepile.records import Case, Domain, Program


def measured(jail: Jail, recheck: Jail, code: str, call: str) -> dict[str, object]:
    program = Program(Domain.CLASSICAL, "classical/f", "here", "MIT", textwrap.dedent(code), "f")
    (trace,), rejects = trace_cases(program, [Case(program.id, call=call)], jail=jail, recheck=recheck)
    assert rejects == []
    measures = dynamic_measures(program.code, trace)
    return {name: getattr(measures, name) for name in measures.__slots__}


STRAIGHT = """
    def f(a):
        return a + 1
"""
LONGER = """
    def f(a):
        b = a + 1
        c = b * 2
        return c
"""
BRANCH = """
    def f(a):
        if a > 0:
            return a
        return -a
"""
LOOP = """
    def f(xs):
        total = 0
        for x in xs:
            if x % 2:
                total += x
        return total
"""
RECURSIVE = """
    def f(n):
        if n == 0:
            return 0
        return f(n - 1) + n
"""
HANDLED = """
    def f(x):
        try:
            return 10 // x
        except ZeroDivisionError:
            return 0
"""
COMPREHENSION = """
    def f(xs):
        return [x for x in xs]
"""
GROWING = """
    def f(n):
        xs = []
        while len(xs) < n:
            xs.append(7)
        return xs
"""


@pytest.mark.parametrize(
    ("code", "call", "expected"),
    [
        (STRAIGHT, "f(1)", {"distinct_lines": 1, "branches": 0, "iterations": 0, "live_variables": 1, "trivial": True}),
        (LONGER, "f(1)", {"distinct_lines": 3, "branches": 0, "live_variables": 3, "trivial": False}),
        (BRANCH, "f(1)", {"distinct_lines": 2, "branches": 1, "trivial": False}),
        (BRANCH, "f(-1)", {"distinct_lines": 2, "branches": 1, "trivial": False}),
        (LOOP, "f([])", {"distinct_lines": 3, "branches": 1, "iterations": 0, "live_variables": 2}),
        (LOOP, "f([2, 2])", {"distinct_lines": 4, "branches": 3, "iterations": 2, "live_variables": 3}),
        (LOOP, "f([1, 2])", {"distinct_lines": 5, "branches": 4, "iterations": 2, "live_variables": 3}),
        (RECURSIVE, "f(3)", {"distinct_lines": 3, "branches": 2, "live_variables": 1}),
        (HANDLED, "f(0)", {"branches": 1}),
        (COMPREHENSION, "f([1])", {"branches": 0, "trivial": False}),
        (GROWING, "f(4)", {"iterations": 4, "branches": 2, "state_characters": 7}),
    ],
)
def test_what_a_run_did(jail: Jail, recheck: Jail, code: str, call: str, expected: dict[str, object]) -> None:
    found = measured(jail, recheck, code, call)
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("code", "operators", "nesting", "complexity"),
    [
        (STRAIGHT, ("+",), 0, 1),
        (BRANCH, (">", "unary -"), 1, 2),
        (LOOP, ("%", "+"), 2, 3),
        ("x = [a for a in b if a if a > 1]\n", (">", "comprehension"), 0, 4),
        ("x = a and b or c\ny = 1 if x else 2\n", ("and", "if else", "or"), 0, 4),
        ("match x:\n    case 1:\n        y[0].z(*w)\n    case _:\n        pass\n", ("()", "*args", ".", "[]"), 1, 3),
    ],
)
def test_what_the_text_asks(code: str, operators: tuple[str, ...], nesting: int, complexity: int) -> None:
    measures = static_measures(textwrap.dedent(code))
    assert (measures.operators, measures.nesting, measures.complexity) == (operators, nesting, complexity)
