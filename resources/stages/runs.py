"""The runs of one program, as the stages that follow tracing take them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from resources.rows import read_trace
from tracepile.records import Case, Program, Trace
from tracepile.sources.sourced import SourcedProgram


class Run(NamedTuple):
    """A program, an input and what happened."""

    program: Program
    case: Case
    trace: Trace


class Runs(NamedTuple):
    """A program and the rows of its traces; the traces are decoded where they are used."""

    sourced: SourcedProgram
    traces: tuple[Mapping[str, Any], ...]

    def decoded(self) -> Iterator[Run]:
        """Give each run with its trace decoded."""
        cases = {case.id: case for case in self.sourced.cases}
        for row in self.traces:
            yield Run(self.sourced.program, cases[row["case_id"]], read_trace(row))
