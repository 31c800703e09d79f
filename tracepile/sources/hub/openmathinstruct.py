"""The schema of OpenMathInstruct-1 (nvidia/OpenMathInstruct-1): problems solved in words and code by a model.

    question              text: the problem
    generated_solution    text: the solution; its code stands between `<llm-code>` and `</llm-code>`
    expected_answer       optional text: the right answer of the problem
    is_correct            optional: whether the solution's answer is the right one; `wrong_verdict` where it is not
    error_message         optional text: how the code failed; `failed_run` where it did

The code is a script that ends with its answer, and becomes a function that returns it (`no_answer` where that is not
certain, see `tracepile.sources.hub.scripts`). Several pieces of code of one solution ran one after the other in one
session, and are one script. Right answers that are no plain number are read over.
"""

from __future__ import annotations

import re

from tracepile.records import Domain
from tracepile.sources.hub.calls import json_number
from tracepile.sources.hub.columns import flag, optional_text, required_text
from tracepile.sources.hub.filters import check_code
from tracepile.sources.hub.schema import JSON, Draft, Input, Row, RowError
from tracepile.sources.hub.scripts import FUNCTION, as_solution

_CODE = re.compile(r"<llm-code>\s*?\n?(.*?)</llm-code>", re.DOTALL)


class OpenMathInstruct:
    """Rows of OpenMathInstruct-1."""

    name = "openmathinstruct-1"
    domain = Domain.MATH
    required = (("question",), ("generated_solution",))
    benchmark = False

    def drafts(self, row: Row) -> list[Draft]:
        """Read one row."""
        question, solution = required_text(row, "question"), required_text(row, "generated_solution")
        pieces = [piece.strip("\n") for piece in _CODE.findall(solution)]
        if not any(piece.strip() for piece in pieces):
            raise RowError("no_code", "the solution holds no code between <llm-code> and </llm-code>")
        if flag(row, "is_correct") is False:
            raise RowError("wrong_verdict", "'is_correct' is false")
        error = optional_text(row, "error_message")
        if error is not None:
            raise RowError("failed_run", f"'error_message' is {error.strip()!r:.200}")
        script = "\n".join(pieces) + "\n"
        check_code(script)
        answer = json_number(row.get("expected_answer"))
        call = Input(call=f"{FUNCTION}()", expected=answer, expected_form=JSON)
        return [
            Draft(
                as_solution(script),
                FUNCTION,
                (call,),
                question,
                licence=optional_text(row, "licence", "license"),
            )
        ]
