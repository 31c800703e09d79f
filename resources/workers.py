"""Worker processes that run the engine: the same results, in the same order, for any number of them."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import batched
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.reduction import ForkingPickler
from typing import NamedTuple, Self

from tracepile.errors import TracePileError
from tracepile.execution import Jail
from tracepile.execution.hash_dependence import FURTHER_SEEDS, RECHECK_SEED, TRACE_SEED

AUDIT_SEED = FURTHER_SEEDS[0]  # what a check may find out under it, tracing finds out before

_ATTEMPTS = 3
_OUT_OF_MEMORY = 12  # exit code of a worker that left for want of memory: the number of ENOMEM
_BATCH = 32  # jobs to a child: twice as fast as 8, and what goes wrong is rerun alone
_CLOSE_SECONDS = 5.0
_ITEMS_SHOWN = 3


class WorkerError(TracePileError):
    """The workers could not finish a piece of work."""


class Jails:
    """The jails of one worker, each under a hash seed of its own; each starts when it is first used.

    `trace` watches programs, `recheck` recomputes what they gave before it is believed, `audit` belongs to the checks.
    """

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._opened: dict[int, Jail] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def trace(self) -> Jail:
        """The jail in which programs are watched."""
        return self.under(TRACE_SEED)

    @property
    def recheck(self) -> Jail:
        """The jail in which every output is recomputed."""
        return self.under(RECHECK_SEED)

    @property
    def audit(self) -> Jail:
        """The jail in which checks re-execute what has been published."""
        return self.under(AUDIT_SEED)

    @property
    def others(self) -> tuple[Jail, ...]:
        """The jails in which programs that may follow the hash seed are watched again."""
        return tuple(map(self.under, FURTHER_SEEDS))

    def under(self, hash_seed: int) -> Jail:
        """Give the jail under a hash seed, in [0, 2**32)."""
        if hash_seed not in self._opened:
            jail = Jail(hash_seed=hash_seed, batch_size=_BATCH)
            self._opened[hash_seed] = self._stack.enter_context(contextlib.closing(jail))  # opened by its first use
        return self._opened[hash_seed]


class _Reply(NamedTuple):
    results: list[object]
    error: BaseException | None
    trace: str


@dataclass(slots=True)
class _Chunk:
    number: int
    items: Sequence[object]
    attempts: int = 0


@dataclass(slots=True)
class _Worker:
    number: int
    process: SpawnProcess
    connection: Connection
    chunk: _Chunk | None = field(default=None)


class Workers:
    """A pool of processes, each with its own jails; use it as a context manager.

    The processes start with the first work. They are started afresh (spawned), never forked, so that the pool may be
    used from a process with threads; the functions given to `map` must therefore be importable by name. A worker that
    is killed or runs out of memory is replaced and its chunk is done again. Interrupting `map`, or leaving the context,
    ends every worker, and a worker whose parent is killed ends by itself.
    """

    def __init__(self, count: int = 1) -> None:
        if count < 1:
            raise WorkerError(f"the number of workers must be at least 1, not {count}")
        self.count = count
        self._context: SpawnContext = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The process ids of the running workers."""
        return tuple(worker.process.pid for worker in self._workers if worker.process.pid is not None)

    def close(self) -> None:
        """End every worker. The pool may be used again; its workers then start anew."""
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.connection.close()  # an idle worker leaves on end of file and closes its jails
            if worker.chunk is not None:
                worker.process.kill()
        for worker in workers:
            worker.process.join(_CLOSE_SECONDS)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.process.close()

    def map[Item, Result](
        self, function: Callable[[Item, Jails], Result], items: Iterable[Item], *, chunk: int = 16
    ) -> Iterator[Result]:
        """Give `function(item, jails)` for every item, in the order of the items.

        Items are sent in chunks whose size does not depend on the number of workers; only a few chunks are ahead of the
        result that is being given, so that neither items nor results pile up.

        Raises:
            WorkerError: a worker died, or ran out of memory, again and again on one chunk.
            Exception: whatever the function raised, with the worker's traceback as a note.
        """
        if not self._lock.acquire(blocking=False):
            raise WorkerError("these workers are busy with another map; finish it, or use a second pool")
        finished = False
        try:
            yield from self._map(function, items, chunk)
            finished = True
        finally:
            if not finished:
                self.close()  # what is still running belongs to a map that nobody reads any more
            self._lock.release()

    def _map[Item, Result](
        self, function: Callable[[Item, Jails], Result], items: Iterable[Item], chunk: int
    ) -> Iterator[Result]:
        pending = (_Chunk(number, part) for number, part in enumerate(batched(items, chunk)))
        again: deque[_Chunk] = deque()
        done: dict[int, list[object]] = {}
        given = sent = 0
        exhausted = False
        while True:
            for worker in self._idle():
                if again:
                    task: _Chunk | None = again.popleft()
                elif not exhausted and sent - given < 4 * self.count:
                    task = next(pending, None)
                    exhausted = task is None
                    sent += task is not None
                else:
                    task = None
                if task is None:
                    break
                self._send(worker, function, task)
            busy = [worker for worker in self._workers if worker.chunk is not None]
            if not busy and exhausted and not again and given == sent:
                return
            for worker in self._answered(busy):
                task = worker.chunk
                assert task is not None
                try:
                    reply: _Reply = worker.connection.recv()
                except (EOFError, OSError):
                    self._bury(worker, task)
                    again.append(task)
                    continue
                worker.chunk = None
                if reply.error is not None:
                    reply.error.add_note(f"In a worker process:\n{reply.trace}")
                    raise reply.error
                done[task.number] = reply.results
            while given in done:
                # The results come from a function of this very type.
                yield from done.pop(given)  # type: ignore[misc]
                given += 1

    def _idle(self) -> Iterator[_Worker]:
        for worker in list(self._workers):
            if worker.chunk is None:
                yield worker
        while len(self._workers) < self.count:
            yield self._start()

    def _start(self) -> _Worker:
        number = min(set(range(self.count)) - {worker.number for worker in self._workers})
        try:
            ours, theirs = self._context.Pipe()
            args = theirs, self._cores(number)
            process = self._context.Process(target=_serve, args=args, name="tracepile-worker", daemon=True)
            process.start()
        except OSError as err:
            raise WorkerError(
                f"a worker process cannot be started: {err}. Check that the machine is not out of memory, processes or "
                "open files (`free`, `ulimit -a`), or set TRACEPILE_WORKERS=1; then run again."
            ) from err
        theirs.close()
        worker = _Worker(number, process, ours)
        self._workers.append(worker)
        return worker

    def _cores(self, number: int) -> list[int]:
        """Give the cores of a worker: a share of those there are, or one of them where there are more workers.

        A worker and its jails take turns. Left to the scheduler, one is often woken on the core where another worker is
        busy, while its own stands idle: two workers on two cores then do 1.8 times the work of one, and not 2.0.
        """
        available = sorted(os.sched_getaffinity(0))
        return available[number :: self.count] or [available[number % len(available)]]

    @staticmethod
    def _send(worker: _Worker, function: Callable[..., object], task: _Chunk) -> None:
        worker.chunk = task
        task.attempts += 1
        # A worker that died while idle is noticed as soon as its answer is waited for.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            worker.connection.send((function, task.items))

    @staticmethod
    def _answered(busy: list[_Worker]) -> list[_Worker]:
        ready = wait([worker.connection for worker in busy]) if busy else []
        return [worker for worker in busy if worker.connection in ready]

    def _bury(self, worker: _Worker, task: _Chunk) -> None:
        self._workers.remove(worker)
        worker.connection.close()
        worker.process.join(_CLOSE_SECONDS)
        code = worker.process.exitcode
        worker.process.kill()
        worker.process.join()
        worker.process.close()
        if task.attempts >= _ATTEMPTS:
            shown = ", ".join(repr(item)[:200] for item in task.items[:_ITEMS_SHOWN])
            raise WorkerError(
                f"a worker process ended {_ATTEMPTS} times ({_ending(code)}) on the same {len(task.items)} items, "
                f"beginning with {shown}. If the machine is short of memory, set TRACEPILE_WORKERS=1 and run again."
            )


