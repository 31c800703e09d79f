"""What keeps programs from the host on this machine, and how to start an interpreter that enters it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracepile.errors import IsolationError
from tracepile.execution import seccomp
from tracepile.execution.confinement import ADVICE


@dataclass(frozen=True, slots=True)
class Posture:
    """The isolation that programs run in on this machine.

    Attributes:
        machine: architecture whose system calls are filtered.
        namespaces: names of the namespaces that programs have to themselves; empty where they were refused.
        user_namespace: whether those were had without privilege, through a user namespace.
        landlock: version of Landlock's interface in force, 0 for none.
        seccomp: whether system calls are filtered.
        uid: user id that programs see themselves run as.
        refused: why there are no namespaces, empty where there are.
    """

    machine: str
    namespaces: tuple[str, ...]
    user_namespace: bool
    landlock: int
    seccomp: bool
    uid: int
    refused: str = ""

    def describe(self) -> tuple[str, ...]:
        """Say in one line for each mechanism what it does here."""
        if self.namespaces:
            how = "through a user namespace" if self.user_namespace else "with privilege"
            first = f"namespaces: own {', '.join(self.namespaces)} ({how}); / holds the standard library alone"
        else:
            first = f"namespaces: none ({self.refused}); programs rely on Landlock and seccomp"
        return (
            first,
            f"Landlock: version {self.landlock}, files are read-only and limited to the standard library"
            if self.landlock
            else "Landlock: not offered by this kernel",
            f"seccomp: {len(seccomp.ALLOWED)} calls allowed on {self.machine}, all others fail"
            if self.seccomp
            else "seccomp: not offered by this kernel",
            f"user: uid {self.uid}, no capabilities, no new privileges",
        )

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Posture:
        """Read what the process that entered the isolation said of it (`tracepile.execution.confinement.enter`)."""
        return cls(**{**data, "namespaces": tuple(data["namespaces"])})


def interpreter_command(code: str, *arguments: str) -> list[str]:
    """Give the command that runs `code` in a fresh interpreter which sees only the standard library and TracePile.

    Like `-I -B`, but with the environment's PYTHONHASHSEED honoured, and without the `site` module.
    """
    package = Path(__file__).resolve().parent
    # A bare package in place of the real one: its __init__ imports the half of the jail that lives outside.
    prelude = (
        "import sys, types\n"
        f"sys.path.append({str(package.parents[1])!r})\n"
        "import tracepile\n"
        "bare = sys.modules['tracepile.execution'] = types.ModuleType('tracepile.execution')\n"
        f"bare.__path__ = [{str(package)!r}]\n"
        "tracepile.execution = bare\n"
    )
    return [sys.executable, "-P", "-s", "-S", "-B", "-X", "utf8", "-c", prelude + code, *arguments]


def interpreter_environment(hash_seed: int = 0) -> dict[str, str]:
    """Give the whole environment of a jailed interpreter.

    Of the caller's there is only what the interpreter may need to find its own library; programs do not see even that.
    """
    linker = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    return {"PYTHONHASHSEED": str(hash_seed), "LC_ALL": "C.UTF-8", "TZ": "UTC", **linker}


def probe(*, use_namespaces: bool = True) -> Posture:
    """Find out what this machine offers by entering the isolation in a process that then ends.

    Raises:
        IsolationError: it offers no isolation that is safe enough; the message says what to install or allow.
    """
    refused = "" if use_namespaces else "not asked for"
    for wanted in (True, False) if use_namespaces else (False,):
        code = "from tracepile.execution.confinement import report; report()"
        done = subprocess.run(
            interpreter_command(code, json.dumps({"use_namespaces": wanted, "refused": refused})),
            env=interpreter_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        try:
            answer = json.loads(done.stdout)
        except ValueError as err:
            raise IsolationError(f"the interpreter {sys.executable} could not be jailed: {done.stderr}") from err
        if "error" in answer:
            raise IsolationError(answer["error"])
        if "posture" in answer:
            return Posture.from_json(answer["posture"])
        refused = answer["refused"]
    raise IsolationError(f"namespaces are refused: {refused}. {ADVICE}")
