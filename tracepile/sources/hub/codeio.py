"""The schema of CodeI/O (hkust-nlp/CodeIO-PyEdu-Reasoning-Raw): functions with recorded inputs and outputs.

    refcode               text: the program
    funcname              text: the function to call
    ios                   list of `{"input": {name: value}, "output": value}`
    problem_description   optional text: the task in words

The outputs went through JSON and are expected in that form; a recorded null counts as None.
"""

from __future__ import annotations

from tracepile.records import Domain
from tracepile.sources.hub.calls import call_text, json_text
from tracepile.sources.hub.columns import code_of, entry_point_of, listed, optional_text
from tracepile.sources.hub.schema import JSON, Draft, Input, Row, RowError


class CodeIO:
    """Rows of CodeI/O."""

    name = "codeio"
    domain = Domain.CLASSICAL
    required = (("refcode",), ("funcname",), ("ios",))
    benchmark = False

    def drafts(self, row: Row) -> list[Draft]:
        """Read one row."""
        code, function, recorded = code_of(row, "refcode"), entry_point_of(row, "funcname"), listed(row, "ios")
        if recorded is None:
            raise RowError("missing_column", "the row has no 'ios'")
        return [
            Draft(
                code,
                function,
                tuple(_input(function, number, pair) for number, pair in enumerate(recorded)),
                optional_text(row, "problem_description"),
                licence=optional_text(row, "licence", "license"),
            )
        ]


def _input(function: str, number: int, pair: object) -> Input:
    if not isinstance(pair, dict) or not isinstance(pair.get("input"), dict):
        raise RowError("bad_value", f"ios[{number}] has no 'input' that gives arguments by name")
    expected = json_text(pair["output"]) if "output" in pair else None
    return Input(call=call_text(function, pair["input"]), expected=expected, expected_form=JSON)
