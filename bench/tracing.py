"""What watching a program costs: this project's tracers, their peers, and no watching at all.

    python bench/tracing.py [--rounds N] [--programs NAME ...] [--ways NAME ...]

Each program of `bench/programs` runs in this one process under every way of `bench/tracers.py`. The ways take turns; in
a round a way runs a program for some hundredths of a second, and of its rounds the quickest counts. Measured is the
processor time from the start of the watching to what was recorded, complete, in memory. Parsing and compiling are not
in it, for they are done once for all ways; nor is writing to a file. Only ratios are printed: they hold from machine to
machine better than times do.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.tables import ratio, table
from bench.tracers import OWN, PEERS, UNTRACED, Program, Recorded, Way, load_program
from tracepile.execution.jobs import Limits
from tracepile.execution.stdio import Capture, Input
from tracepile.execution.tracers import make_tracer

PROGRAMS = sorted(path for path in (Path(__file__).parent / "programs").glob("*.py") if path.stem != "__init__")
ROUNDS = 5
TURN_SECONDS = 0.02
RUNS_MAX = 500
PARTS_RUNS = 20
GOAL_PEER, GOAL_FASTER, GOAL_SLOWDOWN = "PySnooper", 80, 12

type Times = Mapping[str, Mapping[str, float]]
"""Seconds of one run, by program and way."""


def watch(way: Way, program: Program, runs: int) -> tuple[float, Recorded]:
    """Run a program some times under a way; give the processor seconds of one run and what the last one recorded."""
    streams = [(Input(program.stdin), Capture(Limits().output_characters)) for _ in range(runs)]
    prepared = [way.prepare(program, stdin, stdout) for stdin, stdout in streams]
    before = sys.stdin, sys.stdout
    gc.collect()
    try:
        start = time.process_time()
        for (sys.stdin, sys.stdout), run in zip(streams, prepared, strict=True):
            recorded = run()
        elapsed = time.process_time() - start
    finally:
        sys.stdin, sys.stdout = before
    return elapsed / runs, recorded


def measure(programs: Sequence[Program], ways: Sequence[Way], rounds: int) -> Times:
    """Give the quickest of the rounds for every program and way."""
    times: dict[str, dict[str, float]] = {}
    for program in programs:
        runs = {}
        for way in ways:
            watch(way, program, 1)  # what is read or made once, such as the source lines
            seconds, _ = watch(way, program, 1)
            runs[way.name] = min(RUNS_MAX, max(1, round(TURN_SECONDS / seconds)))
        best = dict.fromkeys(runs, float("inf"))
        for _ in range(rounds):
            for way in ways:
                best[way.name] = min(best[way.name], watch(way, program, runs[way.name])[0])
        times[program.name] = best
    return times


class Parts(NamedTuple):
    """Processor seconds of one run of the tracer that runs are watched with."""

    starting: float
    watching: float
    collecting: float


def take_apart(program: Program) -> tuple[Parts, int]:
    """Run a program once; give how long each part of the tracing took, and the statements that were executed."""
    stdin, stdout, limits = Input(program.stdin), Capture(Limits().output_characters), Limits()
    before = sys.stdin, sys.stdout
    sys.stdin, sys.stdout = stdin, stdout
    try:
        start = time.process_time()
        tracer = make_tracer(program.text, stdout, stdin, max_lines=limits.lines, trace_bytes=limits.trace_bytes)
        started = time.process_time()
        tracer.run(program.watched_main)
        watched = time.process_time()
        tracer.payload()
        collected = time.process_time()
    finally:
        sys.stdin, sys.stdout = before
    return Parts(started - start, watched - started, collected - watched), tracer.lines


def executed_lines(program: Program) -> int:
    """Count the statements that a run executes."""
    return take_apart(program)[1]


def parts(programs: Sequence[Program], times: Times, rounds: int) -> str:
    """Tabulate how many times longer than the untraced run each part of the tracing takes."""
    rows = []
    for program in programs:
        of_all = [take_apart(program)[0] for _ in range(PARTS_RUNS * rounds)]
        rows.append([min(part) / times[program.name][UNTRACED.name] for part in zip(*of_all, strict=True)])
    cells = [[program.name, *map(ratio, row)] for program, row in zip(programs, rows, strict=True)]
    cells.append(["median", *(ratio(statistics.median(column)) for column in zip(*rows, strict=True))])
    return table(["program", *Parts._fields], cells)


def slowdowns(times: Times, lines: Mapping[str, int], ways: Sequence[Way]) -> str:
    """Tabulate how many times longer than untraced each way takes."""
    rows = [
        [name, f"{lines[name]:,}", *(ratio(of[way.name] / of[UNTRACED.name]) for way in ways)]
        for name, of in times.items()
    ]
    medians = [statistics.median(of[way.name] / of[UNTRACED.name] for of in times.values()) for way in ways]
    rows.append(["median", "", *map(ratio, medians)])
    return table(["program", "lines", *(way.name for way in ways)], rows)


def advantages(times: Times, own: Way, others: Sequence[Way]) -> str:
    """Tabulate how many times longer than `own` every other way takes."""
    rows = [[name, *(ratio(of[way.name] / of[own.name]) for way in others)] for name, of in times.items()]
    medians = [statistics.median(of[way.name] / of[own.name] for of in times.values()) for way in others]
    rows.append(["median", *map(ratio, medians)])
    return table(["program", *(way.name for way in others)], rows)


def sizes(programs: Sequence[Program], lines: Mapping[str, int], ways: Sequence[Way]) -> str:
    """Tabulate the characters that each way records for an executed line."""
    rows = []
    for program in programs:
        recorded = [watch(way, program, 1)[1] for way in ways]
        rows.append([len(of.text(of.data)) / lines[program.name] for of in recorded])
    cells = [[program.name, *map(ratio, row)] for program, row in zip(programs, rows, strict=True)]
    cells.append(["median", *(ratio(statistics.median(column)) for column in zip(*rows, strict=True))])
    return table(["program", *(way.name for way in ways)], cells)


def goals(times: Times, own: Way) -> str:
    """Tabulate what is asked of a tracer and what `own` gives, on the median of the programs."""
    rows = []
    if any(GOAL_PEER in of for of in times.values()):
        faster = statistics.median(of[GOAL_PEER] / of[own.name] for of in times.values())
        rows.append([f"times as fast as {GOAL_PEER}", f"at least {GOAL_FASTER}", ratio(faster)])
    slower = statistics.median(of[own.name] / of[UNTRACED.name] for of in times.values())
    rows.append(["times slower than untraced", f"at most {GOAL_SLOWDOWN}", ratio(slower)])
    return table([f"{own.name}, median of {len(times)} programs", "asked for", "measured"], rows)


def report(programs: Sequence[Program], ways: Sequence[Way], rounds: int) -> str:
    """Measure, and give the page's section."""
    times = measure(programs, [UNTRACED, *ways], rounds)
    lines = {program.name: executed_lines(program) for program in programs}
    page = [
        "How each way is set up:\n",
        "".join(f"- **{way.described}**: {way.setting}.\n" for way in ways),
        "Time against untraced execution (1 = as fast as that), by program and its executed lines:\n",
        slowdowns(times, lines, ways),
        "Characters of what is recorded, written as text, for each executed line:\n",
        sizes(programs, lines, ways),
    ]
    own = OWN[0]
    others = [way for way in ways if way is not own]
    if own in ways and others:
        page += [f"How many times as fast as each of the others {own.name}, is:\n", advantages(times, own, others)]
    if own in ways:
        page += [
            "Its parts, in times of the untraced run: starting, watching, and collecting what was seen:\n",
            parts(programs, times, rounds),
            "What is asked of it:\n",
            goals(times, own),
        ]
    return "\n".join(page)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=ROUNDS)
    arguments.add_argument("--programs", nargs="+", choices=[path.stem for path in PROGRAMS])
    arguments.add_argument("--ways", nargs="+", choices=[way.name for way in (*PEERS, *OWN)])
    given = arguments.parse_args()
    ways = [way for way in (*PEERS, *OWN) if not given.ways or way.name in given.ways]
    missing = [package for way in ways if not way.installed for package in way.packages]
    if missing:
        raise SystemExit(f"{', '.join(missing)} not installed; `make bench` installs what tracing is compared with")
    programs = [load_program(path) for path in PROGRAMS if not given.programs or path.stem in given.programs]
    sys.stdout.write(report(programs, ways, given.rounds))


if __name__ == "__main__":
    main()
