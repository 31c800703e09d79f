"""The schema of the coding problems in reasoning-gym, whose inputs are drawn by a program of each row.

    code_sample         text: the program, which defines `main_solution`
    input_generator     text: defines `generate_inputs(rng)`, which gives arguments by name
    task_description    optional text: the task in words

The location `reasoning-gym` finds the rows in the installed package, `pip install 'tracepile[reasoning-gym]'`.
"""

from __future__ import annotations

from tracepile.records import Domain
from tracepile.sources.hub.columns import code_of, optional_text, required_text
from tracepile.sources.hub.schema import Draft, Row

_ENTRY_POINT = "main_solution"
_ANNOTATION = "Random"
_IMPORT = "from random import Random\n\n\n"


class ReasoningGym:
    """Rows of reasoning-gym's coding problems."""

    name = "reasoning-gym"
    domain = Domain.CLASSICAL
    required = (("code_sample",), ("input_generator",))
    benchmark = False

    def drafts(self, row: Row) -> list[Draft]:
        """Read one row."""
        generator = required_text(row, "input_generator")
        if _ANNOTATION in generator:
            # Its parameter is annotated with a class that the publisher's own runner imports.
            generator = _IMPORT + generator
        return [
            Draft(
                code_of(row, "code_sample"),
                _ENTRY_POINT,
                (),
                optional_text(row, "task_description"),
                licence=optional_text(row, "licence", "license"),
                generator=generator,
            )
        ]
