"""A program's one thread, run in the place where it is started.

Programs that recurse deeply often put their work into one thread with a large stack, start it and wait for it. A jail
gives no threads, and needs none for that: the thread's work is done while `start` is called, in every mode alike. What
would depend on how threads take turns is no fact about the program, and is noted as such.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from tracepile.execution.statements import PROGRAM_MODULES

_ENDED_EARLY = "a thread of it ends with an exception"
_TAKE_TURNS = "it has several threads at a time"


@contextlib.contextmanager
def inline_threads(note: Callable[[str], None], is_program: Callable[[Any], bool]) -> Iterator[None]:
    """Run threads that the program starts while this lasts inside `start`.

    Args:
        note: told of what makes the run depend on more than the program.
        is_program: whether a frame of the interpreter is the program's.
    """
    started: set[threading.Thread] = set()
    waited_for: set[threading.Thread] = set()

    def start(self: threading.Thread) -> None:
        own = type(self) is threading.Thread or type(self).__module__ in PROGRAM_MODULES
        if self in started:
            raise RuntimeError("threads can only be started once")
        if started - waited_for:
            note(_TAKE_TURNS)
        if started - waited_for or not own or not is_program(sys._getframe(1)):
            original_start(self)  # which the jail refuses
            return
        started.add(self)
        try:
            self.run()
        except (Exception, SystemExit):  # outside it would end the thread alone
            note(_ENDED_EARLY)

    def join(self: threading.Thread, timeout: float | None = None) -> None:
        if self in started:
            waited_for.add(self)
        else:
            original_join(self, timeout)

    def is_alive(self: threading.Thread) -> bool:
        return False if self in started else original_is_alive(self)

    kind: Any = threading.Thread
    original_start, original_join, original_is_alive = kind.start, kind.join, kind.is_alive
    kind.start, kind.join, kind.is_alive = start, join, is_alive
    try:
        yield
    finally:
        kind.start, kind.join, kind.is_alive = original_start, original_join, original_is_alive
