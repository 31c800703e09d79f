"""Jobs that share a child, and what becomes of them when the child does not live to answer them all."""

from __future__ import annotations

import contextlib
import math
import selectors
from collections import deque
from collections.abc import Sequence

from tracepile.execution.conversation import Conversation, ForgedError
from tracepile.execution.jobs import Job, Reply
from tracepile.execution.launcher import Zygote, ZygoteDiedError
from tracepile.records import Status

# How often the zygote may die while one job runs first in its child before the job is held to be the cause.
_DEATHS_MAX = 3
# What a job may have been made to end as by those before it, and a sign that those after it may be harmed.
_SUSPECT = (Status.MEMORY_LIMIT, Status.TAMPERED)


class Batch:
    """Consecutive jobs with the same limits of memory and time.

    A job is judged only by what happens when it is the first of a fresh child: if the child fails at a later one, the
    jobs from that one on get a fresh child.

    Attributes:
        replies: replies of the jobs, in order, that nobody has taken yet.
    """

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.replies: deque[Reply] = deque()
        self._jobs = jobs
        self._answered = 0
        self._first = 0
        self._deaths = 0
        self._run: tuple[Zygote, Conversation] | None = None

    @property
    def complete(self) -> bool:
        """Whether every job has its reply."""
        return self._answered == len(self._jobs)

    @property
    def active(self) -> bool:
        """Whether a child is running jobs of this batch."""
        return self._run is not None

    def start(self, zygote: Zygote, selector: selectors.BaseSelector) -> None:
        """Have a child run the jobs that are not answered.

        Raises:
            ZygoteDiedError: the zygote is gone.
        """
        jobs = self._jobs[self._answered :]
        limits = jobs[0].limits
        # Processor time is watched job by job from outside; the child's own limit is for when nobody watches.
        cpu_seconds = math.ceil(limits.seconds * len(jobs)) + 1
        child, channel = zygote.spawn(len(jobs), limits.memory_bytes, cpu_seconds)
        talk = Conversation(child, channel, jobs)
        self._first = self._answered
        self._run = zygote, talk
        talk.send()
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if talk.sending else 0)
        selector.register(talk.channel, events, self)

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
            if not talk.sending:
                selector.modify(talk.channel, selectors.EVENT_READ, self)
        if events & selectors.EVENT_READ:
            try:
                for reply in talk.receive():
                    if reply.status in _SUSPECT:
                        zygote.finish(talk.child, now=True)
                        self._judge(reply)
                        self._part(selector)
                        return
                    self._take(reply)
            except ForgedError as err:
                zygote.finish(talk.child, now=True)
                self._judge(Reply(Status.TAMPERED, str(err)))
                self._part(selector)
                return
        if talk.done:
            zygote.release(talk.child)
            self._part(selector)
        elif talk.closed:
            self._judge(talk.verdict(zygote.finish(talk.child, now=False)))
            self._part(selector)
        elif not events and talk.remaining() <= 0:
            zygote.finish(talk.child, now=True)
            self._judge(talk.overdue())
            self._part(selector)

    def orphan(self, selector: selectors.BaseSelector) -> Zygote | None:
        """Part from a child whose zygote died, and give that zygote."""
        zygote = None if self._run is None else self._run[0]
        self._part(selector)
        if self._answered == self._first and not self.complete:
            self._deaths += 1
            if self._deaths == _DEATHS_MAX:
                self._take(Reply(Status.KILLED, f"the jail itself was killed {_DEATHS_MAX} times during this run"))
        return zygote

    def abandon(self, selector: selectors.BaseSelector) -> None:
        """End the child; its jobs stay unanswered."""
        if self._run is not None:
            zygote, talk = self._run
            with contextlib.suppress(ZygoteDiedError):
                zygote.finish(talk.child, now=True)
            self._part(selector)

    def _judge(self, reply: Reply) -> None:
        if self._answered == self._first:
            self._take(reply)

    def _take(self, reply: Reply) -> None:
        self.replies.append(reply)
        self._answered += 1
        self._deaths = 0

    def _part(self, selector: selectors.BaseSelector) -> None:
        if self._run is not None:
            channel = self._run[1].channel
            selector.unregister(channel)
            channel.close()
            self._run = None
