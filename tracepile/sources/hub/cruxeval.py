"""The schema of CRUXEval (cruxeval-org/cruxeval), a benchmark of predicting what a function returns.

code     text: the program, which defines `f`
input    text: the arguments as Python writes them, such as `[1, 2], 'a'`
output   text: the result as Python writes it
"""

from __future__ import annotations

from tracepile.records import Domain
from tracepile.sources.hub.calls import checked_call, literal_text
from tracepile.sources.hub.columns import code_of, identifier, required_text
from tracepile.sources.hub.schema import Draft, Input, Row, RowError

_FUNCTION = "f"


class CruxEval:
    """Rows of CRUXEval."""

    name = "cruxeval"
    domain = Domain.CLASSICAL
    required = (("code",), ("input",), ("output",))
    benchmark = True

    def drafts(self, row: Row) -> list[Draft]:
        """Read one row."""
        call = checked_call(_FUNCTION, f"{_FUNCTION}({row.get('input') or ''})")
        return [Draft(code_of(row, "code"), _FUNCTION, (recorded(call, row),), problem=identifier(row, "id"))]


def recorded(call: str, row: Row) -> Input:
    """Give a call with the result that stands as a Python literal in the row's `output`.

    Raises:
        RowError: `bad_value` when that is no literal, `missing_column` when there is none.
    """
    output = required_text(row, "output")
    expected = literal_text(output)
    if expected is None:
        raise RowError("bad_value", f"the output {output[:80]!r} is no Python literal")
    return Input(call=call, expected=expected)
