"""Short programs, no two alike: the embedded ones, each on the input whose run comes closest to 150 executed lines."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, zip_longest
from typing import NamedTuple

from tracepile.execution import Jail, Mode, job_for
from tracepile.execution.arcs import read_visits
from tracepile.sources.classical import ALGORITHMS, classical_programs
from tracepile.sources.competition import PROBLEMS, competition_programs
from tracepile.sources.competition.problem import SOLUTIONS
from tracepile.sources.sourced import SourcedProgram

LINES = 150
_FEWEST, _MOST = 100, 200
_INPUTS = 8
_CHILD = 32


class Short(NamedTuple):
    """A program with one input, and the statements that its run executes."""

    sourced: SourcedProgram
    lines: int


def short_programs(most: int | None = None) -> list[Short]:
    """Give the programs whose run can be that short, up to `most` of them, in turn of both kinds."""
    embedded = zip_longest(
        classical_programs("bench", len(ALGORITHMS), cases=_INPUTS),
        competition_programs("bench", len(PROBLEMS) * len(SOLUTIONS), cases=_INPUTS),
    )
    with Jail(batch_size=_CHILD) as jail:
        nearest = (_nearest(sourced, jail) for pair in embedded for sourced in pair if sourced is not None)
        fitting = (short for short in nearest if short is not None and _FEWEST <= short.lines <= _MOST)
        return list(islice(fitting, most))


def _nearest(sourced: SourcedProgram, jail: Jail) -> Short | None:
    replies = jail.execute(job_for(Mode.COVER, sourced.program, case) for case in sourced.cases)
    runs = [
        Short(replace(sourced, cases=(case,)), read_visits(reply.payload, sourced.program.code).executed)
        for case, reply in zip(sourced.cases, replies, strict=True)
        if reply.status.usable
    ]
    return min(runs, key=lambda short: abs(short.lines - LINES), default=None)
