"""What the text and the code of a program say, as the reference tracer reads them: instructions, stores and names."""

from __future__ import annotations

import ast
import dis
import inspect
import types
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from tracepile.execution.statements import PROGRAM_FILE, Statement, is_of_module

_STORES = ("STORE_FAST", "STORE_NAME", "STORE_GLOBAL", "STORE_DEREF")


class Instruction(NamedTuple):
    """What is to be known of one instruction: its name, the names that it stores, and the name it works on."""

    name: str
    stores: frozenset[str]
    argument: Any


def is_told(code: types.CodeType) -> bool:
    """Whether a frame is one of the trace's: the module and functions, but not lambdas, generators and classes."""
    is_function = bool(code.co_flags & inspect.CO_OPTIMIZED)
    return code.co_filename == PROGRAM_FILE and (code.co_name == "<module>" or (is_function and code.co_name[0] != "<"))


def sure_stores(node: ast.AST) -> set[str]:
    """Give the names that a statement's header stores without a condition, each time that it is carried out."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.ExceptHandler(name=str(name)):
            return {name}
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            return {(alias.asname or alias.name).partition(".")[0] for alias in aliases}
    return {name for part in _header(node) for name in _sure_names(part)}


def _header(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name not in ("body", "orelse", "finalbody", "handlers", "cases"):
            yield from (part for part in (value if isinstance(value, list) else [value]) if isinstance(part, ast.AST))


def _sure_names(node: ast.AST) -> Iterator[str]:
    parts: Sequence[ast.AST] = list(ast.iter_child_nodes(node))
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
        case ast.MatchMapping(rest=str(name)):
            yield name
        case ast.BoolOp(values=values):
            parts = values[:1]
        case ast.IfExp(test=test):
            parts = [test]
        case ast.Compare(left=left, comparators=others):
            parts = [left, others[0]]
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            parts = [node.generators[0].iter]
        case ast.Lambda(args=arguments):
            parts = [arguments]
    for part in parts:
        yield from _sure_names(part)


@dataclass(frozen=True)
class Names:
    """Which names of a frame are shown."""

    is_module: bool
    hidden: frozenset[str]
    of_module: tuple[str, ...]

    @staticmethod
    def of(code: types.CodeType, table: tuple[Statement, ...], stored_anywhere: set[str]) -> Names:
        """Find what a code's frames show: their own names, and those of the module that the code mentions."""
        if code.co_name == "<module>":
            return Names(True, frozenset(_targets_of_comprehensions(table) - stored_anywhere), ())
        function = table[code.co_firstlineno - 1]
        inside = [s for s in table if _is_of(s, function, table)]
        own = {name for statement in inside for name in statement.stores}
        own |= set(code.co_varnames[: _parameters(code)]) | set(code.co_freevars)
        mentioned = {str(i.argval) for i in dis.get_instructions(code) if i.opname.endswith("_GLOBAL")}
        return Names(
            False, frozenset(_targets_of_comprehensions(inside) - own), tuple(sorted(mentioned & stored_anywhere))
        )

    def is_shown(self, name: str) -> bool:
        """Whether a name is a variable that a reader of the program sees in the frame."""
        return name[0] != "." and name not in self.hidden and not (self.is_module and is_of_module(name))


def _is_of(statement: Statement, function: Statement, table: tuple[Statement, ...]) -> bool:
    """Whether a statement is executed in a function's own frames."""
    parent = statement.parent
    while parent != -1 and not isinstance(table[parent].node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        parent = table[parent].parent
    return parent == function.index


def _targets_of_comprehensions(table: Iterable[Statement]) -> set[str]:
    return {
        name.id
        for statement in table
        for part in _header(statement.node)
        for node in ast.walk(part)
        if isinstance(node, ast.comprehension)
        for name in ast.walk(node.target)
        if isinstance(name, ast.Name)
    }


def _parameters(code: types.CodeType) -> int:
    starred = bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    return code.co_argcount + code.co_kwonlyargcount + starred


def instructions(code: types.CodeType) -> dict[int, Instruction]:
    found = {}
    for instruction in dis.get_instructions(code):
        # Two instructions may have been made one: STORE_FAST_STORE_FAST stores two names, STORE_FAST_LOAD_FAST one.
        arguments = instruction.argval if isinstance(instruction.argval, tuple) else (instruction.argval,)
        parts = instruction.opname.replace("_FAST_", "_FAST ").split()
        stores = {str(a) for part, a in zip(parts, arguments, strict=False) if part in _STORES}
        argument = instruction.arg if instruction.opname in ("RAISE_VARARGS", "RESUME") else instruction.argval
        found[instruction.offset] = Instruction(instruction.opname, frozenset(stores), argument)
    return found
