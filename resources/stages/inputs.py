"""Find inputs for one program that came without enough of them."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from resources.stages.outcome import internal_error
from resources.workers import Jails
from tracepile.execution import Limits
from tracepile.inputs import generate_inputs, readable_cases
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

    What the program brings along it keeps, whether more is found or not. Inputs whose runs are too long to be read
    beside others (see `generate_inputs`) do not count towards the minimum. A program that stays without any input is a
    reject, `no_inputs`, whose detail says why.
    """
    sourced = task.sourced
    program = sourced.program
    try:
        missing = task.minimum - len(readable_cases(sourced, jail=jails.trace, limits=task.limits))
        if missing <= 0:
            return sourced
        found = generate_inputs(sourced, jail=jails.trace, seed=task.seed, count=missing, limits=task.limits)
    except Exception as err:
        return internal_error(STAGE, program.id, program.source, err)
    cases = (*sourced.cases, *found.cases)
    return (
        replace(sourced, cases=cases) if cases else Reject(STAGE, program.id, program.source, "no_inputs", found.reason)
    )
