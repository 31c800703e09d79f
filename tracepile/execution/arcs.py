"""Which statements a run visited, and which followed which: what inputs are chosen by.

An arc is a pair of statement indices (see `tracepile.execution.statements`): the second was visited next after the
first in the same activation of a function. `OUTSIDE` stands for the way in and the way out by a return; a frame left by
an exception has no arc out. The recorder listens to `sys.monitoring` on the program's own functions alone, so that
libraries run at their full speed.
"""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from tracepile.execution.statements import instrument, statements
from tracepile.execution.tracer import LineLimitError

type Arc = tuple[int, int]

OUTSIDE = -1
"""Where a frame comes from and where a return leads."""

_TOOL = 3  # 0, 1, 2 and 5 are meant for debuggers, coverage, profilers and optimizers

_MONITORING = sys.monitoring
_EVENTS = _MONITORING.events.PY_START | _MONITORING.events.LINE | _MONITORING.events.PY_RETURN


@dataclass(frozen=True, slots=True)
class Visits:
    """What one run reached: its arcs in order, and how many statements it executed, repetitions included."""

    arcs: tuple[Arc, ...]
    executed: int

    @property
    def statements(self) -> frozenset[int]:
        """The statements that were visited."""
        return frozenset(index for arc in self.arcs for index in arc if index != OUTSIDE)


def frames_of(code: types.CodeType) -> Iterator[types.CodeType]:
    """Give the code of a module and of the functions in it; what lambdas, generator expressions and class bodies
    execute belongs to the statement that they stand in."""
    if code.co_name == "<module>" or (code.co_name[:1] != "<" and code.co_flags & inspect.CO_OPTIMIZED):
        yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from frames_of(constant)


@lru_cache(maxsize=64)
def compiled(code: str) -> types.CodeType:
    """Give `instrument(code)`, once for the many inputs of one program.

    Raises:
        InvalidProgramError: the code does not compile.
    """
    return instrument(code)


class ArcRecorder:
    """Notes the arcs of the functions of a program that was compiled by `compiled`.

    Args:
        code: the program's source text.
        max_lines: statements that may be executed.
    """

    def __init__(self, code: str, *, max_lines: int) -> None:
        self._frames = tuple(frames_of(compiled(code)))
        self._max_lines = max_lines
        self._executed = 0
        self._failure: LineLimitError | None = None
        # By the frame's id, which is free again once the frame is gone: every start writes it anew.
        self._previous: dict[int, int] = {}
        self._arcs: set[Arc] = set()

    def run(self, start: Callable[[], Any]) -> Any:
        """Call `start` and note the arcs; give what it returned. Whatever it raises goes through.

        Raises:
            LineLimitError: more statements were executed than allowed, whether or not the program caught it.
        """
        _MONITORING.use_tool_id(_TOOL, "tracepile")
        try:
            _MONITORING.register_callback(_TOOL, _MONITORING.events.PY_START, self._on_start)
            _MONITORING.register_callback(_TOOL, _MONITORING.events.LINE, self._on_line)
            _MONITORING.register_callback(_TOOL, _MONITORING.events.PY_RETURN, self._on_return)
            self._listen(_EVENTS)
            return start()
        finally:
            self._listen(_MONITORING.events.NO_EVENTS)
            _MONITORING.free_tool_id(_TOOL)
            if self._failure is not None:  # the program may have caught what was raised into it
                raise self._failure

    def payload(self) -> dict[str, Any]:
        """Give the arcs, sorted, and the number of executed statements, for `read_visits`."""
        return {"arcs": [list(arc) for arc in sorted(self._arcs)], "executed": self._executed}

    def _listen(self, events: int) -> None:
        for frame in self._frames:
            _MONITORING.set_local_events(_TOOL, frame, events)

    def _on_start(self, code: types.CodeType, offset: int) -> None:
        del code, offset
        self._previous[id(sys._getframe(1))] = OUTSIDE

    def _on_line(self, code: types.CodeType, line: int) -> None:
        del code
        frame, index = id(sys._getframe(1)), line - 1
        previous = self._previous.get(frame, OUTSIDE)
        if previous == index:
            return  # a comprehension of the statement went round: still the same visit
        self._previous[frame] = index
        self._arcs.add((previous, index))
        self._executed += 1
        if self._executed > self._max_lines:
            self._failure = LineLimitError(self._max_lines)
            raise self._failure

    def _on_return(self, code: types.CodeType, offset: int, value: object) -> None:
        del code, offset, value
        previous = self._previous.pop(id(sys._getframe(1)), OUTSIDE)
        if previous != OUTSIDE:
            self._arcs.add((previous, OUTSIDE))


def read_visits(payload: Any, code: str) -> Visits:
    """Read what the recorder's `payload` gave, or what answered in its place.

    It comes from a process that strangers' code ran in, so that every part is checked: the arcs are sorted, distinct
    and between statements of the program.

    Raises:
        ValueError: the payload is not what a recorder gives.
    """
    table = len(statements(code))
    try:
        if type(payload) is not dict or set(payload) != {"arcs", "executed"} or type(payload["arcs"]) is not list:
            raise ValueError("it holds no arcs")
        arcs = tuple(_arc(pair, table) for pair in payload["arcs"])
        if any(first >= second for first, second in pairwise(arcs)):
            raise ValueError("its arcs are not sorted")
        executed = payload["executed"]
        if type(executed) is not int or executed < len({arc[1] for arc in arcs} - {OUTSIDE}):
            raise ValueError(f"so many statements cannot have been executed: {str(executed)[:40]}")
    except (TypeError, ValueError) as err:
        raise ValueError(f"malformed arcs from a child: {err}") from err
    return Visits(arcs, executed)


def _arc(pair: Any, table: int) -> Arc:
    if type(pair) is not list or len(pair) != 2 or any(type(end) is not int for end in pair):
        raise ValueError(f"no arc is {str(pair)[:80]}")
    first, second = pair
    if not (OUTSIDE <= first < table and OUTSIDE <= second < table) or first == second:
        raise ValueError(f"no arc leads from {first} to {second} among {table} statements")
    return (first, second)
