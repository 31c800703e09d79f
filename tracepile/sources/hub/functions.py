"""The plain schema for functions: a program, the function to call, and calls or arguments.

    code          text: the program
    entry_point   text: the function to call
    calls         list of text: `["gcd(48, 18)", "gcd(7, 0)"]`, every argument a literal; or
    inputs        list of objects: `[{"a": 48, "b": 18}]`, arguments by the names of parameters
    outputs       optional list of results, one for each call, null where a function returns None
    statement     optional text: the task in words
    licence       optional text: an SPDX identifier
    id            optional text or number: what the program solves; rows with one id are one family

A list among the outputs stands for a list: leave the outputs away where a function returns tuples. Results that JSON
cannot tell apart (floats, objects, sets) are read over; every answer is recomputed anyway.
"""

from __future__ import annotations

from tracepile.records import Domain
from tracepile.sources.hub.calls import call_text, checked_call, expected_value
from tracepile.sources.hub.schema import (
    Draft,
    Input,
    Row,
    RowError,
    code_of,
    entry_point_of,
    identifier,
    listed,
    optional_text,
    outputs_of,
)


class Functions:
    """Rows of functions with their calls."""

    name = "functions"
    domain = Domain.CLASSICAL
    required = (("code",), ("entry_point",), ("calls", "inputs"))

    def draft(self, row: Row) -> Draft:
        """Read one row."""
        code, function = code_of(row, "code"), entry_point_of(row, "entry_point")
        calls, inputs = listed(row, "calls"), listed(row, "inputs")
        if calls is not None:
            written = [checked_call(function, call) for call in calls]
        elif inputs is not None:
            written = [call_text(function, arguments) for arguments in inputs]
        else:
            raise RowError("missing_column", "the row has neither 'calls' nor 'inputs'")
        outputs = outputs_of(row, "outputs", len(written))
        expected = [None] * len(written) if outputs is None else [expected_value(o, lists=True) for o in outputs]
        return Draft(
            code,
            function,
            tuple(Input(call=call, expected=value) for call, value in zip(written, expected, strict=True)),
            optional_text(row, "statement"),
            identifier(row, "id"),
            optional_text(row, "licence", "license"),
        )