def _ending(code: int | None) -> str:
    if code == _OUT_OF_MEMORY:
        return "out of memory"
    return signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"


def _serve(connection: Connection, cores: list[int]) -> None:
    with contextlib.suppress(OSError):  # where that is not allowed, the work only takes longer
        os.sched_setaffinity(0, cores)  # the jails that this process starts inherit it
    # Ctrl-C reaches the whole foreground group; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()
    try:
        with Jails() as jails:
            _answer(connection, jails)
    except MemoryError:
        sys.exit(_OUT_OF_MEMORY)  # a fresh process may find the room that this one lost


def _answer(connection: Connection, jails: Jails) -> None:
    while True:
        try:
            function, items = connection.recv()
        except (EOFError, OSError):
            return
        try:
            message = ForkingPickler.dumps(_Reply([function(item, jails) for item in items], None, ""))
        except MemoryError:
            raise
        except Exception as err:
            message = ForkingPickler.dumps(_Reply([], _portable(err), traceback.format_exc()))
        try:
            connection.send_bytes(message)
        except (BrokenPipeError, ConnectionResetError):
            return


def _portable(err: Exception) -> Exception:
    # An exception with a constructor of its own may pickle and yet not unpickle.
    try:
        copy = pickle.loads(pickle.dumps(err))
    except Exception:
        return WorkerError(f"{type(err).__name__}: {err}")
    return err if type(copy) is type(err) else WorkerError(f"{type(err).__name__}: {err}")


def _leave_with(parent_sentinel: int) -> None:
    wait([parent_sentinel])
    os._exit(1)
