"""The schema of word problems solved by a program (as in GSM-Hard and program-of-thought data), named `math`.

    code          text: the program
    entry_point   optional text: the function that takes no argument and returns the answer; `solution` if not given
    question      the problem in words; or `problem`, `statement` or `input`
    target        optional number, also as text: the recorded answer; or `answer` or `expected_answer`
    licence       optional text: an SPDX identifier
    id            optional text or number

An answer says what the number is, not of which type: 3 and 3.0 agree. Answers that are no number are read over.
"""

from __future__ import annotations

from tracepile.records import Domain
from tracepile.sources.hub.calls import json_number
from tracepile.sources.hub.columns import code_of, entry_point_of, identifier, optional_text, tags_of
from tracepile.sources.hub.schema import JSON, Draft, Input, Row

_ANSWERS = ("target", "answer", "expected_answer")
_FUNCTION = "solution"


class WordProblems:
    """Rows of word problems with a program that answers each."""

    name = "math"
    domain = Domain.MATH
    required = (("code",), ("question", "problem", "statement", "input"))
    benchmark = False

    def drafts(self, row: Row) -> list[Draft]:
        """Read one row."""
        function = entry_point_of(row, "entry_point") if row.get("entry_point") is not None else _FUNCTION
        answer = next((row[column] for column in _ANSWERS if row.get(column) is not None), None)
        return [
            Draft(
                code_of(row, "code"),
                function,
                (Input(call=f"{function}()", expected=json_number(answer), expected_form=JSON),),
                optional_text(row, "question", "problem", "statement", "input"),
                identifier(row, "id"),
                optional_text(row, "licence", "license"),
                tags=tags_of(row),
            )
        ]
