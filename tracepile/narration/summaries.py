"""Which stretches of a run are told in one sentence, so that a long run stays readable.

Nothing is ever cut off: what is not told step by step lies inside a summary of iterations or of a call. Levels go
from telling everything to telling the first and last iteration of a loop and the first call of a recursion.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tracepile.narration.structure import CallRun, LoopRun, Structure
from tracepile.records import EventKind, Trace

TARGET_SENTENCES = 90
"""A rationale is told at the most detailed level whose sentences stay below this number, if there is one."""


class Level(NamedTuple):
    """How much is told: iterations told at a loop's beginning and end, and calls told of one function."""

    first: int
    last: int
    calls: int


LEVELS = (
    Level(10**9, 10**9, 10**9),
    Level(4, 1, 10**9),
    Level(3, 1, 8),
    Level(2, 1, 5),
    Level(1, 1, 3),
    Level(1, 1, 1),
    Level(1, 0, 1),
)


@dataclass(slots=True)
class Summary:
    """A stretch of events `[first, last)` told in one sentence: iterations of a loop, or a call."""

    first: int
    last: int
    loop: LoopRun | None = None
    iterations: tuple[int, int] = (0, 0)
    call: CallRun | None = None


@dataclass(slots=True)
class Plan:
    """The summaries of a rationale by their first event; none lies inside another."""

    summaries: dict[int, Summary] = field(default_factory=dict)


def plan_summaries(trace: Trace, structure: Structure) -> Plan:
    """Choose the most detailed level that keeps the rationale within `TARGET_SENTENCES`."""
    plan = Plan()
    for level in LEVELS:
        plan = _plan(trace, structure, level)
        if _sentences(trace, plan) <= TARGET_SENTENCES:
            break
    return plan


def _sentences(trace: Trace, plan: Plan) -> int:
    total, hidden_until = 2, 0
    for event in trace.events:
        if event.seq < hidden_until:
            continue
        if event.seq in plan.summaries:
            hidden_until = plan.summaries[event.seq].last
        total += 1
    return total


def _plan(trace: Trace, structure: Structure, level: Level) -> Plan:
    found = [*_loop_summaries(structure, level), *_call_summaries(trace, structure, level)]
    found.sort(key=lambda summary: (summary.first, -summary.last))
    plan, covered = Plan(), 0
    for summary in found:
        if summary.first >= covered:
            plan.summaries[summary.first] = summary
            covered = summary.last
    return plan


def _loop_summaries(structure: Structure, level: Level) -> list[Summary]:
    found = []
    for loop in structure.loops:
        if structure.calls[loop.frame].generator:
            continue  # between two of its iterations other frames run, which must be told
        begin, end = level.first + 1, min(loop.iterations - level.last, len(loop.headers) - 1)
        if end - begin < 1:
            continue  # one iteration is told as shortly as summed up
        first, last = loop.headers[begin - 1], loop.headers[end]
        found.append(Summary(first, last, loop=loop, iterations=(begin, end)))
    return found


def _call_summaries(trace: Trace, structure: Structure, level: Level) -> list[Summary]:
    found: list[Summary] = []
    told: dict[str, int] = {}
    for event in trace.events:
        if event.kind is not EventKind.CALL or event.depth == 0:
            continue
        run = structure.calls[event.frame]
        if run.end is None or run.generator:
            continue
        function = trace.frames[event.frame].function
        told[function] = told.get(function, 0) + 1
        silent = not any(inside.printed for inside in trace.events[run.call : run.end])
        if told[function] > level.calls and run.end - run.call > 3 and silent:
            found.append(Summary(run.call, run.end + 1, call=run))
    return found
