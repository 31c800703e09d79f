"""Rewrite one program and prove each rewrite equivalent."""

from __future__ import annotations

from typing import NamedTuple

from resources.rows import rewrite_row
from resources.stages.outcome import Outcome, internal_error
from resources.workers import Jails
from tracepile.rewriting import rewrite_program
from tracepile.sources.sourced import SourcedProgram

STAGE = "rewrites"


class Rewriting(NamedTuple):
    """A program, the seed that draws its rewrites, how many are wanted, and on how many fresh inputs to prove them."""

    sourced: SourcedProgram
    seed: str
    wanted: int
    inputs: int


def rewrite(task: Rewriting, jails: Jails) -> Outcome:
    """Give the rows of a program's proven rewrites."""
    program = task.sourced.program
    try:
        accepted, rejects = rewrite_program(
            task.sourced, jail=jails.trace, seed=task.seed, count=task.wanted, fresh=task.inputs
        )
    except Exception as err:
        return Outcome([], [internal_error(STAGE, program.id, program.source, err)])
    return Outcome([rewrite_row(rewritten) for rewritten in accepted], rejects)
