"""The voice `plain`: a careful person explaining a run, one statement after another.

Every sentence follows docs/rationale-language.md. A step that cannot be unfolded is told by its effects alone.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Sequence
from typing import Any

from tracepile.execution.values import is_shortened, shown_value
from tracepile.narration.conditions import reduce_condition
from tracepile.narration.evaluation import Evaluator, UnknownValueError
from tracepile.narration.replay import FrameState
from tracepile.narration.source import is_worth_unfolding, quote
from tracepile.narration.stores import augmented_operation, plain_stores, unchanged_stores
from tracepile.narration.structure import Visit
from tracepile.narration.unfolding import Unfolding, unfold
from tracepile.narration.wording import count, join, shorten
from tracepile.records import Change, Event, EventKind, How

_WHOLE_BELOW = 60
"""Characters up to which a changed container is written whole instead of by the path that changed."""


class PlainVoice:
    """Writes sentences for the visits of one program.

    Args:
        source: the program's code.
        own_names: names bound at the program's top.
        seed: chooses among wordings that mean the same.
    """

    name = "plain"

    def __init__(self, source: str, own_names: frozenset[str], seed: str) -> None:
        self._source = source
        self._own_names = own_names
        self._random = random.Random(f"plain:{seed}")
        self._words: dict[tuple[str, ...], str] = {}

    # --- the whole run ---

    def opening_call(self, function: str, parameters: Sequence[tuple[str, str]]) -> str:
        """Open a call of a function with its parameters and their values."""
        if not parameters:
            return f"{function} is called with no arguments."
        return f"{function} is called with {_bindings(parameters)}."

    def opening_input(self, stdin: str) -> str:
        """Open a program that reads standard input."""
        if not stdin:
            return "The program starts with no input."
        return f"The program starts with the input {shorten(repr(stdin), 400)}."

    def answer(self, value: str) -> str:
        """Close with the returned value."""
        return f"The answer is {shorten(value, 400)}."

    def printed(self, stdout: str) -> str:
        """Close with all that was printed."""
        if not stdout:
            return "The program ends without printing anything."
        return f"The program ends, having printed {shorten(repr(stdout), 400)}."

    def failed(self, type_name: str, message: str) -> str:
        """Close with the exception that ended the run."""
        return f"The run ends with {type_name} and the message {message!r}."

    # --- calls, returns, exceptions ---

    def call(self, line: int, function: str, parameters: Sequence[tuple[str, str]]) -> str:
        """A call, with the parameters as bound."""
        given = _bindings(parameters) or "no arguments"
        return f"Line {line} calls {function} with {given}."

    def call_summary(
        self, line: int, function: str, parameters: Sequence[tuple[str, str]], steps: int, calls: int, value: str
    ) -> str:
        """A call told by its size and its result alone."""
        given = _bindings(parameters) or "no arguments"
        return (
            f"Line {line} calls {function} with {given}, and after {count(steps, 'step')} in {count(calls, 'call')} "
            f"it returns {shorten(value)}."
        )

    def iterations_summary(
        self, line: int, first: int, last: int, lines: Sequence[int], steps: int, moves: Sequence[str], printed: str
    ) -> str:
        """Iterations told by their lines, their size and what moved."""
        where = f"lines {join([str(n) for n in lines])}" if len(lines) != 1 else f"line {lines[0]}"
        told = f"Iterations {first} to {last} of line {line} run {where} in {count(steps, 'step')}"
        moved = f": {join(moves)}" if moves else ""
        return (
            f"{told}{moved}; it prints {shorten(repr(printed.removesuffix(chr(10))))}."
            if printed
            else f"{told}{moved}."
        )

    def move(self, name: str, before: str | None, after: str) -> str:
        """One variable over a summary; `before` is None where it did not exist."""
        if before is None:
            return f"{name} ends at {shorten(after)}"
        return f"{name} goes from {shorten(before)} to {shorten(after)}"

    def returned(self, visit: Visit, value: str, evaluator: Evaluator) -> str:
        """A `return` statement."""
        node = visit.statement.node
        expression = node.value if isinstance(node, ast.Return) else None
        return f"Line {visit.event.line} returns {self._chain_or_value(expression, value, evaluator)}."

    def yielded(self, line: int, expression: ast.expr | None, value: str, evaluator: Evaluator) -> str:
        """A `yield`."""
        return f"Line {line} yields {self._chain_or_value(expression, value, evaluator)}."

    def returned_later(self, line: int, value: str) -> str:
        """A `return` behind which other statements of its frame ran first, those of a `finally` for instance."""
        return f"Line {line} returns {shorten(value)}."

    def fell_off(self, function: str) -> str:
        """The end of a function without a `return`."""
        return f"{function} ends without a return, so it returns None."

    def resumed(self, line: int, function: str) -> str:
        """A generator that goes on."""
        return f"Line {line} resumes {function}."

    def raised(self, line: int, type_name: str, message: str) -> str:
        """An exception where it is raised."""
        return f"Line {line} raises {type_name} with the message {message!r}."

    def reached(self, line: int) -> str:
        """An exception that arrives in the caller."""
        return f"The exception reaches line {line}."

    def left(self, function: str) -> str:
        """A frame that an exception leaves."""
        return "The exception leaves the program." if function == "<module>" else f"The exception leaves {function}."

    # --- statements ---

    def statement(
        self, visit: Visit, function: str, after: FrameState, evaluator: Evaluator, raising: str
    ) -> list[str]:
        """Give the sentences of a completed visit (none where other sentences have told it).

        Args:
            visit: the visit, complete.
            function: the frame's function.
            after: the frame's state when the visit was complete.
            evaluator: evaluates in the state before the visit.
            raising: the type of the exception that an `except` clause looks at.
        """
        node, line = visit.statement.node, visit.event.line
        effects = self._effects(visit.event, after)
        if visit.end is not None and visit.end.kind is EventKind.RAISE:
            return [f"Line {line} runs `{self._code(node)}`, so {join(effects)}."] if effects else []
        teller = getattr(self, f"_tell_{type(node).__name__.lower()}", None)
        if teller is not None:
            told: str = teller(visit, function, effects, evaluator, raising)
            return [*self._preface(visit, after), told]
        return [self._step(visit, effects, evaluator)]

    def _preface(self, visit: Visit, after: FrameState) -> list[str]:
        """What a statement with a sentence of its own kind did besides, such as a test that calls a function."""
        statement, event = visit.statement, visit.event
        if isinstance(statement.node, ast.With) and _enters(visit, "body"):
            return []
        told = statement.stores if _tells_its_stores(visit) else frozenset()
        if not event.printed and all(change.name in told for change in event.changes):
            return []
        effects = join(self._effects(event, after))
        if event.read:
            return [f"Line {event.line} reads {shorten(repr(event.read.removesuffix(chr(10))))}, so {effects}."]
        return [f"Line {event.line} runs `{self._code(statement.node)}`, so {effects}."]

    def _step(self, visit: Visit, effects: list[str], evaluator: Evaluator) -> str:
        """A simple statement: what it computed and what that changed."""
        node, event = visit.statement.node, visit.event
        start = f"Line {event.line}"
        if isinstance(node, (ast.Pass, ast.Global, ast.Nonlocal)):
            return f"{start} does nothing."
        if event.read:
            told = f"{start} reads {shorten(repr(event.read.removesuffix(chr(10))))}"
            return f"{told}, so {join(effects)}." if effects else f"{told}."
        clauses = self._clauses(node, evaluator)
        if event.printed and len(effects) == 1 and isinstance(node, ast.Expr):
            printing = effects[0].removeprefix("it ")
            if clauses:
                return f"{start} {self._computes()} {join(clauses)} and {printing}."
            return f"{start} {printing}."
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and not clauses:
            stores = plain_stores(node, event, evaluator)
            if stores is not None:
                return f"{start} sets {join(stores)}."
        if clauses and not effects:
            effects = unchanged_stores(node, evaluator)
        if clauses and effects:
            return f"{start} {self._computes()} {join(clauses)}, so {join(effects)}."
        code = self._code(node)
        return f"{start} runs `{code}`, so {join(effects)}." if effects else f"{start} runs `{code}`."

    def _clauses(self, node: ast.AST, evaluator: Evaluator) -> list[str]:
        """Chains worth showing for the right side of an assignment or the arguments of `print`."""
        match node:
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
                parts = value.elts if isinstance(value, ast.Tuple) else [value]
                return [chain for part in parts for chain in self._chains(part, evaluator)]
            case ast.AugAssign():
                operation = augmented_operation(node, evaluator)
                return [] if operation is None else [*self._chains(node.value, evaluator), operation]
            case ast.Expr(value=ast.Call(func=ast.Name(id="print"), args=args)):
                return [chain for arg in args if is_worth_unfolding(arg) for chain in self._chains(arg, evaluator)]
        return []

    def _chains(self, expression: ast.expr, evaluator: Evaluator) -> list[str]:
        if not is_worth_unfolding(expression):
            return []
        try:
            unfolding = unfold(expression, evaluator)
        except UnknownValueError:
            return []
        if not unfolding.stages and unfolding.value == self._code(expression):
            return []  # a value written out, such as `Fraction(1, 3)`
        return [self._chain(expression, unfolding)]

    def _chain(self, expression: ast.expr, unfolding: Unfolding) -> str:
        return " = ".join([f"`{self._code(expression)}`", *map(shorten, unfolding.stages), unfolding.value])

    def _chain_or_value(self, expression: ast.expr | None, value: str, evaluator: Evaluator) -> str:
        if expression is None or self._code(expression) == value:
            return shorten(value)
        try:
            unfolding = unfold(expression, evaluator)
        except UnknownValueError:
            return f"`{self._code(expression)}` = {shorten(value)}"
        if unfolding.value != shorten(value):
            return f"`{self._code(expression)}` = {shorten(value)}"
        return self._chain(expression, unfolding)

    def _effects(self, event: Event, after: FrameState) -> list[str]:
        told: list[str] = []
        whole: set[str] = set()
        by_parts = {change.name for change in event.changes if change.path != change.name}
        for change in event.changes:
            if change.path == change.name and change.how is How.MUTATED and change.name in by_parts:
                continue  # how a long value is written now; its parts tell what happened
            if change.name not in whole:
                told.append(self._effect(change, after, whole))
        if event.printed:
            told.append(f"it {_prints(event.printed)}")
        return told

    def _effect(self, change: Change, after: FrameState, whole: set[str]) -> str:
        if change.path != change.name:
            text = after.text(change.name)
            value = after.value(change.name)
            if text is not None and len(text) <= _WHOLE_BELOW and isinstance(value, (list, dict)):
                whole.add(change.name)
                return f"{change.name} {self._becomes()} {text}"
        if change.after is None:
            return f"{change.path} is removed"
        if change.before == change.after and is_shortened(change.after):
            if change.how is How.MUTATED:
                return f"{change.path} changes inside"
        elif change.before == change.after:
            return f"{change.path} stays {shorten(change.after)}"
        return f"{change.path} {self._becomes()} {shorten(change.after)}"

    # --- compound statements ---

    def _tell_if(self, visit: Visit, function: str, effects: list[str], evaluator: Evaluator, _: str) -> str:
        taken = _enters(visit, "body")
        return self._test(visit, visit.statement.node.test, taken, self._next(visit, function), evaluator)  # type: ignore[attr-defined]

    def _tell_while(self, visit: Visit, function: str, effects: list[str], evaluator: Evaluator, _: str) -> str:
        node: Any = visit.statement.node
        if visit.iteration and visit.end is not None:
            outcome = f"iteration {visit.iteration} begins at line {visit.end.line}"
        else:
            outcome = self._loop_over(visit)
        return self._test(visit, node.test, bool(visit.iteration), outcome, evaluator)

    def _tell_assert(self, visit: Visit, function: str, effects: list[str], evaluator: Evaluator, _: str) -> str:
        return self._test(visit, visit.statement.node.test, True, self._next(visit, function), evaluator)  # type: ignore[attr-defined]

    def _test(self, visit: Visit, condition: ast.expr, taken: bool, outcome: str, evaluator: Evaluator) -> str:
        truth = "true" if taken else "false"
        told, manner = reduce_condition(self._source, condition, evaluator)
        reduced = f": {', that is '.join(told)}" if told else ""
        verb = self._pick("checks", "checks", "tests")
        return (
            f"Line {visit.event.line} {verb} `{self._code(condition)}`{reduced}, which {manner} {truth}, so {outcome}."
        )

    def _tell_for(self, visit: Visit, function: str, effects: list[str], evaluator: Evaluator, _: str) -> str:
        node: Any = visit.statement.node
        line, loop = visit.event.line, visit.loop
        assert loop is not None
        first = loop.headers[0] == visit.event.seq
        over = f"Line {line} starts a loop over `{self._code(node.iter)}`"
        if not visit.iteration:
            if first:
                return f"{over}, which has no items, so {self._loop_over(visit)}."
            return f"Line {line} has no more items, so {self._loop_over(visit)}."
        bound = join([f"{c.path} = {shorten(c.after or '')}" for c in _targets(node, visit.event)]) or "the next item"
        if not first:
            return f"Iteration {visit.iteration} of line {line} begins with {bound}."
        return f"{over}{self._items(node.iter, evaluator)}, and iteration 1 begins with {bound}."

    def _items(self, iterable: ast.expr, evaluator: Evaluator) -> str:
        try:
            value = evaluator.evaluate(iterable)
        except UnknownValueError:
            return ""
        if not isinstance(value, (list, tuple, str, range, dict, set)) or isinstance(iterable, (ast.List, ast.Tuple)):
            return ""
        try:
            if isinstance(value, range):  # `range(n)` = range(3) says more than range(0, 3)
                stages = unfold(iterable, evaluator).stages
                return f" = {stages[-1]}" if stages else ""
            return "" if isinstance(iterable, ast.Constant) else f" = {shorten(shown_value(value))}"
        except UnknownValueError:
            return ""

    def _tell_break(self, visit: Visit, function: str, effects: list[str], evaluator: Evaluator, _: str) -> str:
        line = visit.enclosing[-1].statement.line
        return f"Line {visit.event.line} breaks out of the loop of line {line}, so {self._next(visit, function)}."

    def _tell_continue(self, visit: Visit, function: str, effects: list[str], evaluator: Evaluator, _: str) -> str:
        return f"Line {visit.event.line} continues with the loop of line {visit.enclosing[-1].statement.line}."

    def _tell_functiondef(self, visit: Visit, function: str, effects: list[str], evaluator: Evaluator, _: str) -> str:
        node: Any = visit.statement.node
        owner = "" if function == "<module>" else f"{function}."
        return f"Line {visit.event.line} defines {owner}{node.name}."

    def _tell_classdef(self, visit: Visit, function: str, effects: list[str], evaluator: Evaluator, _: str) -> str:
        node: Any = visit.statement.node
        return f"Line {visit.event.line} defines the class {node.name}."

    def _tell_import(self, visit: Visit, function: str, effects: list[str], evaluator: Evaluator, _: str) -> str:
        node: Any = visit.statement.node
        names = [alias.asname or alias.name.partition(".")[0] for alias in node.names]
        return f"Line {visit.event.line} imports {join(names)}."

    def _tell_importfrom(self, visit: Visit, function: str, effects: list[str], evaluator: Evaluator, _: str) -> str:
        node: Any = visit.statement.node
        return f"Line {visit.event.line} imports {join([a.asname or a.name for a in node.names])} from {node.module}."

    def _tell_try(self, visit: Visit, function: str, effects: list[str], evaluator: Evaluator, _: str) -> str:
        return f"Line {visit.event.line} opens a try block."

    def _tell_with(self, visit: Visit, function: str, effects: list[str], evaluator: Evaluator, _: str) -> str:
        if not _enters(visit, "body"):
            return f"Line {visit.event.line} leaves the with block."
        if effects:
            return f"Line {visit.event.line} runs `{self._code(visit.statement.node)}`, so {join(effects)}."
        return f"Line {visit.event.line} enters the with block."

    def _tell_excepthandler(self, visit: Visit, function: str, effects: list[str], _: Evaluator, raising: str) -> str:
        node: Any = visit.statement.node
        if not _enters(visit, "body"):
            return f"Line {visit.event.line} does not catch {raising}."
        name = f" as {node.name}" if node.name else ""
        return f"Line {visit.event.line} catches {raising}{name}, so {self._next(visit, function)}."

    def _tell_match(self, visit: Visit, function: str, effects: list[str], evaluator: Evaluator, _: str) -> str:
        node: Any = visit.statement.node
        try:
            value = f" = {shorten(shown_value(evaluator.evaluate(node.subject)))}"
        except UnknownValueError:
            value = ""
        return f"Line {visit.event.line} matches `{self._code(node.subject)}`{value}."

    def _tell_match_case(self, visit: Visit, function: str, effects: list[str], evaluator: Evaluator, _: str) -> str:
        node: Any = visit.statement.node
        fits = "does not fit"
        if _enters(visit, "body"):
            bound = join([f"{c.path} = {shorten(c.after or '')}" for c in visit.event.changes if c.after is not None])
            fits = f"fits and binds {bound}" if bound else "fits"
        return (
            f"Line {visit.event.line} tries the case `{self._code(node)}`, which {fits}, "
            f"so {self._next(visit, function)}."
        )

    def _loop_over(self, visit: Visit) -> str:
        assert visit.loop is not None
        told = f"the loop ends after {count(visit.loop.iterations, 'iteration')}"
        if visit.end is not None and visit.end.kind is EventKind.LINE:
            return f"{told} and line {visit.end.line} {self._follows()}"
        return told

    def _next(self, visit: Visit, function: str) -> str:
        if visit.end is not None and visit.end.kind is EventKind.LINE:
            return f"line {visit.end.line} {self._follows()}"
        return f"the end of {'the program' if function == '<module>' else function} is reached"

    # --- words ---

    def _code(self, node: ast.AST) -> str:
        return quote(self._source, node)

    def _pick(self, *words: str) -> str:
        """Choose among words that mean the same: once for a rationale, for a person keeps to their words."""
        return self._words.setdefault(words, self._random.choice(words))

    def _computes(self) -> str:
        return self._pick("computes", "computes", "works out")

    def _becomes(self) -> str:
        return self._pick("becomes", "becomes", "is now")

    def _follows(self) -> str:
        return self._pick("is next", "is next", "comes next")


def _bindings(parameters: Sequence[tuple[str, str]]) -> str:
    return join([f"{name} = {shorten(value)}" for name, value in parameters])


def _prints(text: str) -> str:
    if text.endswith("\n"):
        return f"prints {shorten(repr(text[:-1]))}"
    return f"prints {shorten(repr(text))} without a line end"


def _enters(visit: Visit, block: str) -> bool:
    """Whether the next statement of the frame is inside the visited statement's own block."""
    if visit.end is None or visit.end.kind is not EventKind.LINE:
        return False
    return visit.next_block == (visit.statement.index, block)


def _tells_its_stores(visit: Visit) -> bool:
    """Whether the sentence of a statement's own kind names what the statement stored."""
    if isinstance(visit.statement.node, ast.match_case):
        return _enters(visit, "body")
    return isinstance(visit.statement.node, (*_DEFINITIONS, ast.For, ast.ExceptHandler))


_DEFINITIONS = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


def _targets(node: ast.For, event: Event) -> list[Change]:
    names = [part.id for part in ast.walk(node.target) if isinstance(part, ast.Name)]
    bound = [change for change in event.changes if change.name in names and change.after is not None]
    return sorted(bound, key=lambda change: names.index(change.name))
