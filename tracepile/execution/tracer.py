"""The tracer in pure Python: what a program did, statement by statement.

It listens to `sys.settrace` on code made by `statements.instrument`. A statement's changes are known when its frame
moves on, so a line event is filled in later than it is numbered.
"""

from __future__ import annotations

import ast
import dis
import inspect
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from tracepile.execution.observation import Observer, Row, View
from tracepile.execution.statements import PROGRAM_FILE, Statement, statements
from tracepile.execution.stdio import Capture, Input
from tracepile.execution.values import shown_value
from tracepile.records import EventKind


class LineLimitError(BaseException):
    """A program executed more statements than it may."""


class TamperedError(BaseException):
    """The program stopped or replaced the tracer, so its events cannot be believed."""


class TracerError(BaseException):
    """The tracer itself failed. Not an `Exception`: it must not pass for one of the program's."""


class Tracer(Protocol):
    """What the child asks of a tracer. A compiled one fits behind the same three members."""

    lines: int

    def run(self, start: Callable[[], Any]) -> Any:
        """Call `start` and watch the program's frames; give what it returned."""

    def payload(self) -> dict[str, Any]:
        """Give the events and frames as compact JSON (see `tracepile.execution.traces`)."""


@dataclass(slots=True)
class _FrameState:
    number: int
    depth: int
    view: View
    pending: Row | None = None
    rows_at_pending: int = 0
    raising: str | None = None
    raised_by: int = -1
    handled: str | None = None
    possible_stop: str | None = None
    closing: bool = False


