"""The schema of LiveCodeBench's test of execution (livecodebench/execution-v2), a benchmark.

code            text: the program
function_name   text: the function to call
input           text: the call as Python writes it, such as `add(1, b=2)`, or its arguments alone
output          text: the result as Python writes it
"""

from __future__ import annotations

from tracepile.records import Domain
from tracepile.sources.hub.calls import checked_call
from tracepile.sources.hub.columns import code_of, entry_point_of, identifier, required_text
from tracepile.sources.hub.cruxeval import recorded
from tracepile.sources.hub.schema import Draft, Row


class LiveCodeBenchExecution:
    """Rows of LiveCodeBench's test of execution."""

    name = "livecodebench-execution"
    domain = Domain.CLASSICAL
    required = (("code",), ("function_name",), ("input",), ("output",))
    benchmark = True

    def drafts(self, row: Row) -> list[Draft]:
        """Read one row."""
        function, given = entry_point_of(row, "function_name"), required_text(row, "input").strip()
        written = given if given.startswith(f"{function}(") else f"{function}({given})"
        call = checked_call(function, written)
        problem = identifier(row, "question_id", "id")
        return [Draft(code_of(row, "code"), function, (recorded(call, row),), problem=problem)]
