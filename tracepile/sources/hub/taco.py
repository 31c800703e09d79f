"""The schema of TACO (BAAI/TACO) and of APPS, which is laid out alike: problems with several solutions each.

    question        text: the problem; or `prompt`
    solutions       list of text, or JSON text of one: the programs; or `output`
    input_output    optional JSON text of `{"inputs": [...], "outputs": [...], "fn_name": ...}`
    starter_code    optional text: the head of the function or of the method that is asked for
    licence         optional text: an SPDX identifier

Where `input_output` holds no test, the examples in the words of the problem are read. A problem that names a function
(`fn_name`, starter code, or a `def` at the end of the problem) gives function programs; for a method of a class that
is called without arguments, a function that calls it is added. The k-th solution of several is `file:row#k`.

Publishers wrap a function's result in a list of one. It is unwrapped where all of several results are lists of one;
a single such result may be either and is read over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tracepile.records import Domain
from tracepile.sources.hub.calls import call_text, json_text
from tracepile.sources.hub.columns import ended, listed, mapping, optional_text, required_text
from tracepile.sources.hub.examples import example_calls, examples_of
from tracepile.sources.hub.filters import check_code
from tracepile.sources.hub.judge_tests import paired, standard_input, whole
from tracepile.sources.hub.methods import callable_at_top
from tracepile.sources.hub.schema import JSON, Draft, Input, Row, RowError
from tracepile.sources.hub.statements import check_statement

_WRAPPING = re.compile(
    r"\s*QUESTION:\s*\n(?P<question>.*?)(?:\n?Use (?P<kind>[\w-]+)[^\n]*format)?\s*ANSWER:\s*", re.DOTALL
)
_STARTER = re.compile(
    r"(?P<starter>(?:class \w+[^\n]*:\s*)?def (?P<name>\w+)\s*\([^()]*(?:\([^()]*\)[^()]*)*\)[^\n]*:\s*)\Z"
)
_HEAD = re.compile(r"\bdef (?P<name>\w+)\s*\(")


class _Problem(NamedTuple):
    statement: str
    function: str | None


class Taco:
    """Rows of TACO."""

    name = "taco"
    domain = Domain.COMPETITION
    required = (("question", "prompt"), ("solutions", "output"))
    benchmark = False

    def drafts(self, row: Row) -> Iterator[Draft | RowError]:
        """Read one row."""
        solutions = _solutions(row)
        tests = mapping(row, "input_output") or {}
        statement, function = _problem(row, tests)
        check_statement(statement)
        inputs = _inputs(statement, function, tests)
        licence = optional_text(row, "licence", "license")
        for part, code in enumerate(solutions, start=1):
            number = part if len(solutions) > 1 else 0
            try:
                yield Draft(_program(code, function), function, inputs, statement, licence=licence, part=number)
            except RowError as err:
                yield RowError(err.reason, str(err), number)


def _solutions(row: Row) -> list[object]:
    found = listed(row, "solutions") or listed(row, "output")
    if not found:
        raise RowError("no_code", "the row has no solutions")
    return found


def _problem(row: Row, tests: Row) -> _Problem:
    statement = required_text(row, "question", "prompt")
    wrapped = _WRAPPING.fullmatch(statement)
    if wrapped is not None:
        statement = wrapped["question"]
    named = tests.get("fn_name")
    if isinstance(named, str) and named.isidentifier():
        return _Problem(statement.strip(), named)
    head = _HEAD.search(optional_text(row, "starter_code") or "")
    if head is not None:
        return _Problem(statement.strip(), head["name"])
    starter = _STARTER.search(statement.rstrip()) if wrapped is None or wrapped["kind"] != "Standard" else None
    if starter is not None:
        return _Problem(statement[: starter.start()].strip(), starter["name"])
    if wrapped is not None and wrapped["kind"] == "Call-Based":
        raise RowError("no_entry_point", "the problem asks for a function, and names none at its end")
    return _Problem(statement.strip(), None)


def _inputs(statement: str, function: str | None, tests: Row) -> tuple[Input, ...]:
    pairs = paired(tests.get("inputs"), tests.get("outputs"), "input_output")
    if function is None:
        if not pairs:
            return examples_of(statement)
        return whole(standard_input(given, printed, "input_output") for given, printed in pairs)
    if not pairs:
        return example_calls(statement, function)
    results = [result for _, result in pairs]
    wrapped = all(isinstance(result, list) and len(result) == 1 for result in results)
    return tuple(
        Input(
            call=call_text(function, _arguments(given)),
            expected=None
            if result is None or (wrapped and len(pairs) == 1)
            else json_text(result[0] if wrapped else result),
            expected_form=JSON,
        )
        for given, result in pairs
    )


def _arguments(given: Any) -> object:
    if not isinstance(given, str):
        return given
    try:
        return [json.loads(line) for line in given.splitlines() if line.strip()]
    except (ValueError, RecursionError) as err:
        raise RowError("bad_value", f"the arguments {given[:80]!r} are not one JSON value on each line") from err


def _program(code: object, function: str | None) -> str:
    if not isinstance(code, str) or not code.strip():
        raise RowError("no_code", "the solution is empty")
    if function is None:
        return ended(code)
    check_code(code)
    return callable_at_top(ended(code), function)
