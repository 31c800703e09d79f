"""Rewrite programs and prove each rewrite equivalent."""

from __future__ import annotations

from typing import NamedTuple

from resources.rows import rewrite_row
from resources.stages.outcome import Outcome, gathered, internal_error
from resources.workers import Jails
from tracepile.execution.rounds import in_rounds
from tracepile.rewriting import rewriting
from tracepile.sources.sourced import SourcedProgram

STAGE = "rewrites"


class Rewriting(NamedTuple):
    """What to rewrite and how.

    Attributes:
        programs: programs that may share processes.
        seed: draws their rewrites.
        wanted: how many rewrites of each.
        inputs: on how many fresh inputs to prove each.
    """

    programs: tuple[SourcedProgram, ...]
    seed: str
    wanted: int
    inputs: int


def rewrite(task: Rewriting, jails: Jails) -> Outcome:
    """Give the rows of the programs' proven rewrites."""
    try:
        found = in_rounds(
            [
                rewriting(sourced, seed=f"{task.seed}:{sourced.program.id}", count=task.wanted, fresh=task.inputs)
                for sourced in task.programs
            ],
            jails.trace,
        )
    except Exception as err:
        if len(task.programs) > 1:  # one of them is at fault, and the others are none the worse
            return gathered(rewrite(task._replace(programs=(sourced,)), jails) for sourced in task.programs)
        program = task.programs[0].program
        return Outcome([], [internal_error(STAGE, program.id, program.source, err)])
    return gathered(Outcome([rewrite_row(rewritten) for rewritten in accepted], rejects) for accepted, rejects in found)
