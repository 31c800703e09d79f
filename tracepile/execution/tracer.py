"""The tracer in pure Python: what a program did, statement by statement.

It listens to `sys.settrace` on code made by `statements.instrument`. A statement's changes are known when its frame
moves on, so a line event is filled in later than it is numbered. Names are compared by identity; objects are looked
into again only after a statement that may change objects in place, or when other frames ran meanwhile.
"""

from __future__ import annotations

import ast
import dis
import inspect
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from tracepile.execution.diffs import ABSENT, diff
from tracepile.execution.footprints import Journal, Suspects, footprints, touches
from tracepile.execution.frozen import Pictures
from tracepile.execution.object_numbers import ObjectNumbers
from tracepile.execution.packed import Packed
from tracepile.execution.statements import PROGRAM_FILE, Statement, hidden_names, is_of_module, statements
from tracepile.execution.stdio import Capture, Input
from tracepile.execution.values import Frozen, is_long, is_mutable, shown, shown_value
from tracepile.records import EventKind, How


class LineLimitError(BaseException):
    """A program executed more statements than it may."""


class TraceLimitError(BaseException):
    """A trace grew larger than it may."""


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
class _Row:
    """An event that may still be filled in."""

    kind: str
    line: int
    statement: int
    frame: int
    depth: int
    changes: list[tuple[str, str | None, str | None, str, int | None]] = field(default_factory=list)
    value: str | None = None
    printed: str = ""
    read: str = ""


@dataclass(slots=True)
class _Variable:
    """A name's object (kept alive, so that its id is not used again) and what it looked like."""

    object: object
    frozen: Frozen


