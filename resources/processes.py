"""Whether a process is still there, and whether one is building: what other processes may have to wait for."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

_LOCK = "building.lock"

PROCESS_TAG = ".dagster/tracepile_process"
"""The tag that says which process a run lives in; a tag that begins so is not shown in the web interface."""


def this_process() -> str:
    """Name this process in a way that no later one shares."""
    return f"{os.getpid()}:{_started(os.getpid())}"


def is_alive(process: str) -> bool:
    """Whether the process of that name still runs."""
    pid, _, started = process.partition(":")
    return pid.isdigit() and _started(int(pid)) == started


def _started(pid: int) -> str:
    # Process ids are used again; together with the moment of the start, in ticks since boot, they are not.
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19]
    except (OSError, IndexError):
        return ""


@contextlib.contextmanager
def building(folder: Path) -> Iterator[None]:
    """Say, while this lasts, that shards are being built from this process; several may say so at a time.

    The word is a lock on a file in `folder`, so that it ends with the process, however that ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


def is_building(folder: Path) -> bool:
    """Whether a process says so at this moment."""
    try:
        with (folder / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
