"""Trace one program on its cases, and recompute every output elsewhere."""

from __future__ import annotations

import json
from typing import NamedTuple

from resources.rows import Row, trace_row
from resources.stages.outcome import Outcome, internal_error
from resources.workers import Jails
from tracepile.execution import Limits, trace_cases
from tracepile.records import Reject
from tracepile.sources.sourced import SourcedProgram

STAGE = "traces"


class Tracing(NamedTuple):
    """A program with its cases, and what a run may use."""

    sourced: SourcedProgram
    limits: Limits


def trace(task: Tracing, jails: Jails) -> Outcome:
    """Give the rows of a program's usable runs, one for each distinct input."""
    program = task.sourced.program
    cases = {case.id: case for case in reversed(task.sourced.cases)}
    distinct = [case for case in task.sourced.cases if cases[case.id] is case]
    try:
        traces, rejects = trace_cases(program, distinct, jail=jails.trace, recheck=jails.recheck, limits=task.limits)
    except Exception as err:
        return Outcome([], [internal_error(STAGE, program.id, program.source, err)])
    outcome = Outcome([], rejects)
    for case in task.sourced.cases:
        if cases[case.id] is not case:
            detail = "the program has this input twice"
            outcome.rejects.append(Reject(STAGE, case.id, program.source, "duplicate_case", detail))
    for found in traces:
        row = trace_row(program, cases[found.case_id], found)
        if _is_unicode(row):
            outcome.rows.append(row)
        else:
            detail = "the run holds half of a surrogate pair, which no UTF-8 file can hold"
            outcome.rejects.append(Reject(STAGE, found.case_id, program.source, "not_unicode", detail))
    return outcome


def _is_unicode(row: Row) -> bool:
    try:
        json.dumps(row, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
