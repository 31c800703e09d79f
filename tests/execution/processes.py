"""Which processes run on this machine, read from /proc."""

import os
import time
from collections.abc import Iterable
from pathlib import Path


def descendants(root: int) -> list[int]:
    """Give the processes that descend from one, nearest first."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
            except OSError:
                continue
            parents[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found[1:]


def alive(pids: Iterable[int]) -> list[int]:
    """Give those that still run; a zombie does not."""
    return [pid for pid in pids if _state(pid) not in ("", "Z", "X")]


def wait_until_gone(pids: Iterable[int], seconds: float = 10) -> list[int]:
    """Give those that still run after a while."""
    left = alive(pids)
    deadline = time.monotonic() + seconds
    while left and time.monotonic() < deadline:
        time.sleep(0.01)
        left = alive(left)
    return left


def _state(pid: int) -> str:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return ""
