"""How many programs a second are traced in the jail: by how many share a child, and by one worker and two.

    python bench/jail_throughput.py [--turns N] [--programs N]

The programs are short, about 150 executed lines, and no two are alike (`bench/short_programs.py`). Counted is all that
a trace costs: sending the program, forking, parsing, compiling, running it under the tracer, writing the events as
JSON, reading them back and checking them field by field. The ways take turns, and the quickest of its turns counts. The
first table is measured on one core, which the processes on both sides of the jail share; the processor seconds are
those of all of them, and then those of the jail's processes alone, without the checking outside. An interpreter for
each program, without jail and tracer, stands beside it for comparison.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import count, islice
from typing import NamedTuple

from assets.limits import run_limits
from bench.processes import cores, on_cores, processor_seconds
from bench.short_programs import Short, short_programs
from bench.tables import ratio, table
from resources.settings import Settings
from resources.stages.tracing import Tracing, together, trace
from resources.workers import Workers
from tracepile.execution import Jail, Job, Mode, Repetition, Tracee, Trust, job_for, trace_programs, trace_to_json
from tracepile.execution.payloads import read_payload
from tracepile.execution.statements import statements
from tracepile.records import Trace
from tracepile.sources.sourced import SourcedProgram

BATCH_SIZES = (1, 8, 32)
TURNS = 5
FRESH_PROGRAMS = 10
COPIES = 4  # enough tasks that the end of the last, when one worker has no more to do, does not count
_TICK = 0.01
GOAL_RATE, GOAL_BATCH, GOAL_SCALING = 600, 32, 1.8

BELOW = "of the jail's processes"

type Run = Callable[[], int]
"""Runs programs and gives how many."""


class Rate(NamedTuple):
    """The most programs of any turn: in a second, in a processor second, and in one of the processes below this one."""

    per_second: float
    per_processor_second: float
    per_second_below: float


def rates(ways: dict[str, Run], turns: int) -> dict[str, Rate]:
    """Let the ways take turns; give the best of each."""
    best = dict.fromkeys(ways, Rate(0.0, 0.0, 0.0))
    for _ in range(turns):
        for name, run in ways.items():
            start = time.perf_counter(), processor_seconds(), time.process_time()
            programs = run()
            elapsed, used = time.perf_counter() - start[0], processor_seconds() - start[1]
            below = used - (time.process_time() - start[2])
            found = (programs / max(seconds, _TICK) for seconds in (elapsed, used, below))
            best[name] = Rate(*map(max, best[name], found))
    return best


def traced(jail: Jail, jobs: Sequence[Job]) -> Run:
    """Give a way to trace the jobs in a jail."""

    def run() -> int:
        statements.cache_clear()  # no pipeline sees the same programs again and again
        for job, reply in zip(jobs, jail.execute(jobs), strict=True):
            if not reply.status.usable:
                raise SystemExit(f"a program failed ({reply.status}: {reply.reason}):\n{job.code}")
            read_payload(reply.payload, job.code)
        return len(jobs)

    return run


def fresh(jobs: Sequence[Job]) -> Run:
    """Give a way to run the jobs each in an interpreter of its own, without any isolation and unwatched."""

    def run() -> int:
        for job in jobs:
            command = [sys.executable, "-I", "-c", f"{job.code}\n{job.call or ''}"]
            subprocess.run(command, input=job.stdin or "", text=True, check=False, capture_output=True)
        return len(jobs)

    return run


def worked(workers: Workers, programs: Sequence[Short]) -> Run:
    """Give a way to trace the programs as the pipeline does: workers with two jails each, and rows at the end.

    Every program comes several times, with a text of its own each time.
    """
    settings = Settings()
    limits, repetition = run_limits(settings), Repetition(settings.repeated_share, "bench")
    copies = count()

    def run() -> int:
        copied = (_copy(short.sourced, number) for number in islice(copies, COPIES) for short in programs)
        tasks = (Tracing(part, limits, Trust.OWN, repetition) for part in together(copied))
        rows = sum(len(traced.rows) for traced in workers.map(trace, tasks, chunk=1))
        if rows != COPIES * len(programs):
            raise SystemExit(f"{COPIES * len(programs)} programs gave {rows} traces")
        return rows

    return run


def _copy(sourced: SourcedProgram, number: int) -> SourcedProgram:
    """Give the program with a text of its own: no cache knows it, as none knows the programs of a shard."""
    program = replace(sourced.program, code=f"{sourced.program.code}\n# {number}\n")
    return SourcedProgram(program, tuple(replace(case, program_id=program.id) for case in sourced.cases))


def by_batch_size(jobs: Sequence[Job], turns: int) -> dict[str, Rate]:
    """Measure on one core: batches of every size, and an interpreter for each program."""
    with on_cores(cores()[:1]), ExitStack() as stack:
        ways = {str(size): traced(stack.enter_context(Jail(batch_size=size)), jobs) for size in BATCH_SIZES}
        for run in ways.values():
            run()
        return rates({**ways, "fresh interpreter": fresh(jobs[:FRESH_PROGRAMS])}, turns)


def by_workers(programs: Sequence[Short], turns: int) -> dict[str, Rate]:
    """Measure one worker on one core and two on two; nothing where there are not two."""
    available = cores()
    if len(available) < 2:
        return {}
    with ExitStack() as stack:
        ways: dict[str, Run] = {}
        for number in (1, 2):
            workers = stack.enter_context(Workers(number))
            run = worked(workers, programs)
            ways[str(number)] = _on(available[:number], run)
            ways[str(number)]()  # the processes start here, and stay on the cores they started on
        return rates(ways, turns)


def _on(chosen: list[int], run: Run) -> Run:
    def run_there() -> int:
        with on_cores(chosen):
            return run()

    return run_there


def traces_of(programs: Sequence[Short]) -> list[Trace]:
    """Trace each program as the pipeline does."""
    tracees = [Tracee(short.sourced.program, short.sourced.cases, Trust.OWN) for short in programs]
    with Jail(batch_size=GOAL_BATCH) as jail, Jail(batch_size=GOAL_BATCH, hash_seed=1) as recheck:
        return [trace for found in trace_programs(tracees, jail=jail, recheck=recheck) for trace in found.traces]


def report(turns: int, most: int | None) -> str:
    """Measure, and give the page's section."""
    programs = short_programs(most)
    jobs = [job_for(Mode.TRACE, short.sourced.program, short.sourced.cases[0]) for short in programs]
    lines = [short.lines for short in programs]
    batched = by_batch_size(jobs, turns)
    one, interpreter = batched[str(BATCH_SIZES[0])], batched["fresh interpreter"]
    parts = [
        f"{len(programs)} programs of {statistics.mean(lines):.0f} executed lines on average.\n",
        table(
            [
                "programs to a child",
                "programs/s on one core",
                "a processor second",
                BELOW,
                "against 1",
                "against fresh",
            ],
            [
                [
                    name,
                    f"{rate.per_second:,.0f}",
                    f"{rate.per_processor_second:,.0f}",
                    f"{rate.per_second_below:,.0f}",
                    ratio(rate.per_second / one.per_second),
                    ratio(rate.per_second / interpreter.per_second),
                ]
                for name, rate in batched.items()
            ],
        ),
    ]
    goal = batched[str(GOAL_BATCH)]
    goals = [
        [
            f"programs a processor second, {GOAL_BATCH} to a child",
            f"at least {GOAL_RATE}",
            f"{goal.per_processor_second:,.0f}",
        ],
        [f"the same, {BELOW} alone", "", f"{goal.per_second_below:,.0f}"],
    ]
    scaled = by_workers(programs, turns)
    if scaled:
        scaling = scaled["2"].per_second / scaled["1"].per_second
        goals.append(["two workers against one", f"at least {GOAL_SCALING}", f"{scaling:.2f}"])
        parts += [
            "The whole stage of tracing, as the pipeline runs it: each worker, on a core for each, traces in one jail, "
            "recomputes every output in another under another hash seed, and gives rows for the lake.\n",
            table(
                ["workers", "programs/s", "against 1"],
                [
                    [name, f"{rate.per_second:,.0f}", ratio(rate.per_second / scaled["1"].per_second)]
                    for name, rate in scaled.items()
                ],
            ),
        ]
    sizes = [len(trace_to_json(of).encode()) for of in traces_of(programs)]
    parts += [
        f"A trace takes {statistics.median(sizes):,.0f} bytes in the median, {statistics.mean(sizes):,.0f} on average "
        f"and {sum(sizes) / sum(lines):.0f} for each executed line, before Parquet compresses it.\n",
        "What is asked of it:\n",
        table(["tracing in the jail", "asked for", "measured"], goals),
    ]
    return "\n".join(parts)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--turns", type=int, default=TURNS)
    arguments.add_argument("--programs", type=int, help="so many of them only")
    given = arguments.parse_args()
    sys.stdout.write(report(given.turns, given.programs))


if __name__ == "__main__":
    main()
