"""What a schema of rows is, and how its columns are read without trust."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from tracepile.records import Domain

type Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a program as a row gives it: exactly one of `call` and `stdin`, as in `Case`."""

    call: str | None = None
    stdin: str | None = None
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a row says about a program, before it is known where the row stands and under which licence.

    `problem` names what the program solves, for rows without a statement: rows of one problem are one family.
    """

    code: str
    entry_point: str | None
    inputs: tuple[Input, ...]
    statement: str | None = None
    problem: str | None = None
    licence: str | None = None


class RowError(Exception):
    """A row that cannot become a program. `reason` is a short code, the message says it in words."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class Schema(Protocol):
    """One way to lay out programs in rows."""

    @property
    def name(self) -> str:
        """The name that a user gives it by."""

    @property
    def domain(self) -> Domain:
        """Where its programs belong in the corpus."""

    @property
    def required(self) -> tuple[tuple[str, ...], ...]:
        """Columns that every row has; of a group of several, one is enough."""

    def draft(self, row: Row) -> Draft:
        """Read one row.

        Raises:
            RowError: the row lacks something, or holds something unusable.
        """


def code_of(row: Row, column: str) -> str:
    """Give a row's program text.

    Raises:
        RowError: `no_code`, or `bad_value` for something that is not text.
    """
    code = optional_text(row, column)
    if code is None:
        raise RowError("no_code", f"column {column!r} is empty")
    return code if code.endswith("\n") else f"{code}\n"


def required_text(row: Row, column: str) -> str:
    """Give a column's text.

    Raises:
        RowError: `missing_column` when it is absent or empty, `bad_value` when it is not text.
    """
    text = optional_text(row, column)
    if text is None:
        raise RowError("missing_column", f"column {column!r} is absent or empty")
    return text


def optional_text(row: Row, *columns: str) -> str | None:
    """Give the text of the first of several columns that has one; None where all are absent or blank.

    Raises:
        RowError: `bad_value` when a column holds something else than text.
    """
    for column in columns:
        value = row.get(column)
        if value is None:
            continue
        if not isinstance(value, str):
            raise RowError("bad_value", f"column {column!r} holds {type(value).__name__}, not text")
        if value.strip():
            return value
    return None


def identifier(row: Row, column: str) -> str | None:
    """Give a column's text or number as text; None where it is absent or blank.

    Raises:
        RowError: `bad_value` when the column holds something else.
    """
    value = row.get(column)
    return str(value) if isinstance(value, int) else optional_text(row, column)


def listed(row: Row, column: str) -> list[Any] | None:
    """Give a column's list, also where it is written as JSON text; None where it is absent.

    Parquet gives the elements of a column one type, so that lists of mixed types travel as JSON text.

    Raises:
        RowError: `bad_value` when the column holds something else.
    """
    value = row.get(column)
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError) as err:
            raise RowError("bad_value", f"column {column!r} holds text that is no JSON list: {err}") from err
    if value is None or isinstance(value, list):
        return value
    raise RowError("bad_value", f"column {column!r} holds {type(value).__name__}, not a list")


def entry_point_of(row: Row, column: str) -> str:
    """Give the name of the function to call.

    Raises:
        RowError: `missing_column` when it is absent or empty, `bad_value` when it is no name.
    """
    name = required_text(row, column).strip()
    if not name.isidentifier():
        raise RowError("bad_value", f"column {column!r} holds {name!r}, not the name of a function")
    return name


def outputs_of(row: Row, column: str, inputs: int) -> list[Any] | None:
    """Give a row's outputs, one for each input; None where the row has none.

    Raises:
        RowError: `bad_value` when their number is another.
    """
    outputs = listed(row, column)
    if outputs is not None and len(outputs) != inputs:
        raise RowError("bad_value", f"column {column!r} holds {len(outputs)} outputs for {inputs} inputs")
    return outputs
