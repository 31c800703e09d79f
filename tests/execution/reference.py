"""A reference tracer: slow, simple, and the judge of every other.

At every event it pictures everything that the frame sees, in full and from scratch, and says what changed by comparing
the texts of two complete pictures. It has no facts about what a statement may change, no journal, no earlier picture to
share with, and takes nothing for unchanged because it is the same object. What statements store, how frames are left
and where loops end it does not infer from the program's text either: it looks at each instruction that is executed,
and `sys.monitoring` tells it which exception leaves a frame.

It shares with the tracers that it judges what a trace is written in, and no more: the statement table (`statements`,
whose virtual lines say which statement an instruction belongs to), how one value looks at one moment (`freeze` without
an earlier picture, `shown`, `write`, which have tests of their own against `repr`), which pictures are of things that
can change (`is_mutable`) and the words for an exception (`describe`).
"""

from __future__ import annotations

import ast
import contextlib
import functools
import json
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.execution.reference_diff import difference
from tests.execution.reference_facts import Instruction, Names, instructions, is_told, sure_stores
from tracepile.execution.observation import TraceLimitError
from tracepile.execution.picture_text import TooLongError, write
from tracepile.execution.statements import Statement, statements
from tracepile.execution.stdio import Capture, Input
from tracepile.execution.tracer import LineLimitError, TracerError, describe
from tracepile.execution.values import SHOWN_IN_FULL, Frozen, freeze, is_mutable, shown

LARGEST = 50_000
"""Characters up to which the reference pictures a value: lists that hold themselves twice grow without an end."""

_TOOL = 3
_ENDS_A_LOOP = frozenset({"FOR_ITER", "END_FOR", "SEND", "END_SEND", "CLEANUP_THROW"})
_NOT_DATA = (types.FunctionType, types.BuiltinFunctionType, type, types.ModuleType)


class Seen(NamedTuple):
    """What a name held at one moment: the object, its picture, and the picture's text in full."""

    object: object
    frozen: Frozen
    text: str


@dataclass
class Visit:
    """A statement that a frame is at: its row in the trace and what the instructions did since it began."""

    statement: Statement
    row: list[Any]
    stored: set[str] = field(default_factory=set)
    borrowed: set[str] = field(default_factory=set)
    """Names that a comprehension uses for its own variables until it is over."""


@dataclass
class Activation:
    """One frame while it lives."""

    number: int
    depth: int
    names: Names
    seen: dict[str, Seen] = field(default_factory=dict)
    visit: Visit | None = None
    raised_again: BaseException | None = None
    raised_at: int | None = None
    """The statement at which the exception that is on its way through this frame came up."""
    closing: bool = False


