"""Whether a process is still there: its id together with the moment of its start."""

from __future__ import annotations

import os
from pathlib import Path

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