class PythonTracer:
    """A `Tracer` on `sys.settrace`.

    Args:
        code: the program's source text; the caller executes `statements.instrument(code)`.
        stdout: where the program prints.
        stdin: where the program reads.
        max_lines: statements that may be executed.
        trace_bytes: rough size that all rendered values may take.
    """

    def __init__(self, code: str, stdout: Capture, stdin: Input, *, max_lines: int, trace_bytes: int) -> None:
        self.lines = 0
        self._statements = statements(code)
        self._stdout, self._stdin = stdout, stdin
        self._max_lines = max_lines
        self._observer = Observer(code, trace_bytes)
        self._failure: BaseException | None = None
        self._rows: list[Row] = []
        self._frames: list[tuple[str, int, int, int]] = []
        self._states: dict[types.FrameType, _FrameState] = {}
        self._stack: list[_FrameState] = []
        self.trace_function = self._on_call

    def run(self, start: Callable[[], Any]) -> Any:
        """Call `start` and watch the program's frames; give what it returned. Whatever it raises goes through."""
        sys.settrace(self.trace_function)
        try:
            return start()
        finally:
            left_behind = sys.gettrace()
            sys.settrace(None)
            if self._failure is not None:  # the program may have caught what was raised into it
                raise self._failure
            if left_behind != self.trace_function:
                raise TamperedError("the program stopped or replaced the tracer")

    def payload(self) -> dict[str, Any]:
        """Give the events and frames as compact JSON (see `tracepile.execution.traces`)."""
        events = [
            [
                row.kind,
                row.line,
                row.statement,
                row.frame,
                row.depth,
                [list(c) for c in row.changes],
                row.value,
                row.printed,
                row.read,
            ]
            for row in self._rows
        ]
        return {"events": events, "frames": [list(frame) for frame in self._frames]}

    # --- events of the interpreter ---

    def _on_call(self, frame: types.FrameType, event: str, arg: Any) -> Any:
        code = frame.f_code
        if code.co_filename != PROGRAM_FILE or not _narratable(code):
            return None
        try:
            self._enter(frame, code)
        except BaseException as err:
            raise self._failed(err) from err
        return self._on_event

    def _enter(self, frame: types.FrameType, code: types.CodeType) -> None:
        self._attribute_streams()
        state = self._states.get(frame)
        if state is not None:
            self._stack.append(state)
            row = Row(EventKind.RESUME, self._line(frame), -1, state.number, state.depth)
            # What others changed while the generator slept is not the work of the statement that yielded.
            self._observer.note_doubt()
            self._observer.observe(frame, state.view, row, stores=frozenset(), deep=True)
            self._rows.append(row)
            return
        state = _FrameState(len(self._frames), len(self._stack), self._observer.view(code))
        caller = self._stack[-1].number if self._stack else -1
        self._states[frame] = state
        self._stack.append(state)
        line = self._line(frame)
        self._frames.append((code.co_qualname.replace("<locals>.", ""), caller, state.depth, line))
        row = Row(EventKind.CALL, line, -1, state.number, state.depth)
        parameters = code.co_argcount + code.co_kwonlyargcount
        parameters += bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
        stores = frozenset(code.co_varnames[:parameters])
        self._observer.observe(frame, state.view, row, stores=stores, deep=False)
        self._rows.append(row)

    def _on_event(self, frame: types.FrameType, event: str, arg: Any) -> Any:
        state = self._states[frame]
        try:
            self._attribute_streams()
            if event == "line":
                self._on_line(frame, state)
            elif event == "return":
                self._on_return(frame, state, arg)
            elif event == "exception":
                self._on_exception(frame, state, arg)
        except BaseException as err:
            raise self._failed(err) from err
        return self._on_event

    def _failed(self, error: BaseException) -> BaseException:
        """Keep what ends the run, for the program may catch it; a failure of ours must not pass for one of its own."""
        if isinstance(error, Exception) and not isinstance(error, MemoryError):
            error = TracerError(f"the tracer failed: {type(error).__name__}: {error}")
        self._failure = error
        return error

    def _on_line(self, frame: types.FrameType, state: _FrameState) -> None:
        statement = self._statements[frame.f_lineno - 1]
        if state.closing:
            if isinstance(statement.node, ast.ExceptHandler):
                return  # it does not take what closes a generator, or its body comes next
            raise TracerError("a generator had something left to do when it was closed")
        if state.pending is not None and state.pending.statement == statement.index:
            state.possible_stop = None
            return  # a comprehension of the statement went round: still the same visit
        if state.raising is not None and state.raised_by == statement.index:
            return  # a comprehension of the statement tidies up after itself
        if statement.block in ("handlers", "finalbody"):
            self._raise_again(frame, state)
        self._confirm(frame, state, following=statement)
        if state.raising is not None:
            state.handled, state.raising, state.raised_by = state.raising, None, -1
        self.lines += 1
        if self.lines > self._max_lines:
            raise LineLimitError(f"the program executed more than {self._max_lines:,} statements")
        row = Row(EventKind.LINE, statement.line, statement.index, state.number, state.depth)
        self._rows.append(row)
        state.pending, state.rows_at_pending = row, len(self._rows)

    def _on_return(self, frame: types.FrameType, state: _FrameState, arg: Any) -> None:
        self._stack.pop()
        if state.closing:
            del self._states[frame]
            return
        opcode = dis.opname[_bytecode(state.view.code)[frame.f_lasti]]
        yielding = opcode in _YIELD_OPCODES and state.raising is None
        left = EventKind.RETURN if opcode.startswith("RETURN_") else EventKind.UNWIND
        kind = EventKind.YIELD if yielding else left
        if kind is EventKind.UNWIND:
            self._raise_again(frame, state)
        if yielding:
            self._observer.note_doubt()
        if not yielding:  # a statement that yields is complete when the generator goes on
            self._confirm(frame, state)
        value = (state.raising or state.handled) if kind is EventKind.UNWIND else self._observer.written(arg)
        index = self._statements[frame.f_lineno - 1].index
        self._rows.append(Row(kind, self._line(frame), index, state.number, state.depth, value=value))
        if not yielding:
            del self._states[frame]

    def _on_exception(self, frame: types.FrameType, state: _FrameState, arg: Any) -> None:
        kind, error, _ = arg
        if issubclass(kind, MemoryError):  # how much memory there is is no fact about the program
            self._failure = MemoryError("the program ran out of memory")
        value = f"{kind.__name__}: {describe(error)}"
        if kind is GeneratorExit and self._rows[-1].kind is EventKind.RESUME:
            # Nobody asks for the rest of a generator: the interpreter closes it, which is no step of the program.
            self._rows.pop()
            state.closing = True
        elif kind is StopIteration and state.pending is not None:
            state.possible_stop = value  # the end of a loop or a comprehension, unless the frame now handles it
        else:
            self._raise(frame, state, value)

    def _raise_again(self, frame: types.FrameType, state: _FrameState) -> None:
        """Note the exceptions that the interpreter does not report when they are raised."""
        pending = None if state.pending is None else self._statements[state.pending.statement].node
        if state.possible_stop is not None:
            self._raise(frame, state, state.possible_stop)
        elif isinstance(pending, ast.Raise) and pending.exc is None and state.handled is not None:
            self._raise(frame, state, state.handled)

    def _raise(self, frame: types.FrameType, state: _FrameState, value: str) -> None:
        # The frame's line may have moved on to whatever handles the exception.
        index = self._statements[frame.f_lineno - 1].index if state.pending is None else state.pending.statement
        self._confirm(frame, state)
        statement = self._statements[index]
        state.raising, state.raised_by = value, index
        self._rows.append(Row(EventKind.RAISE, statement.line, index, state.number, state.depth, value=value))

    def _confirm(self, frame: types.FrameType, state: _FrameState, following: Statement | None = None) -> None:
        """Fill in the statement that this frame has just left; `following` is the next one of this frame."""
        row, state.pending = state.pending, None
        state.possible_stop = None
        if row is None:
            return
        statement = self._statements[row.statement]
        deep = statement.dirty or len(self._rows) > state.rows_at_pending
        stores = _stored(statement, following)
        self._observer.observe(frame, state.view, row, stores=stores, deep=deep, after=statement)

    # --- what was printed and read ---

    def _attribute_streams(self) -> None:
        """Give what was printed and read since the last event to the statement that was running."""
        if not self._stack:
            return
        row = self._stack[-1].pending
        printed, read = self._stdout.take(), self._stdin.take()
        if row is not None and (printed or read):
            row.printed += printed
            row.read += read

    def _line(self, frame: types.FrameType) -> int:
        index = (frame.f_lineno or 1) - 1
        return self._statements[index].line if index < len(self._statements) else 1


