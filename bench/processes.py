"""What the processes of a measurement use: a core, and processor time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def cores() -> list[int]:
    """The cores that this process may use; of those that share their units, as hyperthreads do, the first alone."""
    allowed = sorted(os.sched_getaffinity(0))
    own: dict[str, int] = {}
    for core in allowed:
        siblings = Path(f"/sys/devices/system/cpu/cpu{core}/topology/thread_siblings_list")
        own.setdefault(siblings.read_text() if siblings.exists() else str(core), core)
    return list(own.values())


@contextlib.contextmanager
def on_cores(chosen: list[int]) -> Iterator[None]:
    """Keep this process, and those that it starts meanwhile, on some cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, chosen)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def processor_seconds() -> float:
    """Give what this process and all below it have used so far, with those that have ended and were waited for."""
    parents: dict[int, int] = {}
    used: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        # A process may end while its file is being read.
        with contextlib.suppress(OSError):
            if folder.name.isdigit():
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                parents[int(folder.name)], used[int(folder.name)] = int(fields[1]), sum(map(int, fields[11:15]))
    family = [os.getpid()]
    for member in family:
        family += [pid for pid, parent in parents.items() if parent == member]
    return sum(used[member] for member in family) / _TICKS
