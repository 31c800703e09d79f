"""The processes of a build, by what they are for, and a hunter that does away with some of them while it goes on."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import NamedTuple, Self

from resources.processes import is_alive
from tracepile.execution.isolation import probe
from tracepile_dagster.build import Step


class Role(Enum):
    """What a process below a build is for."""

    CHILD = "runs programs"
    ZYGOTE = "is what the jail's processes are forked from, or waits for it"
    WORKER = "runs the engine"


class Found(NamedTuple):
    """A running process: its id, a name that no later process shares, and its role if it has one."""

    pid: int
    name: str
    role: Role | None


class _Stat(NamedTuple):
    parent: int
    started: str
    state: str


@cache
def _layers() -> int:
    """How many processes of the jail stand one below another: with namespaces, one more that waits for process 1."""
    return 3 if probe().namespaces else 2


def below(root: int) -> list[Found]:
    """Give the running processes that descend from one."""
    stats = {int(folder): stat for folder in os.listdir("/proc") if folder.isdigit() and (stat := _stat(folder))}
    children: dict[int, list[int]] = {}
    for pid, stat in stats.items():
        children.setdefault(stat.parent, []).append(pid)
    found: list[Found] = []
    waiting = [(pid, 0) for pid in children.get(root, [])]
    while waiting:
        pid, layer = waiting.pop()
        command = _command(pid)
        layer += "execution._zygote" in command
        role = Role.WORKER if "spawn_main" in command else None
        if layer:
            role = Role.CHILD if layer == _layers() else Role.ZYGOTE
        if stats[pid].state not in "ZX":
            found.append(Found(pid, f"{pid}-{stats[pid].started}", role))
        waiting += [(child, layer) for child in children.get(pid, [])]
    return found


def _stat(pid: str) -> _Stat | None:
    try:
        state, parent, *rest = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return _Stat(int(parent), rest[17], state)


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def kill(pid: int) -> None:
    """Kill a process, if it is still there."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def left_over(names: Collection[str], seconds: float = 20) -> list[str]:
    """Give those of some processes that still run after a while."""
    deadline = time.monotonic() + seconds
    while (left := [name for name in names if is_alive(name)]) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


@dataclass
class Hunter:
    """Kills, in each of some stages and once for each of some roles, all processes that have it at the moment.

    Attributes:
        roles: whom.
        stages: components and checks in which to kill.
        hits: the stages and roles for which it was done.
        seen: the names of all processes that were seen, killed or not.
    """

    roles: Iterable[Role]
    stages: Collection[str]

    def __post_init__(self) -> None:
        self.hits: set[tuple[str, Role]] = set()
        self.seen: set[str] = set()
        self._stage = ""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._hunt, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def observe(self, step: Step) -> None:
        """Take note of the stage that a build is in."""
        self._stage = "" if step.ended else step.name

    def _hunt(self) -> None:
        while not self._stop.wait(0.005):
            present = below(os.getpid())
            self.seen.update(found.name for found in present if found.role is not None)
            stage = self._stage
            for role in self.roles:
                prey = [found for found in present if found.role is role]
                if stage in self.stages and (stage, role) not in self.hits and prey:
                    for found in prey:
                        kill(found.pid)
                    self.hits.add((stage, role))
                    left_over([found.name for found in prey])
                    break
