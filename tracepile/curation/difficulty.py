"""How hard a run is to follow: what the program's text asks of a reader, and what the run did.

None of the measures is a difficulty by itself. They are kept beside every run, so that what to train on is a query
over them.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from tracepile.execution.statements import Statement, statements
from tracepile.records import EventKind, How, Trace

_FEWEST_LINES = 3

_BRANCHING = (ast.If, ast.For, ast.While, ast.Try, ast.Match)
_LOOPS = (ast.For, ast.While)
_BLOCKS = (*_BRANCHING, ast.With)

_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.BitAnd: "&",
    ast.Invert: "~",
    ast.USub: "unary -",
    ast.UAdd: "unary +",
    ast.Not: "not",
    ast.And: "and",
    ast.Or: "or",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Subscript: "[]",
    ast.Slice: "[:]",
    ast.Attribute: ".",
    ast.Call: "()",
    ast.IfExp: "if else",
    ast.Lambda: "lambda",
    ast.ListComp: "comprehension",
    ast.SetComp: "comprehension",
    ast.DictComp: "comprehension",
    ast.GeneratorExp: "generator",
    ast.Yield: "yield",
    ast.YieldFrom: "yield from",
    ast.NamedExpr: ":=",
    ast.JoinedStr: "f-string",
    ast.Starred: "*args",
}


@dataclass(frozen=True, slots=True)
class StaticMeasures:
    """What a program's text asks of a reader.

    Attributes:
        operators: the kinds of operators, calls and the like that occur, sorted.
        nesting: deepest nesting of compound statements.
        complexity: decisions plus one: cyclomatic complexity as in T. J. McCabe, "A Complexity Measure" (1976), of
            the program as a whole.
    """

    operators: tuple[str, ...]
    nesting: int
    complexity: int


@dataclass(frozen=True, slots=True)
class DynamicMeasures:
    """What a run did, beyond its plain counts.

    Attributes:
        distinct_lines: lines of the program that were executed at all.
        branches: distinct ways taken at `if`, `for`, `while`, `try` and `match`: pairs of such a statement and the
            statement that its frame executed next, or its end.
        iterations: iterations of loops.
        live_variables: most variables that were alive in one frame at a time.
        state_characters: about the most characters that the variables alive in one frame took, written out.
        trivial: a program without a branch or a loop, of which fewer than three lines ran: nothing to learn from.
    """

    distinct_lines: int
    branches: int
    iterations: int
    live_variables: int
    state_characters: int
    trivial: bool


@lru_cache(maxsize=256)
def static_measures(code: str) -> StaticMeasures:
    """Measure a program's text.

    Raises:
        InvalidProgramError: the code does not parse.
    """
    found = statements(code)
    nodes = [node for statement in found if statement.parent == -1 for node in ast.walk(statement.node)]
    depths: list[int] = []
    for statement in found:
        outer = depths[statement.parent] if statement.parent >= 0 else 0
        depths.append(outer + isinstance(statement.node, _BLOCKS))
    return StaticMeasures(
        operators=tuple(sorted({_OPERATORS[type(node)] for node in nodes if type(node) in _OPERATORS})),
        nesting=max(depths, default=0),
        complexity=1 + sum(_decisions(node) for node in nodes),
    )


def dynamic_measures(code: str, trace: Trace) -> DynamicMeasures:
    """Measure the run of a program.

    Raises:
        InvalidProgramError: the code does not parse.
    """
    table = statements(code)
    last: dict[int, int] = {}
    ways: set[tuple[int, int]] = set()
    visited: set[int] = set()
    alive: defaultdict[int, dict[str, int]] = defaultdict(dict)
    iterations = variables = characters = lines = 0
    for event in trace.events:
        state = alive[event.frame]
        for change in event.changes:
            if change.how is How.UNBOUND:
                state.pop(change.path, None)
            elif change.path == change.name:
                state[change.name] = len(change.after or "")
            elif change.name in state:
                state[change.name] += len(change.after or "") - len(change.before or "")
        variables = max(variables, len(state))
        characters = max(characters, sum(state.values()))
        before = last.get(event.frame, -1)
        if event.kind is EventKind.LINE:
            lines += 1
            visited.add(event.line)
            if before >= 0 and isinstance(table[before].node, _BRANCHING):
                ways.add((before, event.statement))
                iterations += isinstance(table[before].node, _LOOPS) and _is_body(table[event.statement], before)
            last[event.frame] = event.statement
        elif event.kind in (EventKind.RETURN, EventKind.UNWIND):
            if before >= 0 and isinstance(table[before].node, _BRANCHING):
                ways.add((before, -1))
            last.pop(event.frame, None)
            alive.pop(event.frame, None)
    return DynamicMeasures(
        distinct_lines=len(visited),
        branches=len(ways),
        iterations=iterations,
        live_variables=variables,
        state_characters=characters,
        trivial=static_measures(code).complexity == 1 and lines < _FEWEST_LINES,
    )


def _is_body(statement: Statement, loop: int) -> bool:
    return statement.parent == loop and statement.block == "body"


def _decisions(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    return isinstance(node, (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler, ast.match_case, ast.Assert))
