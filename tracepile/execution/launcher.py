"""The outer half of the zygote: starts it, tells it to fork children, and buries them."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from typing import Any, NamedTuple

from tracepile.errors import IsolationError
from tracepile.execution.isolation import Posture, interpreter_command, interpreter_environment

_START_SECONDS = 60.0
_ANSWER_SECONDS = 30.0
_CLOSE_SECONDS = 5.0
_MESSAGE_BYTES_MAX = 2**16
_STARTS_MAX = 3


class ZygoteDiedError(Exception):
    """The zygote is gone, for instance because somebody killed it. A new one can be started."""


class End(NamedTuple):
    """How a child ended: its wait status, and whether it had to be killed although its channel had closed."""

    status: int
    forced: bool

    @property
    def signal(self) -> int:
        """The signal that ended it, 0 for none."""
        return os.WTERMSIG(self.status) if os.WIFSIGNALED(self.status) else 0

    @property
    def from_outside(self) -> bool:
        """Whether nobody in the jail can have ended it so: a jailed process has no way to send itself SIGKILL."""
        return self.signal == signal.SIGKILL and not self.forced

    @property
    def code(self) -> int:
        """Its exit code, 0 if a signal ended it."""
        return os.WEXITSTATUS(self.status) if os.WIFEXITED(self.status) else 0


class Zygote:
    """A running zygote. Its methods may be called from several threads."""

    posture: Posture

    def __init__(
        self,
        *,
        hash_seed: int,
        use_namespaces: bool,
        require_namespaces: bool,
    ) -> None:
        """Start it in the strongest isolation that this machine grants.

        Args:
            hash_seed: PYTHONHASHSEED of all children.
            use_namespaces: whether to ask for namespaces at all.
            require_namespaces: whether to refuse Landlock and seccomp alone.

        Raises:
            IsolationError: the machine offers no isolation that is safe enough.
        """
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        order = {"outside": os.getpid()}
        refused = "not asked for"
        if use_namespaces:
            answer = self._start(hash_seed, {**order, "use_namespaces": True, "refused": ""})
            if "posture" in answer:
                self.posture = Posture.from_json(answer["posture"])
                return
            refused = answer["refused"]
        if require_namespaces:
            raise IsolationError(
                f"namespaces are required, and this machine does not grant them: {refused}. Allow them (run "
                "`tracepile doctor` to see how), or do without require_namespaces."
            )
        answer = self._start(hash_seed, {**order, "use_namespaces": False, "refused": refused})
        self.posture = Posture.from_json(answer["posture"])

    def _start(self, hash_seed: int, order: dict[str, Any]) -> dict[str, Any]:
        for _ in range(_STARTS_MAX - 1):
            with contextlib.suppress(ZygoteDiedError):
                return self._try_to_start(hash_seed, order)
        try:
            return self._try_to_start(hash_seed, order)
        except ZygoteDiedError as err:
            raise IsolationError(
                f"the interpreter {sys.executable} did not start in the jail, tried {_STARTS_MAX} times: {err}"
            ) from err

    def _try_to_start(self, hash_seed: int, order: dict[str, Any]) -> dict[str, Any]:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            descriptor = theirs.fileno()
            # No collection until all is imported and frozen: it would walk every new object again and again.
            code = "import gc; gc.disable(); from tracepile.execution._zygote import main; main()"
            command = interpreter_command(code, str(descriptor))
            try:
                self._process = subprocess.Popen(
                    command,
                    env=interpreter_environment(hash_seed),
                    cwd="/",
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    pass_fds=[descriptor],
                    # A Ctrl-C at the terminal is for the process outside, which then closes the jail in good order.
                    start_new_session=True,
                )
            except OSError as err:
                ours.close()
                raise IsolationError(
                    f"no process could be started for the jail: {err}. Check that the machine is not out of memory, "
                    "processes or open files (`free`, `ulimit -a`), then try again."
                ) from err
        self._control = ours
        ours.settimeout(_START_SECONDS)
        try:
            ours.send(json.dumps(order).encode())
            answer = json.loads(ours.recv(_MESSAGE_BYTES_MAX))
        except (OSError, ValueError) as err:
            self._process.kill()
            _, complaint = self._process.communicate()
            ours.close()
            said = complaint.decode(errors="replace").strip()
            if isinstance(err, TimeoutError):
                raise IsolationError(f"the interpreter {command[0]} did not start in the jail: {err}\n{said}") from err
            ended = f"it ended with status {self._process.returncode} before it could say anything"
            raise ZygoteDiedError(f"{ended}\n{said}".strip()) from err
        except BaseException:
            self.close()
            raise
        ours.settimeout(_ANSWER_SECONDS)
        if "error" in answer:
            self.close()
            raise IsolationError(answer["error"])
        if "refused" in answer:
            self.close()
        return dict(answer)

    def spawn(self, jobs: int, memory_bytes: int, cpu_seconds: int) -> tuple[int, socket.socket]:
        """Have a child forked for some jobs and give its number and the channel to it.

        Raises:
            ZygoteDiedError: the zygote is gone.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            # The kernel then tells with the first bytes which process sends them.
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
            ours.setblocking(False)
            with self._lock:
                number = next(self._numbers)
                command = {
                    "do": "spawn",
                    "child": number,
                    "jobs": jobs,
                    "memory_bytes": memory_bytes,
                    "cpu_seconds": cpu_seconds,
                }
                try:
                    socket.send_fds(self._control, [json.dumps(command).encode()], [theirs.fileno()])
                except OSError as err:
                    ours.close()
                    raise ZygoteDiedError(str(err)) from err
        return number, ours

    def release(self, child: int) -> None:
        """Bury a child that has answered all its jobs.

        Raises:
            ZygoteDiedError: the zygote is gone.
        """
        with self._lock:
            self._tell({"do": "release", "child": child})

    def finish(self, child: int, *, now: bool) -> End:
        """End a child that has not answered all its jobs and tell how it ended.

        Args:
            child: its number.
            now: kill it at once; else give it a moment to end by itself.

        Raises:
            ZygoteDiedError: the zygote is gone.
        """
        with self._lock:
            self._tell({"do": "finish", "child": child, "now": now})
            try:
                answer = json.loads(self._control.recv(_MESSAGE_BYTES_MAX))
            except (OSError, ValueError) as err:
                raise ZygoteDiedError(str(err)) from err
        return End(answer["status"], answer["forced"])

    def _tell(self, command: dict[str, Any]) -> None:
        try:
            self._control.send(json.dumps(command).encode())
        except OSError as err:
            raise ZygoteDiedError(str(err)) from err

    def close(self) -> None:
        """End the zygote and all its children, and wait until they are gone."""
        # Closing is not enough where a process forked from this one holds a copy.
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        self._control.close()
        try:
            self._process.wait(_CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()
