"""What every source gives: a program with the inputs it is to be run on."""

from __future__ import annotations

from dataclasses import dataclass

from tracepile.records import Case, Program


@dataclass(frozen=True, slots=True)
class SourcedProgram:
    """A program and its cases. Every case belongs to the program."""

    program: Program
    cases: tuple[Case, ...]

    def __post_init__(self) -> None:
        strangers = [case.id for case in self.cases if case.program_id != self.program.id]
        if strangers:
            raise ValueError(f"cases {strangers} do not belong to program {self.program.id}")
