"""Whether a tracer says of a run what the reference tracer says.

As a command, `python -m tests.execution.judging 3000` says of how many generated programs each tracer that there is
here says the same as the reference, and where the others differ. A second number is the seed to begin with.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import sys
import time
import warnings
from functools import lru_cache
from typing import Any

import pytest

from tests.execution.programs import generate
from tests.execution.reference import ReferenceTracer
from tracepile.execution import _runner
from tracepile.execution._child import encoded
from tracepile.execution.jobs import Job, Limits, Mode, job_to_json
from tracepile.execution.tracers import TracerFactory, available_tracers
from tracepile.records import Status

_PRINTED = 7  # the place in an event's row
GENERATED_LIMITS = Limits(lines=1_500)
"""Enough for nearly all generated programs; one that needs more is judged by its status alone."""


class NotJudgedError(Exception):
    """The values of a run are too large for the reference."""


def traced_by(tracer: TracerFactory, code: str, call: str | None, stdin: str | None, limits: Limits) -> dict[str, Any]:
    """Give the reply of a run in this process that a certain tracer watches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_runner, "make_tracer", tracer)
        job = Job(Mode.TRACE, code, call=call, stdin=stdin, limits=limits)
        reply: dict[str, Any] = json.loads(encoded(_runner.run(job_to_json(job))))
    return reply


@lru_cache(maxsize=4_000)
def _expected(code: str, call: str | None, stdin: str | None, limits: Limits) -> dict[str, Any]:
    return traced_by(ReferenceTracer, code, call, stdin, limits)


def judge(
    code: str, call: str | None = None, stdin: str | None = None, *, tracer: TracerFactory, limits: Limits | None = None
) -> str:
    """Say where a tracer and the reference first differ about a run, nothing where they agree.

    Of a run that is not usable only the status counts, since nobody is told the rest.

    Raises:
        NotJudgedError: the values of the run are too large for the reference.
    """
    limits = limits or Limits()
    expected = _expected(code, call, stdin, limits)
    if expected["status"] == Status.TRACE_LIMIT:
        raise NotJudgedError(expected["reason"])
    told = traced_by(tracer, code, call, stdin, limits)
    if expected["status"] != told["status"]:
        both = (("reference", expected), ("tracer", told))
        return "\n".join(f"{name}: {reply['status']} {reply['reason']}" for name, reply in both)
    if expected["payload"] is None:
        return ""
    if expected["output"] != told["output"]:
        return f"reference: {expected['output']}\ntracer: {told['output']}"
    for part in ("events", "frames"):
        pairs = itertools.zip_longest(expected["payload"][part], told["payload"][part])
        for number, (one, other) in enumerate(pairs):
            if one != other:
                return f"{part}[{number}]\nreference: {one}\ntracer:    {other}"
    printed = "".join(row[_PRINTED] for row in told["payload"]["events"])
    return "" if printed == told["output"]["stdout"] else f"printed is {told['output']['stdout']!r}, told {printed!r}"


def judge_generated(seed: int | str, tracer: TracerFactory) -> str:
    """Say where a tracer and the reference first differ about the program of a seed, nothing where they agree."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # such as for `1.0 is None`
        for attempt in itertools.count():
            program = generate(f"{seed}.{attempt}")
            with contextlib.suppress(NotJudgedError):
                return judge(program.code, stdin=program.stdin, tracer=tracer, limits=GENERATED_LIMITS)
    raise AssertionError("the attempts have no end")


def _main(count: int, first: int = 0) -> int:
    began, tracers = time.process_time(), available_tracers()
    agreed = dict.fromkeys(tracers, 0)
    for seed in range(first, first + count):
        for name, tracer in tracers.items():
            difference = judge_generated(seed, tracer)
            agreed[name] += not difference
            if difference:
                print(f"== {name}, seed {seed}\n{difference}", flush=True)
    for name, number in agreed.items():
        print(f"{name}: {number:,} of {count:,} programs agree with the reference tracer")
    print(f"{time.process_time() - began:.0f} s of processor time")
    return 0 if set(agreed.values()) == {count} else 1


if __name__ == "__main__":
    sys.exit(_main(*map(int, sys.argv[1:])))
