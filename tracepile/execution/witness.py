"""The witness: what a program did, told by the program itself after `witness_syntax` rewrote it.

It serves as the second opinion on a run. It listens to no event of the interpreter: every entry of its log comes from
a probe that stands in the program's own syntax tree. `witness_log` reads the log.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

from tracepile.execution.statements import Statement, statements
from tracepile.execution.stdio import Capture, Input
from tracepile.execution.tracer import LineLimitError, describe
from tracepile.execution.witness_frames import Activation, Visit
from tracepile.execution.witness_proxies import Block, Delegate, Given, Items
from tracepile.execution.witness_recorder import Recorder
from tracepile.execution.witness_syntax import instrumented, mentioned, probe_name

_PROBES = (
    "enter",
    "at",
    "value",
    "given",
    "test",
    "check",
    "loop",
    "item",
    "with",
    "arrived",
    "handler",
    "caught",
    "finally",
    "subject",
    "tried",
    "guard",
    "fits",
    "misfits",
    "return",
    "yield",
    "resumed",
    "delegate",
    "fall",
    "unwind",
    "leave",
)


class Witness:
    """The watcher of a job in mode `witness`.

    Args:
        code: the program's source text.
        stdout: where the program prints.
        stdin: where the program reads.
        limits: `lines`, `trace_bytes` and `depth` of `tracepile.execution.jobs.Limits`.
    """

    def __init__(self, code: str, stdout: Capture, stdin: Input, *, limits: dict[str, Any]) -> None:
        self._code = code
        self._table: tuple[Statement, ...] = statements(code)
        self._names = mentioned(code)
        self._stdout, self._stdin, self._limits = stdout, stdin, limits
        self._active = False
        self._lines = 0
        self._recorder = Recorder(log_characters=limits["trace_bytes"])
        self._frames: list[list[int]] = []
        self._live: dict[types.FrameType, Activation] = {}
        self._stack: list[Activation] = []
        self._leaving: BaseException | None = None

    def instrument(self, module: types.ModuleType) -> types.CodeType:
        """Compile the program with its probes and put the probes among the module's builtins."""
        code = instrumented(self._code)
        scope = module.__dict__["__builtins__"]
        for name in _PROBES:
            scope[probe_name(name)] = getattr(self, f"_on_{name}")
        scope[probe_name("exception")] = BaseException
        return code

    def run(self, start: Callable[[], Any]) -> Any:
        """Call `start` and log what happens; give what it returned. Whatever it raises goes through.

        Raises:
            LineLimitError, TraceLimitError: the run is larger than the limits allow.
        """
        sys.setrecursionlimit(self._limits["depth"] + 200)  # the probes' own calls need room
        self._active = True
        try:
            return start()
        finally:
            self._active = False
            if self._recorder.failure is not None:
                raise self._recorder.failure  # also where the program swallowed it

    def payload(self) -> dict[str, Any]:
        """Give the log as compact JSON for `tracepile.execution.witness_log.read_witness`."""
        return {"frames": self._frames, "log": self._recorder.log}

    # --- frames ---

    def _on_enter(self, statement: int) -> None:
        if self._active:
            self._enter(sys._getframe(1), statement)

    def _enter(self, frame: types.FrameType, statement: int) -> Activation:
        self._flush()
        caller = self._stack[-1].number if self._stack else -1
        code = frame.f_code
        own = {*code.co_varnames, *code.co_cellvars, *code.co_freevars}
        watched = tuple(name for name in self._names.get(statement, ()) if name not in own)
        activation = Activation(len(self._frames), frame, watched)
        self._frames.append([statement, caller, len(self._stack)])
        self._live[frame] = activation
        self._stack.append(activation)
        self._recorder.write("call", activation, self._recorder.changes(activation, deep=False))
        return activation

    def _here(self, frame: types.FrameType) -> Activation:
        """Give the frame's activation; a generator that was entered by `throw` wakes up here."""
        activation = self._live.get(frame)
        if activation is None:  # it was entered before the run began
            name = frame.f_code.co_qualname.replace("<locals>.", "")
            known = [s.index for s in self._table if f"{s.function}.{getattr(s.node, 'name', '')}".endswith(name)]
            return self._enter(frame, known[0] if known else -1)
        if activation.suspended:
            self._wake(activation)
        return activation

    def _wake(self, activation: Activation) -> None:
        self._flush()
        activation.suspended = False
        caller = self._stack[-1].number if self._stack else -1
        self._stack.append(activation)
        self._recorder.write("resume", activation, caller, self._recorder.changes(activation, deep=True))

    def _on_fall(self) -> None:
        if self._active:
            activation = self._here(sys._getframe(1))
            self._finish(activation)
            activation.returned = None

    def _on_return(self, value: Any) -> Any:
        if self._active:
            activation = self._here(sys._getframe(1))
            activation.returned = (self._recorder.text(value),)
            self._tell(activation, "return", activation.returned[0])
        return value

    def _on_unwind(self) -> None:
        if not self._active:
            return
        error = sys.exception()
        activation = self._live.get(sys._getframe(1))
        if activation is None or self._closing(activation.frame):
            return
        activation = self._here(activation.frame)
        self._raised(activation, error)
        activation.unwound = error

    def _on_leave(self) -> None:
        activation = self._live.pop(sys._getframe(1), None)
        if not self._active or activation is None or activation.suspended:
            return
        self._finish(activation)
        self._flush()
        self._stack.remove(activation)
        if activation.unwound is not None:
            self._leaving = activation.unwound
            self._recorder.write("unwind", activation, type(self._leaving).__name__, describe(self._leaving))
        elif activation.returned is None:
            self._recorder.write("leave", activation, "None", True)
        else:
            self._recorder.write("leave", activation, activation.returned[0], False)

    # --- statements ---

    def _on_at(self, statement: int) -> int:
        if self._active:
            self._begin(self._here(sys._getframe(1)), statement)
        return statement

    def _begin(self, activation: Activation, statement: int) -> None:
        self._flush()
        self._finish(activation)
        self._lines += 1
        if self._lines > self._limits["lines"]:
            self._recorder.fail(LineLimitError(self._limits["lines"]))
        activation.last = statement
        activation.visit = Visit(statement, len(self._recorder.log) + 1)
        activation.handled[statement] = sys.exception()
        self._recorder.write("visit", activation, statement)

    def _finish(self, activation: Activation, kind: str = "done", *details: Any) -> None:
        """Tell the visit that this frame has been busy with, if there is one."""
        visit = activation.visit
        if visit is None:
            return
        self._flush()
        activation.visit = None
        deep = self._table[visit.statement].dirty or len(self._recorder.log) > visit.entries
        changes = self._recorder.changes(activation, deep=deep)
        visit.values += [(number, self._recorder.value_text(items)) for number, items in visit.given]
        told = [changes, visit.values, visit.printed, visit.read]
        self._recorder.write(kind, activation, visit.statement, visit.outcome, *told, *details)

    def _tell(self, activation: Activation, kind: str, *details: Any) -> None:
        """Tell how the running statement ended or stopped, also when its visit was told before."""
        if activation.visit is None:
            self._recorder.write(kind, activation, activation.last, None, [], [], "", "", *details)
        else:
            self._finish(activation, kind, *details)

    def _on_value(self, number: int, value: Any) -> Any:
        if self._active:
            visit = self._here(sys._getframe(1)).visit
            if visit is not None:
                visit.values.append((number, self._recorder.value_text(value)))
        return value

    def _on_given(self, number: int, items: Iterator[Any]) -> Iterator[Any]:
        visit = self._here(sys._getframe(1)).visit if self._active else None
        if visit is None:
            return items
        given: list[Any] = []
        visit.given.append((number, given))
        return Given(items, given)

    def _on_test(self, _: int, value: Any) -> bool:
        truth = bool(value)
        if self._active:
            activation = self._here(sys._getframe(1))
            if activation.visit is not None:
                activation.visit.outcome = truth
            self._finish(activation)
        return truth

    def _on_check(self, value: Any) -> bool:
        truth = bool(value)
        if self._active:
            activation = self._here(sys._getframe(1))
            if activation.visit is not None:
                activation.visit.outcome = truth
        return truth

    def _on_loop(self, statement: int, items: Any) -> Iterator[Any]:
        return Items(self, statement, iter(items)) if self._active else iter(items)

    def next_item(self, frame: types.FrameType, statement: int) -> None:
        """A loop asks for another item: a visit of its header."""
        if self._active:
            self._begin(self._here(frame), statement)

    def no_item(self, frame: types.FrameType) -> None:
        """A loop was told that there is none."""
        if self._active:
            activation = self._here(frame)
            if activation.visit is not None:
                activation.visit.outcome = False
            self._finish(activation)

    def _on_item(self) -> None:
        if self._active:
            activation = self._here(sys._getframe(1))
            if activation.visit is not None:
                activation.visit.outcome = True
            self._finish(activation)

    def _on_with(self, position: int, manager: Any) -> Any:
        kind = type(manager)
        if not (hasattr(kind, "__enter__") and hasattr(kind, "__exit__")):
            raise TypeError(f"'{kind.__name__}' object does not support the context manager protocol")
        if not self._active:
            return manager
        frame = sys._getframe(1)
        activation = self._here(frame)
        if activation.visit is not None:
            activation.visit.outcome = True
        return Block(self, frame, activation.last, position, manager)

    def leave_block(self, frame: types.FrameType, statement: int, error: BaseException | None) -> None:
        """A `with` block is over: another visit of its header."""
        if self._active:
            activation = self._here(frame)
            if error is not None:
                self._raised(activation, error)
            self._begin(activation, statement)
            if activation.visit is not None:
                activation.visit.outcome = False

    def swallowed(self, frame: types.FrameType) -> None:
        """The context manager took the exception."""
        if self._active:
            self._here(frame).in_flight = None

    # --- match ---

    def _on_subject(self, value: Any) -> Any:
        if self._active:
            activation = self._here(sys._getframe(1))
            self._finish(activation)  # what the patterns bind belongs to the cases
            activation.next_case.clear()
        return value

    def _on_tried(self, match: int, case: int) -> int:
        if self._active:
            self._try_cases(self._here(sys._getframe(1)), match, case)
        return case

    def _on_guard(self, case: int, value: Any) -> bool:
        truth = bool(value)
        if self._active:
            activation = self._here(sys._getframe(1))
            if not truth and activation.visit is not None:
                activation.visit.outcome = False
                self._finish(activation)
        return truth

    def _on_fits(self, match: int, case: int) -> None:
        if self._active:
            activation = self._here(sys._getframe(1))
            self._try_cases(activation, match, case)
            if activation.visit is not None:
                activation.visit.outcome = True
            self._finish(activation)
            activation.next_case.pop(match, None)

    def _on_misfits(self, match: int) -> None:
        if self._active:
            activation = self._here(sys._getframe(1))
            self._try_cases(activation, match, None)
            activation.next_case.pop(match, None)

    def _try_cases(self, activation: Activation, match: int, upto: int | None) -> None:
        """Tell the cases that were tried since the last report, in order, up to the one that was reached."""
        cases = [s.index for s in self._table if s.parent == match and s.block == "cases"]
        first = activation.next_case.get(match, 0)
        if upto in cases[:first]:
            return  # its guard has told it
        for position in range(first, len(cases)):
            activation.next_case[match] = position + 1
            self._begin(activation, cases[position])
            if cases[position] == upto:
                return
            # What the pattern that fits has bound already is not the work of the ones before it.
            activation.visit = None
            self._recorder.write("done", activation, cases[position], False, [], [], "", "")

    # --- exceptions ---

    def _on_arrived(self, statement: int) -> int:
        if self._active and not self._closing(sys._getframe(1)):
            self._begin_handler(self._here(sys._getframe(1)), statement)
        return statement

    def _closing(self, frame: types.FrameType) -> bool:
        """Whether nobody asks for the rest of this generator, and the interpreter closes it."""
        activation = self._live.get(frame)
        return activation is not None and activation.suspended and isinstance(sys.exception(), GeneratorExit)

    def _on_handler(self, _: int, kinds: Any) -> Any:
        return kinds

    def _on_caught(self, statement: int) -> None:
        if self._active:
            activation = self._here(sys._getframe(1))
            if statement >= 0:
                self._begin_handler(activation, statement)
            if activation.visit is not None:
                activation.visit.outcome = True
            self._finish(activation)
            activation.in_flight = None

    def _begin_handler(self, activation: Activation, statement: int) -> None:
        error = sys.exception()
        self._raised(activation, error)
        self._begin(activation, statement)
        if activation.visit is not None:
            activation.visit.outcome = False

    def _on_finally(self, statement: int) -> None:
        if self._active:
            activation = self._here(sys._getframe(1))
            error = sys.exception()
            if error is not None and error is not activation.handled.get(statement):
                self._raised(activation, error)

    def _raised(self, activation: Activation, error: BaseException | None) -> None:
        """Tell that an exception was raised in, or came to, the statement of this frame; once for each."""
        if error is None:
            return
        if activation.in_flight is error:  # a handler or the end of a block only looked at it
            self._finish(activation)
            return
        kind = "arrive" if self._leaving is error else "raise"
        self._leaving = None
        activation.in_flight = error
        self._tell(activation, kind, *_named(error))

    # --- generators ---

    def _on_yield(self, value: Any) -> Any:
        if self._active:
            self.suspend(sys._getframe(1), value)
        return value

    def _on_resumed(self, value: Any) -> Any:
        if self._active:
            self._here(sys._getframe(1))
        return value

    def _on_delegate(self, items: Any) -> Any:
        return Delegate(self, sys._getframe(1), iter(items)) if self._active else items

    def suspend(self, frame: types.FrameType, value: Any) -> None:
        """A generator gives a value and stops."""
        if not self._active:
            return
        activation = self._here(frame)
        statement = activation.last
        self._tell(activation, "yield", self._recorder.text(value))
        activation.visit = Visit(statement, len(self._recorder.log))
        activation.suspended = True
        self._stack.remove(activation)

    def wake(self, frame: types.FrameType) -> None:
        """A generator goes on."""
        if self._active:
            self._here(frame)

    def _flush(self) -> None:
        """Give what was printed and read since the last probe to the statement that was running."""
        printed, read = self._stdout.take(), self._stdin.take()
        if (printed or read) and self._stack:
            visit = self._stack[-1].visit
            if visit is not None:
                visit.printed += printed
                visit.read += read


def _named(error: BaseException) -> tuple[str, str]:
    return type(error).__name__, describe(error)
