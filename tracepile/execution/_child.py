"""The life of one jailed child: give up what is left to give up, run the jobs of one batch, end."""

from __future__ import annotations

import decimal
import json
import os
import random
import resource
import signal
import sys
import warnings
from collections.abc import Callable
from types import ModuleType
from typing import Any, NamedTuple, NoReturn

from tracepile.execution import seccomp
from tracepile.execution.frames import JOB_HEADER, READY_BYTES_MAX, READY_NONCE, REPLY_HEADER
from tracepile.execution.system_calls import PR_SET_PDEATHSIG, prctl

Runner = Callable[[dict[str, Any]], dict[str, Any]]

_CHANNEL = 3
_STACK_BYTES = 16 * 2**20
_OPEN_FILES = 16
# Freed when memory runs out, so that there is room to say so.
_RESERVE_BYTES = 2**20

# Taken while they are still those of the standard library.
_read, _write, _dumps, _loads = os.read, os.write, json.dumps, json.loads


class Resources(NamedTuple):
    """What one child may use: bytes of address space and whole seconds of processor time, for all its jobs."""

    memory_bytes: int
    cpu_seconds: int


class Pristine:
    """The interpreter's state that programs most often leave changed, so that the next job finds it as it was."""

    def __init__(self, modules: dict[str, ModuleType]) -> None:
        self._modules = dict(sys.modules)
        self._contents = [(vars(module), dict(vars(module))) for module in modules.values()]
        self._path = list(sys.path)
        self._recursion_limit = sys.getrecursionlimit()
        self._digits = sys.get_int_max_str_digits()
        self._random = random.getstate()
        self._filters = list(warnings.filters)

    def restore(self) -> None:
        """Put back modules and their contents (streams too), hooks, limits, the decimal context, the random state."""
        for present, saved in self._contents:
            self._reset(present, saved)
        sys.setrecursionlimit(self._recursion_limit)
        sys.set_int_max_str_digits(self._digits)
        sys.settrace(None)
        sys.setprofile(None)
        self._reset(sys.modules, self._modules)
        sys.path[:] = self._path
        decimal.setcontext(decimal.Context(prec=28))
        random.setstate(self._random)
        warnings.filters[:] = self._filters  # type: ignore[index]

    @staticmethod
    def _reset(present: dict[str, Any], saved: dict[str, Any]) -> None:
        # Never emptied, even for a moment: this may be the dictionary of `sys` or `builtins`.
        if present != saved:
            for name in present.keys() - saved.keys():
                del present[name]
            present.update(saved)


def serve(
    channel: int, jobs: int, resources: Resources, program: bytes, parent: int, run: Runner, state: Pristine
) -> NoReturn:
    """Be a jailed child: confine this process, answer `jobs` jobs from the channel, end.

    Args:
        channel: socket to the process outside; every other descriptor is closed.
        jobs: how many jobs will come.
        resources: limits of this child.
        program: the seccomp filter.
        parent: process id of the zygote, with which this child must die.
        run: what turns a job into a reply.
        state: what to restore after each job.
    """
    # Nothing may unwind into the zygote's code below this frame, whatever programs do to this module.
    end = os._exit
    try:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            end(0)
        os.dup2(channel, _CHANNEL, inheritable=False)
        os.closerange(_CHANNEL + 1, os.sysconf("SC_OPEN_MAX"))
        try:
            _confine(resources, program)
        except OSError as err:
            _write(_CHANNEL, refusal(f"a process could not be confined: {err}"))
            end(1)
        _send(READY_NONCE, b"")
        for left in reversed(range(jobs)):
            _answer(run, state, last=not left)
    finally:
        end(0)


def refusal(reason: str) -> bytes:
    """Give the frame that says, in place of the one for readiness, why no job will be run."""
    body = reason.encode()[:READY_BYTES_MAX]
    return REPLY_HEADER.pack(READY_NONCE, len(body)) + body


def _confine(resources: Resources, program: bytes) -> None:
    for kind, limit in (
        (resource.RLIMIT_AS, resources.memory_bytes),
        (resource.RLIMIT_CPU, resources.cpu_seconds + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_STACK, _STACK_BYTES),
    ):
        _, hard = resource.getrlimit(kind)
        lowered = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        # At the soft limit of processor time comes SIGXCPU, which tells more than the SIGKILL of the hard one.
        soft = lowered - 1 if kind == resource.RLIMIT_CPU else lowered
        resource.setrlimit(kind, (soft, lowered))
    seccomp.install(program)


def _answer(run: Runner, state: Pristine, *, last: bool) -> None:
    size, largest, nonce = JOB_HEADER.unpack(_receive(JOB_HEADER.size))
    body = _receive(size)
    reserve: bytes | None = None
    try:
        # Zeroed by the kernel when first touched, which is never.
        reserve = bytes(_RESERVE_BYTES)
        job = _loads(body)
        try:
            reply = run(job)
        finally:
            # Looking at every module copies their pages into this process: not for a process that is about to end.
            if not last:
                state.restore()
        body = _dumps(reply, separators=(",", ":")).encode()
    except MemoryError:
        reserve = None
        state.restore()
        body = _status("memory_limit", "no memory was left to say what the run gave")
    except BaseException as err:
        # Whatever a program left behind, the neighbours' jobs go on.
        state.restore()
        body = _status("tampered", f"the run could not be told: {type(err).__name__}")
    del reserve
    if len(body) > largest:
        body = _status("trace_limit", f"the reply has {len(body):,} bytes, and {largest:,} are allowed")
    _send(nonce, body)


def _status(status: str, reason: str) -> bytes:
    output: dict[str, Any] = {"returned": None, "returned_type": None, "stdout": "", "exception": None, "arguments": []}
    return _dumps({"status": status, "reason": reason, "output": output, "payload": None}).encode()


def _send(nonce: bytes, body: bytes) -> None:
    rest = memoryview(REPLY_HEADER.pack(nonce, len(body)) + body)
    while rest:
        rest = rest[_write(_CHANNEL, rest) :]


def _receive(size: int) -> bytes:
    parts = []
    while size:
        part = _read(_CHANNEL, size)
        if not part:
            raise EOFError("the process outside has closed the channel")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
