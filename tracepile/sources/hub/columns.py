"""How the columns of a row are read without trust: each reader names the column that is not as it should be."""

from __future__ import annotations

import json
from typing import Any

from tracepile.sources.hub.schema import Row, RowError


def code_of(row: Row, *columns: str) -> str:
    """Give a row's program text, from the first of several columns that has one.

    Raises:
        RowError: `no_code`, or `bad_value` for something that is not text.
    """
    code = optional_text(row, *columns)
    if code is None:
        raise RowError("no_code", f"column {columns[0]!r} is empty")
    return ended(code)


def ended(code: str) -> str:
    """Give a program text with a line break at its end."""
    return code if code.endswith("\n") else f"{code}\n"


def required_text(row: Row, *columns: str) -> str:
    """Give the text of the first of several columns that has one.

    Raises:
        RowError: `missing_column` when all are absent or empty, `bad_value` when one is not text.
    """
    text = optional_text(row, *columns)
    if text is None:
        raise RowError("missing_column", f"column {' or '.join(map(repr, columns))} is absent or empty")
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


def identifier(row: Row, *columns: str) -> str | None:
    """Give the text or number of the first of several columns that has one, as text; None where all are blank.

    Raises:
        RowError: `bad_value` when a column holds something else.
    """
    for column in columns:
        value = row.get(column)
        found = str(value) if isinstance(value, int) else optional_text(row, column)
        if found is not None:
            return found
    return None


def flag(row: Row, column: str) -> bool | None:
    """Give a column's truth value, None where it is absent.

    Raises:
        RowError: `bad_value` when it is neither true nor false.
    """
    value = row.get(column)
    if value is None or isinstance(value, bool):
        return value
    raise RowError("bad_value", f"column {column!r} holds {value!r:.80}, neither true nor false")


def listed(row: Row, column: str) -> list[Any] | None:
    """Give a column's list, also where it is written as JSON text; None where it is absent.

    Parquet gives the elements of a column one type, so that lists of mixed types travel as JSON text.

    Raises:
        RowError: `bad_value` when the column holds something else.
    """
    value = _unpacked(row, column)
    if value is None or isinstance(value, list):
        return value
    raise RowError("bad_value", f"column {column!r} holds {type(value).__name__}, not a list")


def mapping(row: Row, column: str) -> Row | None:
    """Give a column's object, also where it is written as JSON text; None where it is absent.

    Raises:
        RowError: `bad_value` when the column holds something else.
    """
    value = _unpacked(row, column)
    if value is None or isinstance(value, dict):
        return value
    raise RowError("bad_value", f"column {column!r} holds {type(value).__name__}, not an object")


def _unpacked(row: Row, column: str) -> Any:
    value = row.get(column)
    if isinstance(value, str):
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except (ValueError, RecursionError) as err:
            raise RowError("bad_value", f"column {column!r} holds text that is no JSON: {err}") from err
    return value


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


def tags_of(row: Row) -> tuple[str, ...]:
    """Give the words of the column `tags`.

    Raises:
        RowError: `bad_value` when it holds something else than a list of text.
    """
    tags = listed(row, "tags") or []
    strange = [tag for tag in tags if not isinstance(tag, str)]
    if strange:
        raise RowError("bad_value", f"column 'tags' holds {type(strange[0]).__name__} in place of a text")
    return tuple(tags)
