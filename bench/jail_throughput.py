"""How many programs a second one core runs in the jail, by how many share a child, against an interpreter for each.

    python bench/jail_throughput.py [programs]

Prints ratios, which hold from machine to machine better than times do. Every way runs the same programs, the ways
take turns, and the median over the turns counts. The fresh interpreter is not even jailed.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack

from tracepile.execution.jail import Jail
from tracepile.execution.jobs import Job, Mode
from tracepile.records import Status

BATCH_SIZES = (1, 8, 32)
TURNS = 5
FRESH_PROGRAMS = 20
CODE = """
def longest_common_subsequence(first, second):
    rows, columns = len(first) + 1, len(second) + 1
    best = [[0] * columns for _ in range(rows)]
    for i in range(1, rows):
        for j in range(1, columns):
            if first[i - 1] == second[j - 1]:
                best[i][j] = best[i - 1][j - 1] + 1
            else:
                best[i][j] = max(best[i - 1][j], best[i][j - 1])
    return best[-1][-1]
"""
CALL = "longest_common_subsequence('chain of execution', 'train of thought {}')"


def rate(run: Callable[[int], None], programs: int) -> float:
    """Give programs per second of one turn."""
    start = time.perf_counter()
    run(programs)
    return programs / (time.perf_counter() - start)


def jailed(jail: Jail) -> Callable[[int], None]:
    """Give a way to run so many programs in a jail."""

    def run(programs: int) -> None:
        replies = list(jail.execute(Job(Mode.RUN, CODE, call=CALL.format(number)) for number in range(programs)))
        if any(reply.status != Status.OK for reply in replies):
            raise SystemExit(f"a program failed: {next(reply for reply in replies if reply.status != Status.OK)}")

    return run


def fresh(programs: int) -> None:
    """Run so many programs, each in an interpreter of its own, without any isolation."""
    for number in range(programs):
        subprocess.run([sys.executable, "-I", "-c", f"{CODE}\n{CALL.format(number)}"], check=True)


def main() -> None:
    """Measure and print."""
    programs = int(sys.argv[1]) if len(sys.argv) > 1 else 320
    rates: dict[str, list[float]] = {}
    with ExitStack() as stack:
        ways = {f"{size} to a child": jailed(stack.enter_context(Jail(batch_size=size))) for size in BATCH_SIZES}
        for run in ways.values():
            run(1)
        for _ in range(TURNS):
            for name, run in ways.items():
                rates.setdefault(name, []).append(rate(run, programs))
            rates.setdefault("fresh interpreter", []).append(rate(fresh, FRESH_PROGRAMS))
    medians = {name: statistics.median(values) for name, values in rates.items()}
    one, interpreter = medians[f"{BATCH_SIZES[0]} to a child"], medians["fresh interpreter"]
    lines = [f"{'':20}{'programs/s':>12}{'against 1':>12}{'against fresh':>15}"]
    lines += [
        f"{name:20}{value:12.0f}{value / one:12.2f}{value / interpreter:15.2f}" for name, value in medians.items()
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
