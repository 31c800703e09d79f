"""The jail: runs strangers' programs where nothing they do reaches the host, many to a process, replies in order."""

from __future__ import annotations

import itertools
import os
import selectors
import threading
import weakref
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Self

from tracepile.errors import TracePileError
from tracepile.execution.batch import Batch
from tracepile.execution.isolation import Posture
from tracepile.execution.jobs import Job, Reply, Trust
from tracepile.execution.launcher import Zygote, ZygoteDiedError
from tracepile.execution.ledger import Overdue


class Jail:
    """Runs jobs in jailed child processes that are forked from one warm interpreter, the zygote.

    Consecutive jobs share a child, up to `batch_size` of them, as long as their trust and their limits of memory and
    time are the same. When a child ends abnormally (a signal, `os._exit`, a time limit, a forged answer), the job that
    had not answered is run again, alone in a fresh child, and only what happens to it there counts; the jobs before it
    keep their replies and the jobs after it get another child.

    Jobs that share a child could still poison one another by what they leave behind in the interpreter. A job that is
    marked to be `repeated` runs once more, alone, and its replies are compared byte for byte; where they differ, all
    that ran beside it are repeated as well (see `Ledger`). Treat a reply as proven only once another jail, with another
    hash seed and another order, has given the same.

    Opened by `with`, by `open` or by the first use; closed by `with`, by `close`, or when the interpreter exits. If
    this process is killed, the zygote and its children end with it. One jail may be used by several threads, and by
    several unfinished `execute` iterators, at a time; each has up to `processes` children. A process forked from this
    one gets a zygote of its own on first use.

    Attributes:
        hash_seed: PYTHONHASHSEED of every program.
        processes: children that run at a time.
        batch_size: jobs that share a child at most.
    """

    def __init__(
        self,
        *,
        hash_seed: int = 0,
        processes: int = 1,
        batch_size: int = 16,
        require_namespaces: bool = False,
        use_namespaces: bool = True,
    ) -> None:
        """Describe a jail; nothing is started yet.

        Args:
            hash_seed: PYTHONHASHSEED of every program, in [0, 2**32).
            processes: children to run at a time.
            batch_size: jobs that may share a child; 1 gives each job a process of its own. A fork costs more than a
                short program; from 16 to a child on, more of them save next to nothing, and are more neighbours.
            require_namespaces: refuse to run on Landlock and seccomp alone.
            use_namespaces: whether to ask for namespaces at all.

        Raises:
            ValueError: a number is out of its range.
        """
        if not 0 <= hash_seed < 2**32:
            raise ValueError(f"hash_seed must be in [0, 2**32), got {hash_seed}")
        if processes < 1 or batch_size < 1:
            raise ValueError(f"processes and batch_size must be at least 1, got {processes} and {batch_size}")
        if require_namespaces and not use_namespaces:
            raise ValueError("require_namespaces needs use_namespaces")
        self.hash_seed = hash_seed
        self.processes = processes
        self.batch_size = batch_size
        self._require_namespaces = require_namespaces
        self._use_namespaces = use_namespaces
        self._lock = threading.Lock()
        self._closings = 0
        self._open: dict[int, Zygote] = {}
        weakref.finalize(self, _close, self._open)

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def posture(self) -> Posture:
        """The isolation that programs run in here. Opens the jail if it is not open."""
        return self._zygote().posture

    def open(self) -> None:
        """Start the zygote if it does not run.

        Raises:
            IsolationError: the machine offers no isolation that is safe enough; the message says what to do.
        """
        self._zygote()

    def close(self) -> None:
        """End the zygote and every child, and wait until they are gone. The jail can be opened again."""
        with self._lock:
            self._closings += 1
            _close(self._open)

    def execute(self, jobs: Iterable[Job]) -> Iterator[Reply]:
        """Run jobs and give their replies in the order of the jobs, each as soon as it and those before it are known.

        Jobs are taken from the iterable as they are needed: at most `2 * processes` batches are held at a time.

        Raises:
            IsolationError: the machine offers no isolation that is safe enough.
            TracePileError: the jail was closed while jobs were running.
        """
        self.open()
        closings = self._closings
        waiting = _batches(jobs, self.batch_size)
        held: deque[Batch] = deque()
        with selectors.DefaultSelector() as selector:
            running: list[Batch] = []
            try:
                while True:
                    while len(held) < 2 * self.processes and (batch := next(waiting, None)) is not None:
                        held.append(batch)
                    if not held:
                        return
                    if closings != self._closings:
                        raise TracePileError("the jail was closed while jobs were running; finish `execute` first")
                    self._advance(held, running, selector)
                    while held:
                        if (reply := held[0].take()) is not None:
                            yield reply
                            self._pump(running, selector, 0)
                        elif held[0].exhausted:
                            held.popleft()
                        else:
                            break
            finally:
                for batch in running:
                    batch.abandon(selector)

    def _advance(self, held: Iterable[Batch], running: list[Batch], selector: selectors.BaseSelector) -> None:
        for batch in held:
            if len(running) == self.processes:
                break
            if not batch.complete and not batch.active:
                zygote = self._zygote()
                try:
                    if batch.start(zygote, selector):
                        running.append(batch)
                except ZygoteDiedError:
                    self._bury(zygote)
        if running:
            self._pump(running, selector, min(batch.patience() for batch in running))

    def _pump(self, running: list[Batch], selector: selectors.BaseSelector, timeout: float) -> None:
        ready = {key.data: mask for key, mask in selector.select(timeout)}
        for batch in tuple(running):
            try:
                batch.step(ready.get(batch, 0), selector)
            except ZygoteDiedError:
                self._bury(batch.orphan(selector))
            if not batch.active:
                running.remove(batch)

    def _zygote(self) -> Zygote:
        with self._lock:
            # A zygote that was inherited through a fork belongs to the process that started it.
            zygote = self._open.get(os.getpid())
            if zygote is None:
                zygote = self._open[os.getpid()] = Zygote(
                    hash_seed=self.hash_seed,
                    use_namespaces=self._use_namespaces,
                    require_namespaces=self._require_namespaces,
                )
            return zygote

    def _bury(self, dead: Zygote | None) -> None:
        with self._lock:
            if dead is not None and self._open.get(os.getpid()) is dead:
                del self._open[os.getpid()]
                dead.close()


def _close(opened: dict[int, Zygote]) -> None:
    zygote = opened.pop(os.getpid(), None)
    opened.clear()
    if zygote is not None:
        zygote.close()


def _batches(jobs: Iterable[Job], size: int) -> Iterator[Batch]:
    overdue, first = Overdue(), 0
    for (_, _, _, alone), group in itertools.groupby(jobs, key=_company):
        for batch in itertools.batched(group, 1 if alone else size):
            yield Batch(batch, first, overdue)
            first += len(batch)


def _company(job: Job) -> tuple[int, float, Trust, bool]:
    # Limits of memory and time are those of a process, so only jobs with the same ones share it.
    return job.limits.memory_bytes, job.limits.seconds, job.trust, job.alone