# 3.12 stops a yielding frame at YIELD_VALUE, 3.13 at the RESUME behind it.
_YIELD_OPCODES = frozenset({"YIELD_VALUE", "RESUME"})
_bytecodes: dict[types.CodeType, bytes] = {}


def _bytecode(code: types.CodeType) -> bytes:
    found = _bytecodes.get(code)
    if found is None:
        found = _bytecodes[code] = code.co_code
    return found


@lru_cache(maxsize=1024)
def _narratable(code: types.CodeType) -> bool:
    """Functions and the module are frames of their own; lambdas, generator expressions and class bodies are
    part of the statement that runs them."""
    if code.co_name == "<module>":
        return True
    return not code.co_name.startswith("<") and bool(code.co_flags & inspect.CO_OPTIMIZED)


def _stored(statement: Statement, following: Statement | None) -> frozenset[str]:
    """Names that the statement stored for sure, though their values may be as before.

    A `for` stores only when it goes into its body, a statement that raised or left the frame may not have stored.
    """
    if following is None:
        return frozenset()
    if isinstance(statement.node, (ast.For, ast.AsyncFor, ast.ExceptHandler, ast.match_case)):
        inside = following.parent == statement.index and following.block == "body"
        return statement.stores if inside else frozenset()
    return statement.stores


def describe(error: BaseException | None) -> str:
    """Give an exception's message without running the program's code.

    Where a class writes its message itself, or an argument is more than an atom, the arguments stand for it.
    """
    if error is None:
        return "None"
    args = error.args
    writer = next(vars(owner)["__str__"] for owner in type(error).__mro__ if "__str__" in vars(owner))
    if isinstance(writer, types.WrapperDescriptorType) and all(type(arg) in _ATOMS for arg in args):
        return str(writer(error))
    if not args:
        return ""
    if len(args) == 1:
        return args[0] if type(args[0]) is str else shown_value(args[0])
    return shown_value(args)


_ATOMS = frozenset({str, int, float, bool, bytes, types.NoneType})
