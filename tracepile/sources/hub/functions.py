"""The plain schema for functions: a program, the function to call, and calls or arguments.

    code             text: the program
    entry_point      text: the function to call
    calls            optional list of text: `["gcd(48, 18)", "gcd(7, 0)"]`, every argument a literal
    inputs           instead of calls, list of arguments by name `[{"a": 48, "b": 18}]` or in order `[[48, 18]]`
    outputs          optional list of results, one for each call, null where a function returns None
    input_generator  optional text: defines `generate_inputs(rng)`, which gives arguments by name
    statement        optional text: the task in words
    licence          optional text: an SPDX identifier
    id               optional text or number: what the program solves; rows with one id are one family
    tags             optional list of text

Results are JSON: a list among them stands for a list or a tuple, and the keys of an object for numbers as well.
"""

from __future__ import annotations

from tracepile.records import Domain
from tracepile.sources.hub.calls import call_text, checked_call, json_text
from tracepile.sources.hub.columns import (
    code_of,
    entry_point_of,
    identifier,
    listed,
    optional_text,
    outputs_of,
    tags_of,
)
from tracepile.sources.hub.schema import JSON, Draft, Input, Row


class Functions:
    """Rows of functions with their calls."""

    name = "functions"
    domain = Domain.CLASSICAL
    required = (("code",), ("entry_point",))
    benchmark = False

    def drafts(self, row: Row) -> list[Draft]:
        """Read one row."""
        code, function = code_of(row, "code"), entry_point_of(row, "entry_point")
        calls = listed(row, "calls")
        if calls is not None:
            written = [checked_call(function, call) for call in calls]
        else:
            written = [call_text(function, arguments) for arguments in listed(row, "inputs") or []]
        outputs = outputs_of(row, "outputs", len(written))
        expected = [None] * len(written) if outputs is None else [json_text(output) for output in outputs]
        return [
            Draft(
                code,
                function,
                tuple(
                    Input(call=call, expected=e, expected_form=JSON) for call, e in zip(written, expected, strict=True)
                ),
                optional_text(row, "statement"),
                identifier(row, "id"),
                optional_text(row, "licence", "license"),
                optional_text(row, "input_generator"),
                tags_of(row),
            )
        ]
