"""What every source gives: a program with the inputs it is to be run on."""

from __future__ import annotations

from dataclasses import dataclass

from tracepile.records import Case, Program


@dataclass(frozen=True, slots=True)
class SourcedProgram:
    """A program and its cases. Every case belongs to the program.

    Attributes:
        program: the program.
        cases: its inputs; a function may come without any.
        generator: source text that defines `generate_inputs(rng)`, which draws the arguments of one more call by
            name from a `random.Random`. A stranger's code: it runs in a jail or not at all.
    """

    program: Program
    cases: tuple[Case, ...]
    generator: str | None = None

    def __post_init__(self) -> None:
        strangers = [case.id for case in self.cases if case.program_id != self.program.id]
        if strangers:
            raise ValueError(f"cases {strangers} do not belong to program {self.program.id}")
