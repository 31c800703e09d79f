"""The tracer in pure Python: what a program did, statement by statement.

It listens to `sys.settrace` on code made by `statements.instrument`. A statement's changes are known when its frame
moves on, so a line event is filled in later than it is numbered.
"""

from __future__ import annotations

import ast
import dis
import inspect
import json
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from tracepile.execution.observation import Observer, Row, View
from tracepile.execution.statements import PROGRAM_FILE, Statement, statements
from tracepile.execution.stdio import Capture, Input
from tracepile.execution.values import shown_value
from tracepile.records import EventKind


class LineLimitError(BaseException):
    """A program executed more statements than it may."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"the program executed more than {limit:,} statements")


class TamperedError(BaseException):
    """The program stopped or replaced the tracer, so its events cannot be believed."""

    def __init__(self) -> None:
        super().__init__("the program stopped or replaced the tracer")


class TracerError(BaseException):
    """The tracer itself failed. Not an `Exception`: it must not pass for one of the program's."""


class Tracer(Protocol):
    """What the child asks of a tracer. A compiled one fits behind the same three members."""

    @property
    def lines(self) -> int:
        """Statements that were executed."""

    def run(self, start: Callable[[], Any]) -> Any:
        """Call `start` and watch the program's frames; give what it returned."""

    def payload(self) -> bytes:
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
    handled: dict[int, str | None] = field(default_factory=dict)
    raised_again: str | None = None
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
                raise TamperedError

    def payload(self) -> bytes:
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
        return json.dumps({"events": events, "frames": self._frames}, separators=(",", ":")).encode()

    # --- events of the interpreter ---

    def _on_call(self, frame: types.FrameType, event: str, arg: Any) -> Any:
        code = frame.f_code
        if code.co_filename != PROGRAM_FILE or not is_narratable(code):
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
        self._observer.observe(frame, state.view, row, stores=frozenset(parameters_of(code)), deep=False)
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
        """Keep what ends the run, for the program may catch it."""
        self._failure = failure_of(error)
        return self._failure

    def _on_line(self, frame: types.FrameType, state: _FrameState) -> None:
        statement = self._statements[frame.f_lineno - 1]
        if state.closing:
            if isinstance(statement.node, ast.ExceptHandler):
                return  # it does not take what closes a generator, or its body comes next
            raise TracerError("a generator had something left to do when it was closed")
        if state.pending is not None and state.pending.statement == statement.index:
            return  # a comprehension of the statement went round: still the same visit
        if state.raising is not None and state.raised_by == statement.index:
            return  # a comprehension of the statement tidies up after itself
        self._raise_again(frame, state)
        last = -1 if state.pending is None else state.pending.statement
        self._confirm(frame, state, following=statement)
        raised = state.raising is not None
        self._handle(statement, state, self._on_its_way(state, last))
        self.lines += 1
        if self.lines > self._max_lines:
            raise LineLimitError(self._max_lines)
        row = Row(EventKind.LINE, statement.line, statement.index, state.number, state.depth)
        self._rows.append(row)
        # Since the exception was told, others may have changed objects: a `with` that it leaves.
        state.pending, state.rows_at_pending = row, -1 if raised else len(self._rows)
        state.raised_again = None
        if isinstance(statement.node, ast.Raise) and statement.node.exc is None:
            state.raised_again = _told(sys.exception())

    def _on_return(self, frame: types.FrameType, state: _FrameState, arg: Any) -> None:
        self._stack.pop()
        if state.closing:
            del self._states[frame]
            return
        opcode = dis.opname[_bytecode(state.view.code)[frame.f_lasti]]
        yielding = opcode in YIELD_OPCODES and state.raising is None
        left = EventKind.RETURN if opcode.startswith("RETURN_") else EventKind.UNWIND
        kind = EventKind.YIELD if yielding else left
        unwinding = kind is EventKind.UNWIND
        if unwinding:
            self._raise_again(frame, state)
        last = -1 if state.pending is None else state.pending.statement
        # What the compiler puts behind a conditional expression at the end of a block may have no line.
        index = max(last, 0) if frame.f_lineno is None else frame.f_lineno - 1
        row = Row(kind, self._statements[index].line, index, state.number, state.depth)
        if yielding:  # a statement that yields is complete when the generator goes on; this it did before
            self._observer.note_doubt()
            self._observer.observe(frame, state.view, row, stores=frozenset(), deep=True)
        else:
            self._confirm(frame, state, returned=kind is EventKind.RETURN)
            del self._states[frame]
        row.value = _left_by(state, self._on_its_way(state, last, index)) if unwinding else self._observer.written(arg)
        self._rows.append(row)

    def _on_exception(self, frame: types.FrameType, state: _FrameState, arg: Any) -> None:
        kind, error, _ = arg
        if issubclass(kind, MemoryError):  # how much memory there is is no fact about the program
            self._failure = MemoryError("the program ran out of memory")
        value = f"{kind.__name__}: {describe(error)}"
        if kind is GeneratorExit and self._rows[-1].kind is EventKind.RESUME:
            # Nobody asks for the rest of a generator: the interpreter closes it, which is no step of the program.
            self._rows.pop()
            state.closing = True
        elif kind is not StopIteration or not _ends_iteration(_bytecode(state.view.code), frame.f_lasti):
            self._raise(frame, state, value)

    def _raise_again(self, frame: types.FrameType, state: _FrameState) -> None:
        """Note what `raise` alone raises: the interpreter does not report it."""
        if state.pending is not None and state.raised_again is not None:
            self._raise(frame, state, state.raised_again)

    def _handle(self, statement: Statement, state: _FrameState, on_its_way: str | None) -> None:
        """Remember by what an exception is handled: from there it may go on, which the interpreter does not report."""
        if statement.block in ("handlers", "finalbody"):
            state.handled[statement.parent] = _told(sys.exception())
        if isinstance(statement.node, WITH):
            state.handled[statement.index] = on_its_way
        state.raising, state.raised_by = None, -1

    def _on_its_way(self, state: _FrameState, last: int, at: int = -1) -> str | None:
        """Give the exception that goes on from the statement visited last, if one does.

        Args:
            state: the frame.
            last: the statement visited last, -1 for none.
            at: the statement at which the exception came up that leaves the frame, where one does.
        """
        if state.raising is not None or last == -1:
            return state.raising
        statement = self._statements[last]
        if isinstance(statement.node, ast.ExceptHandler):  # which does not take it
            return state.handled.get(statement.parent)
        if isinstance(statement.node, WITH) and (at == -1 or (at != last and self._is_inside(at, last))):
            return state.handled.get(last)
        while statement.block != "finalbody" and statement.parent != -1:
            statement = self._statements[statement.parent]
        return state.handled.get(statement.parent)

    def _is_inside(self, index: int, outer: int) -> bool:
        while index not in (-1, outer):
            index = self._statements[index].parent
        return index == outer

    def _raise(self, frame: types.FrameType, state: _FrameState, value: str) -> None:
        # The frame's line may have moved on to whatever handles the exception.
        index = self._statements[frame.f_lineno - 1].index if state.pending is None else state.pending.statement
        self._confirm(frame, state, raising=True)
        statement = self._statements[index]
        state.raising, state.raised_by = value, index
        self._rows.append(Row(EventKind.RAISE, statement.line, index, state.number, state.depth, value=value))

    def _confirm(
        self,
        frame: types.FrameType,
        state: _FrameState,
        following: Statement | None = None,
        *,
        returned: bool = False,
        raising: bool = False,
    ) -> None:
        """Fill in the statement that this frame has just left: for the next one, with a result, or by an exception."""
        row, state.pending = state.pending, None
        if row is None:
            return
        statement = self._statements[row.statement]
        deep = self._observer.may_change(statement) or len(self._rows) > state.rows_at_pending
        stores = _stored(statement, following, returned=returned)
        self._observer.observe(frame, state.view, row, stores=stores, deep=deep, after=statement, raising=raising)

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


