"""The tests that a contest's judge runs a program on, in the shapes that data sets keep them in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tracepile.sources.hub.columns import listed, mapping
from tracepile.sources.hub.schema import Input, Row, RowError

_CUT = "..."


def tests_in(row: Row, *columns: str) -> list[Input]:
    """Give the tests of several columns, each a list of `{input, output}` or an object of two lists.

    Raises:
        RowError: `bad_value` when a column holds something else.
    """
    return [test for column in columns for test in _tests(row, column)]


def _tests(row: Row, column: str) -> Iterator[Input]:
    value = row.get(column)
    pairs: Iterable[tuple[Any, Any]]
    if isinstance(value, dict):
        packed = mapping(row, column) or {}
        pairs = paired(packed.get("input"), packed.get("output"), column)
    else:
        tests = listed(row, column) or []
        if not all(isinstance(test, dict) for test in tests):
            raise RowError("bad_value", f"column {column!r} holds something else than tests of an input and an output")
        pairs = [(test.get("input"), test.get("output")) for test in tests]
    for given, printed in pairs:
        yield standard_input(given, printed, column)


def paired(inputs: object, outputs: object, column: str) -> list[tuple[Any, Any]]:
    """Give inputs with their outputs from two lists; no outputs at all count as unknown.

    Raises:
        RowError: `bad_value` when these are no lists, or lists of different lengths.
    """
    given = [] if inputs is None else inputs
    printed = [None] * len(given) if not outputs and isinstance(given, list) else outputs
    if not isinstance(given, list) or not isinstance(printed, list):
        raise RowError("bad_value", f"column {column!r} does not hold a list of inputs and a list of outputs")
    if len(given) != len(printed):
        raise RowError("bad_value", f"column {column!r} holds {len(printed)} outputs for {len(given)} inputs")
    return list(zip(given, printed, strict=True))


def _text(value: object, column: str) -> str:
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "\n".join(value)
    if not isinstance(value, str):
        raise RowError("bad_value", f"column {column!r} holds {type(value).__name__} in place of a text")
    return value


def standard_input(given: object, printed: object, column: str) -> Input:
    """Give a test on standard input; a list of texts is its lines.

    Raises:
        RowError: `bad_value` when the input or the output is no text.
    """
    return Input(stdin=_text(given, column), expected=None if printed is None else _text(printed, column))


def whole(tests: Iterable[Input]) -> tuple[Input, ...]:
    """Give the tests that are not cut short; sites write `...` in the place of what they leave away.

    Raises:
        RowError: `truncated_tests` when there are tests and all are cut short.
    """
    every = tuple(tests)
    kept = tuple(test for test in every if not (_is_cut(test.stdin) or _is_cut(test.expected)))
    if every and not kept:
        raise RowError("truncated_tests", f"all {len(every)} tests are cut short with '...'")
    return kept


def _is_cut(text: str | None) -> bool:
    return text is not None and text.rstrip().endswith(_CUT)