class ReferenceTracer:
    """A tracer like those in `tracepile.execution.tracer`, which it judges. Takes what they take."""

    def __init__(self, code: str, stdout: Capture, stdin: Input, *, max_lines: int, trace_bytes: int) -> None:
        self.lines = 0
        self._table = statements(code)
        self._stdout, self._stdin, self._max_lines = stdout, stdin, max_lines
        self._stored_anywhere = {name for statement in self._table for name in statement.stores}
        self._rows: list[list[Any]] = []
        self._frames: list[list[Any]] = []
        self._living: dict[types.FrameType, Activation] = {}
        self._stack: list[Activation] = []
        self._numbers: dict[int, int] = {}
        self._kept: list[object] = []
        self._names: dict[types.CodeType, Names] = {}
        self._instructions: dict[types.CodeType, dict[int, Instruction]] = {}
        self._failure: BaseException | None = None

    def run(self, start: Callable[[], Any]) -> Any:
        """Call `start` and watch the program's frames; give what it returned."""
        events = sys.monitoring.events
        ways = {events.PY_RETURN: "return", events.PY_YIELD: "yield", events.PY_UNWIND: "unwind"}
        sys.monitoring.use_tool_id(_TOOL, "reference tracer")
        for event, kind in ways.items():
            sys.monitoring.register_callback(_TOOL, event, functools.partial(self._on_left, kind))
        sys.monitoring.set_events(_TOOL, events.PY_RETURN | events.PY_YIELD | events.PY_UNWIND)
        sys.settrace(self._on_call)
        try:
            return start()
        finally:
            sys.settrace(None)
            sys.monitoring.set_events(_TOOL, 0)
            for event in ways:
                sys.monitoring.register_callback(_TOOL, event, None)
            sys.monitoring.free_tool_id(_TOOL)
            if self._failure is not None:
                raise self._failure

    def payload(self) -> bytes:
        """Give the events and frames as compact JSON (see `tracepile.execution.traces`)."""
        return json.dumps({"events": self._rows, "frames": self._frames}).encode()

    # --- what the interpreter reports ---

    def _on_left(self, kind: str, code: types.CodeType, offset: int, given: Any) -> None:
        """Take from `sys.monitoring` how a frame is left: with a value, or by an exception."""
        frame = sys._getframe(1)
        # A generator that is thrown away while a trace function runs is closed without having been entered.
        if is_told(code) and self._stack and self._stack[-1] is self._living.get(frame):
            with self._failing():
                self._take_streams()
                self._on_leave(frame, self._living[frame], kind, given)

    def _on_call(self, frame: types.FrameType, event: str, arg: object) -> Any:
        return self._on_event(frame, event, arg) if is_told(frame.f_code) else None

    def _on_event(self, frame: types.FrameType, event: str, arg: Any) -> Any:
        frame.f_trace_opcodes = True  # which says nothing before the frame has a trace function
        with self._failing():
            if event == "opcode":
                self._on_instruction(frame, self._living[frame])
                return self._on_event
            self._take_streams()
            if event == "call":
                self._on_enter(frame)
            elif event == "line":
                self._on_line(frame, self._living[frame])
            elif event == "exception":
                self._on_exception(frame, self._living[frame], arg[1])
        return self._on_event

    @contextlib.contextmanager
    def _failing(self) -> Iterator[None]:
        """Keep what ends the run, for the program may catch it."""
        try:
            yield
        except BaseException as error:
            self._failure = TracerError(f"the reference: {error!r}") if isinstance(error, Exception) else error
            raise self._failure from error

    def _on_enter(self, frame: types.FrameType) -> None:
        known = self._living.get(frame)
        line = self._table[(frame.f_lineno or 1) - 1].line if self._table else 1
        if known is not None:
            self._stack.append(known)
            row = self._add("resume", line, -1, known)
            self._tell_changes(frame, known, row, told=set())
            return
        code, caller = frame.f_code, self._stack[-1].number if self._stack else -1
        if code not in self._names:
            self._names[code] = Names.of(code, self._table, self._stored_anywhere)
        entered = Activation(len(self._frames), len(self._stack), self._names[code])
        self._living[frame] = entered
        self._stack.append(entered)
        self._frames.append([code.co_qualname.replace("<locals>.", ""), caller, entered.depth, line])
        self._tell_changes(frame, entered, self._add("call", line, -1, entered), told=set())

    def _on_line(self, frame: types.FrameType, active: Activation) -> None:
        statement = self._table[frame.f_lineno - 1]
        if active.closing:
            if not isinstance(statement.node, ast.ExceptHandler):
                raise TracerError("a generator had something left to do when it was closed")
            return
        if active.visit is not None and active.visit.statement is statement:
            return  # a comprehension in it goes round
        if active.raised_at == statement.index:
            return  # a comprehension in it is left by the exception
        self._raise_again(frame, active)
        active.raised_at = None
        self._end_visit(frame, active, completed=_carried_out(active.visit, statement))
        self.lines += 1
        if self.lines > self._max_lines:
            raise LineLimitError(self._max_lines)
        active.visit = Visit(statement, self._add("line", statement.line, statement.index, active))

    def _on_instruction(self, frame: types.FrameType, active: Activation) -> None:
        instruction = self._instruction(frame)
        if active.visit is not None:
            active.visit.stored |= instruction.stores
            if instruction.name == "LOAD_FAST_AND_CLEAR":
                active.visit.borrowed.add(instruction.argument)
        if instruction.name == "RAISE_VARARGS" and instruction.argument == 0:
            active.raised_again = sys.exception()

    def _raise_again(self, frame: types.FrameType, active: Activation) -> None:
        """Tell what `raise` alone has raised, of which the interpreter says nothing, when the frame's next event comes.

        By then the interpreter has unbound the name of the handler that it stands in.
        """
        if active.raised_again is not None:
            self._raise(frame, active, active.raised_again)

    def _instruction(self, frame: types.FrameType) -> Instruction:
        code = frame.f_code
        if code not in self._instructions:
            self._instructions[code] = instructions(code)
        return self._instructions[code][frame.f_lasti]

    def _on_exception(self, frame: types.FrameType, active: Activation, error: BaseException) -> None:
        at = self._instruction(frame)
        delegating = at.name == "RESUME" and at.argument & 3 in (2, 3)  # behind a `yield from` or an `await`
        if isinstance(error, StopIteration) and (delegating or at.name in _ENDS_A_LOOP):
            return
        if isinstance(error, GeneratorExit) and self._rows[-1][0] == "resume":
            self._rows.pop()  # what closes a generator is no step of the program
            active.closing = True
            return
        self._raise(frame, active, error)

    def _raise(self, frame: types.FrameType, active: Activation, error: BaseException | None) -> None:
        statement = self._table[frame.f_lineno - 1] if active.visit is None else active.visit.statement
        self._end_visit(frame, active, completed=False, raising=True)
        active.raised_again = None
        active.raised_at = statement.index
        row = self._add("raise", statement.line, statement.index, active)
        row[6] = f"{type(error).__name__}: {describe(error)}"

    def _on_leave(self, frame: types.FrameType, active: Activation, kind: str, given: Any) -> None:
        self._stack.pop()
        if active.closing:
            del self._living[frame]
            return
        self._raise_again(frame, active)
        if frame.f_lineno is not None:
            statement = self._table[frame.f_lineno - 1]
        else:  # the compiler gives it none; it is what the statement visited last ends with
            statement = active.visit.statement if active.visit else self._table[active.raised_at or 0]
        text = f"{type(given).__name__}: {describe(given)}" if kind == "unwind" else shown(freeze(given))
        if kind != "yield":
            self._end_visit(frame, active, completed=kind == "return" and _carried_out(active.visit, None))
            del self._living[frame]
        row = self._add(kind, statement.line, statement.index, active)
        row[6] = text
        if kind == "yield":  # what the statement did before; the rest follows when the frame goes on
            self._tell_changes(frame, active, row, told=set())

    # --- what is told ---

    def _add(self, kind: str, line: int, statement: int, active: Activation) -> list[Any]:
        row: list[Any] = [kind, line, statement, active.number, active.depth, [], None, "", ""]
        self._rows.append(row)
        return row

    def _take_streams(self) -> None:
        """Give what was printed and read since the last event to the statement that the innermost frame is at."""
        printed, read = self._stdout.take(), self._stdin.take()
        if self._stack and self._stack[-1].visit is not None:
            self._stack[-1].visit.row[7] += printed
            self._stack[-1].visit.row[8] += read

    def _end_visit(self, frame: types.FrameType, active: Activation, *, completed: bool, raising: bool = False) -> None:
        visit, active.visit = active.visit, None
        if visit is not None:
            told = visit.stored & sure_stores(visit.statement.node) if completed else set()
            self._tell_changes(frame, active, visit.row, told, visit, raising=raising)

    def _tell_changes(
        self,
        frame: types.FrameType,
        active: Activation,
        row: list[Any],
        told: set[str],
        visit: Visit | None = None,
        *,
        raising: bool = False,
    ) -> None:
        """Picture all that the frame sees now and tell what is not as it was, or was stored again for sure (`told`)."""
        borrowed = visit.borrowed - visit.statement.stores if visit is not None and raising else set()
        before, now = active.seen, self._picture(frame, active, borrowed)
        changes = row[5]
        for name, after in now.items():
            known = before.get(name)
            if known is None:
                changes.append([name, None, shown(after.frozen), "bound", self._number(after)])
            elif known.object is not after.object:
                if known.text != after.text or name in told or is_mutable(after.frozen):
                    changes.append([name, shown(known.frozen), shown(after.frozen), "rebound", self._number(after)])
            elif known.text != after.text:
                changes += _inside(name, known, after)
            elif name in told:
                changes.append([name, shown(known.frozen), shown(after.frozen), "rebound", self._number(after)])
        for name, gone in before.items():
            if name not in now and not self._is_end_of_handler(name, visit):
                changes.append([name, shown(gone.frozen), None, "unbound", None])
        # A name that comes back stands behind those that were there all the time.
        active.seen = {name: now[name] for name in before if name in now} | now

    def _is_end_of_handler(self, name: str, visit: Visit | None) -> bool:
        """Whether it is the interpreter that unbinds a name: that of an `except ... as name` which is over."""
        handles = any(isinstance(s.node, ast.ExceptHandler) and s.node.name == name for s in self._table)
        return handles and (visit is None or not isinstance(visit.statement.node, ast.Delete))

    def _picture(self, frame: types.FrameType, active: Activation, borrowed: set[str]) -> dict[str, Seen]:
        # A module's locals are its globals, except while a comprehension in it is at work.
        own = frame.f_globals if active.names.is_module else frame.f_locals
        values = {name: value for name, value in own.items() if active.names.is_shown(name)}
        for name in active.names.of_module:
            value = frame.f_globals.get(name)
            if name not in values and name in frame.f_globals and not isinstance(value, _NOT_DATA):
                values[name] = value
        for name in borrowed & values.keys():  # what they hold now is a comprehension's
            if name in active.seen:
                values[name] = active.seen[name].object
            else:
                del values[name]
        return {name: _seen(value, active.seen.get(name)) for name, value in values.items()}

    def _number(self, seen: Seen) -> int | None:
        """Number the objects that can change in the order in which they are told; none is let go of."""
        if not is_mutable(seen.frozen):
            return None
        if id(seen.object) not in self._numbers:
            self._numbers[id(seen.object)] = len(self._numbers)
            self._kept.append(seen.object)
        return self._numbers[id(seen.object)]


def _seen(value: object, known: Seen | None) -> Seen:
    if known is not None and known.object is value and isinstance(value, _NOT_DATA):
        return known  # a function that is given another name is no other value
    frozen = freeze(value)
    try:
        return Seen(value, frozen, write(frozen, LARGEST))
    except TooLongError:
        raise TraceLimitError(LARGEST) from None


def _inside(name: str, before: Seen, after: Seen) -> Iterator[list[Any]]:
    """Tell what changed in an object; of one that is shown shortened also how it looks now, where that is not alike."""
    changes = difference(name, before.frozen, after.frozen)
    long = max(len(before.text), len(after.text)) > SHOWN_IN_FULL
    looks = shown(before.frozen), shown(after.frozen)
    if long and changes[0][0] != name and looks[0] != looks[1]:
        yield [name, *looks, "mutated", None]
    yield from ([*change, None] for change in changes)


def _carried_out(visit: Visit | None, following: Statement | None) -> bool:
    """Whether a statement that the frame left without an exception did what its header says it stores.

    A `case` may store what it captures and yet not be entered; of that only what changed is told.
    """
    if visit is None or not isinstance(visit.statement.node, ast.match_case):
        return visit is not None
    return following is not None and (following.parent, following.block) == (visit.statement.index, "body")
