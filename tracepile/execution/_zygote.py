"""The jailed process that children are forked from: a warm interpreter in isolation, told what to do by `launcher`.

It runs no program itself. Commands come over a socket, one message each; with the command `spawn` comes the channel of
the new child. It ends, and its children with it, as soon as the process outside is gone.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import time
from typing import Any, NoReturn

from tracepile.errors import IsolationError
from tracepile.execution import _child, _runner, confinement, seccomp, surroundings
from tracepile.execution._pristine import Pristine
from tracepile.execution.system_calls import PR_SET_PDEATHSIG, prctl, this_machine

MESSAGE_BYTES_MAX = 2**16
# What programs commonly import, so that a child finds it in memory.
_PRELOADED = (
    *("abc", "array", "base64", "bisect", "builtins", "cmath", "collections", "collections.abc", "contextlib", "copy"),
    *("dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "hashlib", "heapq", "io", "itertools"),
    *(
        "json",
        "math",
        "numbers",
        "operator",
        "os",
        "pprint",
        "queue",
        "random",
        "re",
        "secrets",
        "statistics",
        "string",
    ),
    *("struct", "sys", "textwrap", "threading", "time", "types", "typing", "unicodedata"),
    # What the runner imports only when it is needed.
    "tracepile.execution.witness",
)
# Modules whose contents are put back after each job, beside TracePile's own.
_RESTORED = (
    *("_collections_abc", "ast", "bisect", "builtins", "cmath", "collections", "copy", "copyreg", "datetime"),
    *("decimal", "enum", "fractions", "functools", "gc", "heapq", "io", "itertools", "json", "json.decoder"),
    *("json.encoder", "math", "numbers", "operator", "random", "re", "statistics", "string", "sys", "threading"),
    *("types", "warnings"),
)
# Less than the second of processor time that every child has at the least: one that spins on is ended here.
_GRACE_SECONDS = 0.5
_POLL_SECONDS = 0.05


def main() -> None:
    """Isolate this process as the first message on descriptor `sys.argv[1]` says, then obey until it closes."""
    control = socket.socket(fileno=int(sys.argv[1]))
    order = json.loads(control.recv(MESSAGE_BYTES_MAX))
    outside = _watch(order["outside"])
    try:
        zygote, posture = _prepare(control, outside, order)
    except confinement.NamespacesRefusedError as err:
        _tell(control, {"refused": str(err)})
    except IsolationError as err:
        _tell(control, {"error": str(err)})
    except Exception as err:
        _tell(control, {"error": f"the jail's process could not start: {err!r}"})
    else:
        _tell(control, {"posture": posture})
        zygote.obey()


def _watch(process: int) -> int | None:
    # By process and not by PR_SET_PDEATHSIG, which would fire when only the thread that started this one ends.
    # Where the kernel has no such descriptors, the end of the control socket has to do.
    try:
        return os.pidfd_open(process)
    except OSError:
        return None


def _prepare(control: socket.socket, outside: int | None, order: dict[str, Any]) -> tuple[Zygote, dict[str, Any]]:
    for name in _PRELOADED:
        importlib.import_module(name)
    # From here on `sys.path` is the standard library alone, and programs cannot import what lies beside TracePile.
    sys.path.pop()
    program = seccomp.build(this_machine())
    posture = confinement.enter(use_namespaces=order["use_namespaces"], refused=order["refused"])
    if order["use_namespaces"]:
        # The process that waits for this one is its parent; should it be killed, this one must not stay.
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.environ.clear()
    sys.argv[:] = ["main.py"]
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.dup2(0, 2)
    surroundings.hook()
    own = [module for name, module in sys.modules.items() if name.partition(".")[0] == "tracepile"]
    state = Pristine([sys.modules[name] for name in _RESTORED], own)
    gc.freeze()
    gc.enable()
    return Zygote(control, outside, program, _runner.run, state), posture


def _tell(control: socket.socket, message: dict[str, Any]) -> None:
    control.send(json.dumps(message).encode()[:MESSAGE_BYTES_MAX])


class Zygote:
    """Forks, ends and buries children as it is told."""

    def __init__(
        self,
        control: socket.socket,
        outside: int | None,
        program: bytes,
        run: _child.Runner,
        state: Pristine,
    ) -> None:
        self._control = control
        self._outside = outside
        self._program = program
        self._run = run
        self._state = state
        self._children: dict[int, int] = {}
        self._dying: set[int] = set()

    def obey(self) -> NoReturn:
        """Carry out commands until the process outside is gone."""
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        if self._outside is not None:
            poll.register(self._outside, select.POLLIN)
        while True:
            ready = dict(poll.poll(_POLL_SECONDS * 1000 if self._dying else None))
            self._dying = {pid for pid in self._dying if os.waitpid(pid, os.WNOHANG)[0] == 0}
            if self._outside in ready:
                self._end()
            if self._control.fileno() in ready:
                self._command()

    def _command(self) -> None:
        data, descriptors, _, _ = socket.recv_fds(self._control, MESSAGE_BYTES_MAX, 1)
        if not data:
            self._end()
        command = json.loads(data)
        match command["do"]:
            case "spawn":
                self._spawn(command, descriptors[0])
            case "release":
                pid = self._children.pop(command["child"])
                os.kill(pid, signal.SIGKILL)
                self._dying.add(pid)
            case "finish":
                self._finish(command)

    def _spawn(self, command: dict[str, Any], channel: int) -> None:
        zygote = os.getpid()
        try:
            pid = os.fork()
        except OSError as err:
            os.write(channel, _child.refusal(f"no process could be started: {err}"))
            os.close(channel)
            return
        if pid == 0:
            resources = _child.Resources(command["memory_bytes"], command["cpu_seconds"])
            _child.serve(channel, command["jobs"], resources, self._program, zygote, self._run, self._state)
        self._children[command["child"]] = pid
        os.close(channel)

    def _finish(self, command: dict[str, Any]) -> None:
        pid = self._children.pop(command["child"], None)
        if pid is None:
            _tell(self._control, {"child": command["child"], "status": 0, "forced": False})
            return
        # A channel that has closed means a process about to end: its own status is worth a moment's wait.
        deadline = time.monotonic() + (0 if command["now"] else _GRACE_SECONDS)
        ended, status = os.waitpid(pid, os.WNOHANG)
        while not ended and time.monotonic() < deadline:
            time.sleep(0.0005)
            ended, status = os.waitpid(pid, os.WNOHANG)
        if not ended:
            os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
        # One that was ending all the while, on a busy machine, ends as it was about to.
        forced = not ended and os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        _tell(self._control, {"child": command["child"], "status": status, "forced": forced})

    def _end(self) -> NoReturn:
        # As process 1 of a process tree its end is theirs; without one the children are ended here.
        for pid in self._children.values():
            os.kill(pid, signal.SIGKILL)
        for pid in (*self._children.values(), *self._dying):
            os.waitpid(pid, 0)
        os._exit(0)
