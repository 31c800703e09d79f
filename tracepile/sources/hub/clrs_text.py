"""The schema of CLRS-Text (tomg-group-umd/CLRS-Text), a benchmark: the steps of textbook algorithms as text.

question    text: the algorithm's input and the state at the start
answer      text: the states that follow and the result
algo_name   text: the algorithm

Its rows hold no program, and a program written for them would be another than the one that gave the answers. So each
row is rejected with the reason `no_code`; the schema says what the file is, so that its programs are not looked for
in vain, and its questions and answers can serve to find contamination.
"""

from __future__ import annotations

from tracepile.records import Domain
from tracepile.sources.hub.columns import optional_text
from tracepile.sources.hub.schema import Draft, Row, RowError


class ClrsText:
    """Rows of CLRS-Text."""

    name = "clrs-text"
    domain = Domain.CLASSICAL
    required = (("question",), ("answer",), ("algo_name",))
    benchmark = True

    def drafts(self, row: Row) -> list[Draft]:
        """Reject one row: there is nothing in it to run."""
        algorithm = optional_text(row, "algo_name") or "an algorithm"
        raise RowError(
            "no_code", f"a row of CLRS-Text asks for the steps of {algorithm} and holds no program that takes them"
        )