@dataclass(slots=True)
class _FrameState:
    number: int
    depth: int
    code: types.CodeType
    watched_globals: tuple[str, ...]
    variables: dict[str, _Variable] = field(default_factory=dict)
    pending: _Row | None = None
    rows_at_pending: int = 0
    raising: str | None = None
    raised_by: int = -1
    handled: str | None = None
    possible_stop: str | None = None
    closing: bool = False
    looked_at: tuple[int, int] = (0, 0)


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
        self._hidden = hidden_names(code)
        self._handler_names = {s.node.name for s in self._statements if isinstance(s.node, ast.ExceptHandler)}
        self._stdout, self._stdin = stdout, stdin
        self._max_lines, self._trace_bytes = max_lines, trace_bytes
        self._size = 0
        self._failure: BaseException | None = None
        self._rows: list[_Row] = []
        self._frames: list[tuple[str, int, int, int]] = []
        self._states: dict[types.FrameType, _FrameState] = {}
        self._stack: list[_FrameState] = []
        self._objects = ObjectNumbers()
        self._pictures = Pictures()
        self._footprints = footprints(code)
        self._journal = Journal()
        self._global_names: dict[types.CodeType, tuple[str, ...]] = {}
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
            row = _Row(EventKind.RESUME, self._line(frame), -1, state.number, state.depth)
            # What others changed while the generator slept is not the work of the statement that yielded.
            self._journal.note(None)
            self._observe(frame, state, row, stores=frozenset(), deep=True)
            self._rows.append(row)
            return
        state = _FrameState(len(self._frames), len(self._stack), code, self._watched(frame))
        caller = self._stack[-1].number if self._stack else -1
        self._states[frame] = state
        self._stack.append(state)
        line = self._line(frame)
        self._frames.append((code.co_qualname.replace("<locals>.", ""), caller, state.depth, line))
        row = _Row(EventKind.CALL, line, -1, state.number, state.depth)
        parameters = code.co_argcount + code.co_kwonlyargcount
        parameters += bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
        self._observe(frame, state, row, stores=frozenset(code.co_varnames[:parameters]), deep=False)
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
        row = _Row(EventKind.LINE, statement.line, statement.index, state.number, state.depth)
        self._rows.append(row)
        state.pending, state.rows_at_pending = row, len(self._rows)

    def _on_return(self, frame: types.FrameType, state: _FrameState, arg: Any) -> None:
        self._stack.pop()
        if state.closing:
            del self._states[frame]
            return
        opcode = dis.opname[_bytecode(state.code)[frame.f_lasti]]
        yielding = opcode in _YIELD_OPCODES and state.raising is None
        left = EventKind.RETURN if opcode.startswith("RETURN_") else EventKind.UNWIND
        kind = EventKind.YIELD if yielding else left
        if kind is EventKind.UNWIND:
            self._raise_again(frame, state)
        if yielding:
            self._journal.note(None)
        if not yielding:  # a statement that yields is complete when the generator goes on
            self._confirm(frame, state)
        value = (state.raising or state.handled) if kind is EventKind.UNWIND else self._render(self._pictures.take(arg))
        index = self._statements[frame.f_lineno - 1].index
        self._rows.append(_Row(kind, self._line(frame), index, state.number, state.depth, value=value))
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
        self._rows.append(_Row(EventKind.RAISE, statement.line, index, state.number, state.depth, value=value))

    # --- what changed ---

    def _confirm(self, frame: types.FrameType, state: _FrameState, following: Statement | None = None) -> None:
        """Fill in the statement that this frame has just left; `following` is the next one of this frame."""
        row, state.pending = state.pending, None
        state.possible_stop = None
        if row is None:
            return
        statement = self._statements[row.statement]
        deep = statement.dirty or len(self._rows) > state.rows_at_pending
        if statement.dirty:
            reaches = self._footprints[statement.index]
            self._journal.note(None if reaches is None else touches(statement, reaches, self._visible(frame, state)))
        self._observe(frame, state, row, stores=_stored(statement, following), deep=deep)

    def _observe(
        self, frame: types.FrameType, state: _FrameState, row: _Row, *, stores: frozenset[str], deep: bool
    ) -> None:
        """Compare every name that the frame sees with what it was, and note the differences in the row."""
        variables = state.variables
        seen = self._visible(frame, state)
        suspects = self._journal.since(state.looked_at)
        if deep:
            state.looked_at = self._journal.now()
        for name, value in seen.items():
            known = variables.get(name)
            if known is not None and known.object is value:
                if deep and is_mutable(known.frozen):
                    frozen = self._pictured(value, known.frozen, suspects)
                    if frozen is not known.frozen and frozen != known.frozen:
                        self._note_inside(row, name, known.frozen, frozen)
                        known.frozen = frozen
                        continue
                if name in stores:
                    self._note_name(row, name, known.frozen, known.frozen, How.REBOUND, value)
                continue
            frozen = self._pictures.take(value)
            before = None if known is None else known.frozen
            if known is None:
                self._note_name(row, name, ABSENT, frozen, How.BOUND, value)
            elif frozen != before or name in stores or is_mutable(frozen):
                self._note_name(row, name, before, frozen, How.REBOUND, value)
            variables[name] = _Variable(value, frozen)
        for name in [known_name for known_name in variables if known_name not in seen]:
            gone = variables.pop(name)
            if name not in self._handler_names:  # the interpreter unbinds `except ... as name` by itself
                self._note_name(row, name, gone.frozen, ABSENT, How.UNBOUND, None)

    def _pictured(self, value: object, known: Frozen, suspects: Suspects | None) -> Frozen:
        places = [] if suspects is None else suspects.get(id(value))
        if suspects is None or (places is not None and None in places):
            return self._pictures.take(value, known)
        if places is None:
            flat = isinstance(known, Packed) and known.flat
            return known if flat or not suspects else self._pictures.take(value, known)
        if not (isinstance(known, Packed) and known.flat):
            return self._pictures.take(value, known)
        indices = [place for place in places if isinstance(place, int)]
        return self._pictures.retake(value, known, indices, len(places) - len(indices))

    def _visible(self, frame: types.FrameType, state: _FrameState) -> dict[str, object]:
        at_top = state.code.co_name == "<module>"
        hidden = self._hidden
        seen = {
            name: value
            for name, value in frame.f_locals.items()
            if name not in hidden and not (at_top and is_of_module(name)) and name[0] != "."
        }
        for name in state.watched_globals:
            if name not in seen and name in frame.f_globals:
                value = frame.f_globals[name]
                if not isinstance(value, (types.FunctionType, types.BuiltinFunctionType, type, types.ModuleType)):
                    seen[name] = value
        return seen

    def _watched(self, frame: types.FrameType) -> tuple[str, ...]:
        """Names of the program's globals that a function's code mentions."""
        code = frame.f_code
        if code.co_name == "<module>":
            return ()
        names = self._global_names.get(code)
        if names is None:
            used = {i.argval for i in dis.get_instructions(code) if i.opname in _GLOBAL_OPCODES}
            names = self._global_names[code] = tuple(sorted(used & _module_stores(self._statements)))
        return names

    def _note_name(self, row: _Row, name: str, before: Frozen, after: Frozen, how: How, value: object) -> None:
        number = self._objects.number(value, after) if is_mutable(after) else None
        self._append(row, name, before, after, how, number)

    def _note_inside(self, row: _Row, name: str, before: Frozen, after: Frozen) -> None:
        """Note what changed in an object: its parts, and where it is written shortened also how it is written now."""
        changes = diff(name, before, after)
        if changes[0][0] != name and (is_long(before) or is_long(after)) and not _looks_alike(before, after):
            self._append(row, name, before, after, How.MUTATED, None)
        for path, old, new, how in changes:
            self._append(row, path, old, new, how, None)

    def _append(self, row: _Row, path: str, before: Frozen, after: Frozen, how: How, number: int | None) -> None:
        old = None if before is ABSENT else self._render(before)
        new = None if after is ABSENT else self._render(after)
        row.changes.append((path, old, new, str(how), number))

    def _render(self, frozen: Frozen) -> str:
        text = shown(frozen)
        self._size += len(text)
        if self._size > self._trace_bytes:
            raise TraceLimitError(f"the trace's values take more than {self._trace_bytes:,} characters")
        return text

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
_GLOBAL_OPCODES = frozenset({"LOAD_GLOBAL", "STORE_GLOBAL", "DELETE_GLOBAL", "LOAD_NAME"})
_bytecodes: dict[types.CodeType, bytes] = {}


def _bytecode(code: types.CodeType) -> bytes:
    found = _bytecodes.get(code)
    if found is None:
        found = _bytecodes[code] = code.co_code
    return found


def _looks_alike(before: Frozen, after: Frozen) -> bool:
    """Whether two long values are written alike."""
    if isinstance(before, Packed) and isinstance(after, Packed) and before.shares_ends(after):
        return True
    return shown(before) == shown(after)


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


def _module_stores(table: tuple[Statement, ...]) -> set[str]:
    return {name for statement in table for name in statement.stores}


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
