"""The plain schema for programs that read standard input.

code        text: the program
inputs      list of text: what it is given on standard input, one text for each run
outputs     optional list of text: what it must print, one for each input; null where that is not known
statement   optional text: the task in words
licence     optional text: an SPDX identifier
id          optional text or number: what the program solves; rows with one id are one family
tags        optional list of text
"""

from __future__ import annotations

from tracepile.records import Domain
from tracepile.sources.hub.columns import code_of, identifier, listed, optional_text, outputs_of, tags_of
from tracepile.sources.hub.schema import Draft, Input, Row, RowError
from tracepile.sources.hub.statements import check_statement


class Stdio:
    """Rows of programs with their standard input."""

    name = "stdio"
    domain = Domain.COMPETITION
    required = (("code",), ("inputs",))
    benchmark = False

    def drafts(self, row: Row) -> list[Draft]:
        """Read one row."""
        code, inputs = code_of(row, "code"), listed(row, "inputs")
        if inputs is None:
            raise RowError("missing_column", "the row has no 'inputs'")
        outputs = outputs_of(row, "outputs", len(inputs)) or [None] * len(inputs)
        for column, texts in (("inputs", inputs), ("outputs", outputs)):
            for text in texts:
                if not isinstance(text, str) and (text is not None or column == "inputs"):
                    raise RowError("bad_value", f"column {column!r} holds {type(text).__name__} in place of a text")
        statement = optional_text(row, "statement")
        check_statement(statement)
        return [
            Draft(
                code,
                None,
                tuple(Input(stdin=given, expected=printed) for given, printed in zip(inputs, outputs, strict=True)),
                statement,
                identifier(row, "id"),
                optional_text(row, "licence", "license"),
                tags=tags_of(row),
            )
        ]