WITH = (ast.With, ast.AsyncWith)
STORING_FOR_THEIR_BODY = (ast.For, ast.AsyncFor, ast.With, ast.AsyncWith, ast.ExceptHandler, ast.match_case)

# 3.12 stops a yielding frame at YIELD_VALUE, 3.13 at the RESUME behind it.
YIELD_OPCODES = frozenset({"YIELD_VALUE", "RESUME"})
ITERATING_OPCODES = frozenset({"FOR_ITER", "END_FOR", "SEND", "END_SEND", "CLEANUP_THROW"})
_DELEGATING = (2, 3)  # what the RESUME behind a `yield from` or an `await` says of itself
_bytecodes: dict[types.CodeType, bytes] = {}


def _bytecode(code: types.CodeType) -> bytes:
    found = _bytecodes.get(code)
    if found is None:
        found = _bytecodes[code] = code.co_code
    return found


def _told(error: BaseException | None) -> str | None:
    return None if error is None else f"{type(error).__name__}: {describe(error)}"


def _left_by(state: _FrameState, exception: str | None) -> str | None:
    """Give what leaves a frame for the exception that came up in it: out of a generator no StopIteration comes."""
    if exception is None or not exception.startswith("StopIteration: "):
        return exception
    if state.view.code.co_flags & inspect.CO_GENERATOR:
        return "RuntimeError: generator raised StopIteration"
    return exception


def _ends_iteration(bytecode: bytes, place: int) -> bool:
    """Whether a StopIteration that comes up at an instruction only ends a loop or the generator yielded from."""
    opcode = dis.opname[bytecode[place]]
    if opcode in YIELD_OPCODES:
        resumed = place if opcode == "RESUME" else place + 2
        return bytecode[resumed + 1] & 3 in _DELEGATING
    return opcode in ITERATING_OPCODES


@lru_cache(maxsize=1024)
def is_narratable(code: types.CodeType) -> bool:
    """Whether code runs in frames that are told.

    Those of functions and of the module are; lambdas, generator expressions and class bodies are part of the statement
    that runs them.
    """
    if code.co_name == "<module>":
        return True
    return not code.co_name.startswith("<") and bool(code.co_flags & inspect.CO_OPTIMIZED)


def _stored(statement: Statement, following: Statement | None, *, returned: bool) -> frozenset[str]:
    """Names that the statement stored for sure, though their values may be as before.

    A `for` stores only when it goes into its body, and so does a `with`, whose header is visited again at its end. A
    statement that raised may not have stored.
    """
    if isinstance(statement.node, STORING_FOR_THEIR_BODY):
        inside = following is not None and (following.parent, following.block) == (statement.index, "body")
        return statement.certain if inside else frozenset()
    return statement.certain if returned or following is not None else frozenset()


def parameters_of(code: types.CodeType) -> tuple[str, ...]:
    """Give the names of a function's parameters."""
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    return code.co_varnames[:count]


def failure_of(error: BaseException) -> BaseException:
    """Give what ends a run after an error in its tracer, which must not pass for one of the program's own."""
    if isinstance(error, Exception) and not isinstance(error, MemoryError):
        return TracerError(f"the tracer failed: {type(error).__name__}: {error}")
    return error


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
