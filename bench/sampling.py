"""A profile by samples: where a process is, looked at every few milliseconds of its processor time.

Unlike a profiler that counts calls, it does not make small functions look expensive. A look that comes late, because a
long call into C was on, counts for the whole time since the one before it.
"""

from __future__ import annotations

import contextlib
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from types import CodeType, FrameType

SECONDS = 0.002


class Sampler:
    """Adds up processor seconds by where they went.

    Args:
        stage_of: says which stage of the work a function belongs to, None if it belongs to that of its caller.
        function_of: names a function that is worth a line of its own; None counts it to its caller.
        overriding: a stage that all belongs to that is called from it, whatever stage that has itself.

    Attributes:
        context: what is being worked on, set from outside.
        stages: seconds by context and stage; the stage is empty where no function on the stack has one.
        functions: seconds by function.
    """

    def __init__(
        self,
        stage_of: Callable[[CodeType], str | None],
        function_of: Callable[[CodeType], str | None],
        overriding: str = "",
    ) -> None:
        self.context = ""
        self.stages: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.functions: defaultdict[str, float] = defaultdict(float)
        self._stage_of, self._function_of, self._overriding = stage_of, function_of, overriding
        self._known: dict[tuple[str, str], tuple[str | None, str | None]] = {}
        self._last = 0.0

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Look while this lasts, in the main thread."""
        before = signal.signal(signal.SIGPROF, self._look)
        self._last = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, SECONDS, SECONDS)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)

    def _look(self, number: int, frame: FrameType | None) -> None:
        del number
        now = time.process_time()
        elapsed, self._last = now - self._last, now
        stage = function = None
        while frame is not None:
            code = frame.f_code
            place = code.co_filename, code.co_qualname
            if (known := self._known.get(place)) is None:
                known = self._known[place] = self._stage_of(code), self._function_of(code)
            if stage is None or known[0] == self._overriding:
                stage = known[0]
            if function is None:
                function = known[1]
            frame = frame.f_back
        self.stages[self.context, stage or ""] += elapsed
        self.functions[function or ""] += elapsed
