"""Whether a process is still there, and whether one is building: what other processes may have to wait for."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path

from tracepile.errors import TracePileError

_LOCK = "building.lock"
_OWNED = re.compile(r"(?:\..+\.)?(\d+-\d+)\.[0-9a-f]{8}(?:\.tmp)?")

PROCESS_TAG = ".dagster/tracepile_process"
"""The tag that says which process a run lives in; a tag that begins so is not shown in the web interface."""


def this_process() -> str:
    """Name this process in a way that no later one shares: digits, a hyphen, digits."""
    return f"{os.getpid()}-{_started(os.getpid())}"


def is_alive(process: str) -> bool:
    """Whether the process of that name still runs."""
    pid, _, started = process.partition("-")
    return pid.isdigit() and started != "" and _started(int(pid)) == started


def _started(pid: int) -> str:
    # Process ids are used again, in a container at every start of it; together with the moment of the start, in ticks
    # since boot, they are not.
    try:
        state, *numbers = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (OSError, ValueError, IndexError):
        return ""
    # What was killed and nobody has asked after keeps its entry, forever where process 1 is no init.
    return "" if state in "ZX" else numbers[18]


def owned_name() -> str:
    """Give a name for something that this process makes and removes, such as `17-98342.1f3a09bc`."""
    return f"{this_process()}.{secrets.token_hex(4)}"


def is_left_over(name: str) -> bool:
    """Whether the process that made something under an owned name is gone; False for every other name.

    The name may stand between others, as in `.part-0.parquet.17-98342.1f3a09bc.tmp`.
    """
    match = _OWNED.fullmatch(name)
    return match is not None and not is_alive(match[1])


def claim(run_id: str) -> dict[str, str]:
    """Give the tags by which a run is known to live in this process."""
    # With the run's own id: Dagster hands a run's tags on to the run that tries it again.
    return {PROCESS_TAG: f"{run_id} {this_process()}"}


def is_abandoned(run_id: str, tags: Mapping[str, str]) -> bool:
    """Whether the process that claimed a run is gone; False where none has claimed it."""
    claimed, _, process = tags.get(PROCESS_TAG, "").partition(" ")
    return claimed == run_id and not is_alive(process)


@contextlib.contextmanager
def building(folder: Path) -> Iterator[None]:
    """Say, while this lasts, that shards are being built from this process; several may say so at a time.

    The word is a lock on a file in `folder`, so that it ends with the process, however that ends.

    Raises:
        TracePileError: the folder cannot be written.
    """
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = stack.enter_context((folder / _LOCK).open("w"))
            fcntl.flock(lock, fcntl.LOCK_SH)
        except OSError as err:
            raise TracePileError(
                f"cannot write {folder / _LOCK}: {err.strerror or err}. Repair that, then run the same command again."
            ) from err
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
