"""Children for the jobs of a batch, one after another, until each job has its reply."""

from __future__ import annotations

import contextlib
import math
import selectors
from collections.abc import Sequence

from tracepile.execution.conversation import Conversation, ForgedError
from tracepile.execution.jobs import Job, Reply
from tracepile.execution.launcher import Zygote, ZygoteDiedError
from tracepile.execution.ledger import Ledger, Overdue
from tracepile.records import Status

# What a job may have been made to end as by those before it, and a sign that those after it may be harmed.
_SUSPECT = (Status.MEMORY_LIMIT, Status.TAMPERED)


class Batch:
    """Consecutive jobs that may share a child (see `Ledger` for which of them do)."""

    def __init__(self, jobs: Sequence[Job], first: int, overdue: Overdue) -> None:
        """Take the jobs of a batch; the arguments are those of `Ledger`."""
        self._ledger = Ledger(jobs, first, overdue)
        self._run: tuple[Zygote, Conversation] | None = None

    @property
    def complete(self) -> bool:
        """Whether nothing is left to run."""
        return self._ledger.complete

    @property
    def exhausted(self) -> bool:
        """Whether every reply was taken."""
        return self._ledger.exhausted

    @property
    def active(self) -> bool:
        """Whether a child is running jobs of this batch."""
        return self._run is not None

    def take(self) -> Reply | None:
        """Give the next reply in the order of the jobs, None if it is not certain yet (see `Ledger.take`)."""
        return self._ledger.take()

    def start(self, zygote: Zygote, selector: selectors.BaseSelector) -> bool:
        """Have a child run what is to run next, and say whether there was anything; if not, the batch is complete.

        Raises:
            ZygoteDiedError: the zygote is gone.
        """
        jobs = self._ledger.next_child()
        if not jobs:
            return False
        limits = jobs[0].limits
        # Processor time is watched job by job from outside; the child's own limit is for when nobody watches.
        cpu_seconds = math.ceil(limits.seconds * len(jobs)) + 1
        child, channel = zygote.spawn(len(jobs), limits.memory_bytes, cpu_seconds)
        talk = Conversation(child, channel, jobs)
        self._run = zygote, talk
        talk.send()
        selector.register(talk.channel, _awaited(talk), self)
        return True

    def patience(self) -> float:
        """Give the seconds until the running job may be overdue."""
        return 0.0 if self._run is None else self._run[1].remaining()

    def step(self, events: int, selector: selectors.BaseSelector) -> None:
        """Deal with what the selector reported for the child's channel, and with the clock.

        Raises:
            ZygoteDiedError: the zygote is gone; call `orphan`.
            IsolationError: the child could not be confined.
        """
        if self._run is None:
            return
        zygote, talk = self._run
        if events & selectors.EVENT_WRITE:
            talk.send()
        if events & selectors.EVENT_READ:
            try:
                answer = talk.receive()
            except ForgedError as err:
                self._stop(Reply(Status.TAMPERED, str(err)), selector)
                return
            if answer is not None and answer.reply.status in _SUSPECT:
                self._stop(answer.reply, selector)
                return
            if answer is not None:
                self._ledger.answered(answer.reply, answer.frame)
        if talk.done:
            zygote.release(talk.child)
            self._part(selector)
        elif talk.closed:
            end = zygote.finish(talk.child, now=False)
            if end.from_outside:
                self._ledger.interrupted()
            else:
                self._ledger.failed(talk.verdict(end))
            self._part(selector)
        elif not events and talk.remaining() <= 0:
            self._stop(talk.overdue(), selector)
        elif events:
            selector.modify(talk.channel, _awaited(talk), self)

    def orphan(self, selector: selectors.BaseSelector) -> Zygote | None:
        """Part from a child whose zygote died, and give that zygote."""
        if self._run is None:
            return None
        zygote, _ = self._run
        self._ledger.interrupted()
        self._part(selector)
        return zygote

    def abandon(self, selector: selectors.BaseSelector) -> None:
        """End the child; its jobs stay unanswered."""
        if self._run is not None:
            zygote, talk = self._run
            with contextlib.suppress(ZygoteDiedError):
                zygote.finish(talk.child, now=True)
            self._part(selector)

    def _stop(self, verdict: Reply, selector: selectors.BaseSelector) -> None:
        if self._run is not None:
            zygote, talk = self._run
            zygote.finish(talk.child, now=True)
            self._ledger.failed(verdict)
            self._part(selector)

    def _part(self, selector: selectors.BaseSelector) -> None:
        if self._run is not None:
            channel = self._run[1].channel
            selector.unregister(channel)
            channel.close()
            self._run = None


def _awaited(talk: Conversation) -> int:
    return selectors.EVENT_READ | (selectors.EVENT_WRITE if talk.sending else 0)
