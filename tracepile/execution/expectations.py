"""What a case expects, compared with what a run gave: exact on types, with a stated tolerance for floats.

A `literal` expectation is a Python value, and every difference counts. A `json` expectation is what is left of a
Python value that went through JSON: that a tuple has become a list and a key text is no difference; what else a
writer may have done to a value that JSON cannot hold (a set written as a list, a NaN as null) agrees with a note.
Standard output is compared line by line, word by word.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import zip_longest
from typing import Any

from tracepile.execution.value_differences import SHOWN, Comparison, Tolerance
from tracepile.execution.values import parse
from tracepile.records import Case, Output

JSON = "json"
"""The `expected_form` of an expectation that is JSON text."""

DEFAULT_TOLERANCES: Mapping[str, Tolerance] = {"literal": Tolerance(0.0, 0.0), JSON: Tolerance(1e-9, 1e-12)}
"""By the form of the expectation. A literal was written by Python, which loses no digit; other writers of JSON do,
and releases of Python differ in the last digits of `sum` and the functions of `math`."""


class Match(StrEnum):
    """How an output agrees with what is expected."""

    EQUAL = "equal"
    WITHIN_TOLERANCE = "within_tolerance"
    DIFFERS = "differs"
    NOT_JUDGED = "not_judged"


class Unjudged(StrEnum):
    """Why an output was not judged."""

    NO_EXPECTATION = "no_expectation"
    NO_LITERAL = "no_literal"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How an output agrees with what a case expects.

    Attributes:
        match: the answer.
        notes: what was let pass because JSON or its writer forces it, sorted: `as_list`, `as_float`, `as_text`,
            `as_null`, `as_object`; or `rounded`.
        difference: the first difference with its place, such as `at [2]['x']: expected 3, got 4`; or in words why
            the output was not judged.
        unjudged: why the output was not judged, as a code.
    """

    match: Match
    notes: tuple[str, ...] = ()
    difference: str = ""
    unjudged: Unjudged | None = None

    @property
    def agrees(self) -> bool:
        """Whether the output is what is expected, perhaps within the tolerance."""
        return self.match in (Match.EQUAL, Match.WITHIN_TOLERANCE)


def judge(case: Case, output: Output, *, tolerance: Tolerance | None = None) -> Agreement:
    """Compare an output with what its case expects.

    Args:
        case: the case; its expectation is a value where it has a call, else what is printed.
        output: what a run gave.
        tolerance: how far floats may lie apart; that of `DEFAULT_TOLERANCES` if not given. The numbers on standard
            output are text, and only where it is given may they be written with other digits.
    """
    if case.expected is None:
        return _unjudged(Unjudged.NO_EXPECTATION, "nothing is expected")
    if output.exception is not None:
        raised = f"{output.exception.type}: {output.exception.message}"
        expected = case.expected if case.call is not None else repr(case.expected)
        return Agreement(Match.DIFFERS, (), f"expected {_shown(expected)}, got {_shown(raised)}")
    if case.call is None:
        return _judge_printed(case.expected, output.stdout, tolerance)
    if output.returned is None:
        return Agreement(
            Match.DIFFERS, (), f"expected {_shown(case.expected)}, and the program exits before it returns"
        )
    if case.expected_form != JSON and output.returned == case.expected:
        return Agreement(Match.EQUAL)
    return _judge_value(case, output.returned, tolerance or DEFAULT_TOLERANCES[case.expected_form])


def read_expected(case: Case) -> Any:
    """Give the value that a case with a call expects.

    Raises:
        ValueError: the expectation is no JSON text, or no Python literal.
    """
    try:
        text = (case.expected or "").strip()
        return json.loads(text) if case.expected_form == JSON else parse(text)
    except RecursionError as err:
        raise ValueError(f"the expected value is nested too deep: {_shown(case.expected or '')}") from err


def _judge_value(case: Case, returned: str, tolerance: Tolerance) -> Agreement:
    try:
        got = parse(returned)
    except ValueError:
        if "..." in returned:  # which stands for parts that nobody wrote out
            return _unjudged(Unjudged.TOO_LARGE, f"the returned value is too large or holds itself: {_shown(returned)}")
        return _unjudged(Unjudged.NO_LITERAL, f"the returned value has no literal: {_shown(returned)}")
    try:
        expected = read_expected(case)
    except ValueError:
        return _unjudged(Unjudged.NO_LITERAL, f"the expected value cannot be read: {_shown(case.expected or '')}")
    comparison = Comparison(tolerance, through_json=case.expected_form == JSON)
    try:
        difference = comparison.difference(expected, got)
    except RecursionError:
        return _unjudged(Unjudged.TOO_LARGE, "the value is nested too deep to be compared")
    notes = tuple(sorted(comparison.notes))
    if difference:
        return Agreement(Match.DIFFERS, notes, difference)
    return Agreement(Match.WITHIN_TOLERANCE if comparison.close else Match.EQUAL, notes)


def _unjudged(reason: Unjudged, words: str) -> Agreement:
    return Agreement(Match.NOT_JUDGED, (), words, reason)


def _judge_printed(expected: str, printed: str, tolerance: Tolerance | None) -> Agreement:
    difference = _printed_difference(expected, printed, None)
    if not difference:
        return Agreement(Match.EQUAL)
    if tolerance is not None and not _printed_difference(expected, printed, tolerance):
        return Agreement(Match.WITHIN_TOLERANCE)
    return Agreement(Match.DIFFERS, (), difference)


def _printed_difference(expected: str, printed: str, tolerance: Tolerance | None) -> str:
    wanted, given = expected.strip().splitlines(), printed.strip().splitlines()
    for number, (line, other) in enumerate(zip_longest(wanted, given), start=1):
        if line is None:
            return f"line {number}: expected the end of the output, got {_quoted(other)}"
        if other is None:
            return f"line {number}: expected {_quoted(line)}, got the end of the output"
        words, others = line.split(), other.split()
        if len(words) != len(others) or not all(map(partial(_alike, tolerance), words, others)):
            return f"line {number}: expected {_quoted(line)}, got {_quoted(other)}"
    return ""


def _alike(tolerance: Tolerance | None, word: str, other: str) -> bool:
    if word == other or tolerance is None:
        return word == other
    try:
        return tolerance.covers(float(word), float(other))
    except ValueError:
        return False


def _quoted(line: str) -> str:
    return _shown(repr(line.rstrip()))


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
