"""Entering isolation, for good: namespaces, no privileges, Landlock. Runs inside the process that is to be jailed."""

from __future__ import annotations

import json
import os
import stat
import sys
from typing import Any

from tracepile.errors import IsolationError
from tracepile.execution import landlock, namespaces, seccomp
from tracepile.execution.system_calls import PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS, prctl, this_machine

ADVICE = (
    "Programs are run only where strangers' code cannot reach the host. Use Linux 5.13 or newer with seccomp and "
    "either Landlock (boot with `lsm=landlock,...`) or user namespaces "
    "(`sysctl -w user.max_user_namespaces=15000`; on Ubuntu 24.04 and newer also "
    "`sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`; in a container allow the system calls `unshare`, "
    "`mount` and `pivot_root`, or those of Landlock). `tracepile doctor` shows what this machine offers."
)


class NamespacesRefusedError(Exception):
    """The kernel refuses namespaces to this process, which may be left half way and must end."""


def enter(*, use_namespaces: bool, refused: str = "") -> dict[str, Any]:
    """Isolate this process for good; with namespaces it goes on as process 1 of its own process tree.

    It must have one thread, and `sys.path` must hold the standard library alone.

    Args:
        use_namespaces: whether to leave the host's namespaces.
        refused: why not, for the posture.

    Returns:
        The fields of a `tracepile.execution.isolation.Posture`.

    Raises:
        NamespacesRefusedError: the kernel refused the namespaces. The process must end.
        IsolationError: what is left is not enough to run programs in.
    """
    machine = _machine()
    if not seccomp.available():
        raise IsolationError(f"the kernel offers no seccomp filters. {ADVICE}")
    readable, hidden = namespaces.interpreter_folders()
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    user_namespace = False
    if use_namespaces:
        try:
            user_namespace = namespaces.leave_all()
            namespaces.become_init()
            namespaces.replace_root([*readable, package], hidden)
        except OSError as err:
            where = f" ({err.filename})" if err.filename else ""
            raise NamespacesRefusedError(f"{err.strerror}{where}") from err
    change_user = use_namespaces or all(_open_to_all(path) for path in (*readable, package))
    try:
        namespaces.drop_privileges(change_user=change_user)
        prctl(PR_SET_NO_NEW_PRIVS, 1)
        # Not even a process of the same user may attach to this one or read its memory.
        prctl(PR_SET_DUMPABLE, 0)
        version = landlock.restrict([*_contents(readable, hidden), package], readable) if landlock.abi() else 0
    except OSError as err:
        raise IsolationError(f"the jail could not be closed: {err}. {ADVICE}") from err
    if not use_namespaces and not version:
        raise IsolationError(f"the kernel offers no Landlock and refuses namespaces ({refused}). {ADVICE}")
    os.chdir("/")
    return {
        "machine": machine,
        "namespaces": list(namespaces.NAMES) if use_namespaces else [],
        "user_namespace": user_namespace,
        "landlock": version,
        "seccomp": True,
        "uid": os.geteuid(),
        "refused": refused,
    }


def report() -> None:
    """Enter isolation as the JSON object in `sys.argv[1]` says, and print a JSON object that says how it went."""
    answer: dict[str, Any]
    # The folder of this package must not count as a folder of the standard library.
    sys.path.pop()
    try:
        answer = {"posture": enter(**json.loads(sys.argv[1]))}
    except NamespacesRefusedError as err:
        answer = {"refused": str(err)}
    except IsolationError as err:
        answer = {"error": str(err)}
    sys.stdout.write(json.dumps(answer))


def _machine() -> str:
    try:
        return this_machine().name
    except OSError as err:
        raise IsolationError(str(err)) from err


def _contents(folders: list[str], hidden: list[str]) -> list[str]:
    return [entry.path for folder in folders for entry in os.scandir(folder) if entry.path not in hidden]


def _open_to_all(path: str) -> bool:
    # Whether uid 65534 could still import from here: it needs every folder on the way to be searchable.
    while os.stat(path).st_mode & stat.S_IXOTH:
        if path == os.sep:
            return True
        path = os.path.dirname(path)
    return False
