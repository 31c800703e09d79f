"""Find inputs for one program that came without enough of them."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from resources.stages.outcome import internal_error
from resources.workers import Jails
from tracepile.execution import Limits
from tracepile.inputs import generate_inputs
from tracepile.records import Reject
from tracepile.sources.sourced import SourcedProgram

STAGE = "inputs"


class Inputs(NamedTuple):
    """A program, the seed that draws its inputs, how many it is to have at least, and what a run may use."""

    sourced: SourcedProgram
    seed: str
    minimum: int
    limits: Limits


def draw_inputs(task: Inputs, jails: Jails) -> SourcedProgram | Reject:
    """Give the program with its own inputs and as many new ones as it lacks.

    A pure function of the task, as long as no run comes close to its time limit.

    A program that has the minimum stays as it is, and one that has some keeps them, whether more are found or not. One
    that stays without any is a reject, `no_inputs`, whose detail says why.
    """
    sourced = task.sourced
    program = sourced.program
    missing = task.minimum - len(sourced.cases)
    if missing <= 0:
        return sourced
    try:
        found = generate_inputs(sourced, jail=jails.trace, seed=task.seed, count=missing, limits=task.limits)
    except Exception as err:
        return internal_error(STAGE, program.id, program.source, err)
    cases = (*sourced.cases, *found.cases)
    return (
        replace(sourced, cases=cases) if cases else Reject(STAGE, program.id, program.source, "no_inputs", found.reason)
    )
