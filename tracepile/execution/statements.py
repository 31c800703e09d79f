"""What a program's text says about its statements, and code whose every line event is one statement.

A Python line is the wrong unit: one line may hold several statements (`if x: y = 1`), and one statement may span
lines, so that line events repeat or hide. Here every statement gets an index, in the order of the text, and
`instrument` compiles the program with each statement (its header, for compound ones) on a virtual line of its own,
index + 1. One line event is then exactly one visit of one statement, on every CPython version.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType

from tracepile.errors import InvalidProgramError

PROGRAM_FILE = "<program>"
PROGRAM_MODULES = ("__main__", "__program__")
"""Names of the module that a program is: one that runs by itself, one that is called."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a program.

    Attributes:
        index: position in the order of the text.
        node: its syntax tree; `ExceptHandler` and `match_case` count as statements.
        line: 1-based source line where it begins (the `def` line of a decorated function).
        parent: index of the statement it stands in, -1 at the top.
        block: the parent's field it stands in: `body`, `orelse`, `finalbody`, `handlers` or `cases`.
        function: qualified name of the function it belongs to, `<module>` at the top.
        stores: plain names that it binds itself.
        dirty: whether it may change objects in place.
    """

    index: int
    node: ast.AST
    line: int
    parent: int
    block: str
    function: str
    stores: frozenset[str]
    dirty: bool


@lru_cache(maxsize=256)
def statements(code: str) -> tuple[Statement, ...]:
    """List a program's statements in the order of the text.

    Raises:
        InvalidProgramError: the code does not parse.
    """
    return tuple(_walk(_parse(code)))


def instrument(code: str) -> CodeType:
    """Compile a program with each statement on its virtual line (index + 1).

    Tests of `if` and `while` that are constants are read from builtins (see `constants`), for the compiler
    would otherwise drop the visits of `while True`.

    Raises:
        InvalidProgramError: the code does not compile.
    """
    tree = _parse(code)
    for statement in _walk(tree):
        node = statement.node
        if isinstance(node, (ast.If, ast.While)) and isinstance(node.test, ast.Constant):
            node.test = ast.copy_location(ast.Name(_constant_name(bool(node.test.value)), ast.Load()), node)
        for part in header(node):
            place_on_line(part, statement.index + 1)
    return _compile(tree)


def constants() -> dict[str, bool]:
    """The builtins that instrumented code reads in the place of constant tests."""
    return {_constant_name(value): value for value in (True, False)}


def compile_plain(code: str) -> CodeType:
    """Compile a program as it stands.

    Raises:
        InvalidProgramError: the code does not compile.
    """
    return _compile(_parse(code))


def header(node: ast.AST) -> Iterator[ast.AST]:
    """Give a statement's node and all that it evaluates itself, without the statements inside it."""
    yield node
    for field, value in ast.iter_fields(node):
        if field in _BLOCKS and isinstance(value, list):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from ast.walk(child)


_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_DIRTY = (
    ast.Call,
    ast.AugAssign,
    ast.Yield,
    ast.YieldFrom,
    ast.Await,
    ast.Import,
    ast.ImportFrom,
    ast.Delete,
    ast.With,
    ast.ClassDef,
)


def _constant_name(value: bool) -> str:
    # The underscores at the end keep the name from being mangled inside a class.
    return f"__tracepile_constant_{value}__"


def _parse(code: str) -> ast.Module:
    try:
        return ast.parse(code, PROGRAM_FILE)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as err:
        raise InvalidProgramError(f"the program does not parse: {err}") from err


def _compile(tree: ast.Module) -> CodeType:
    try:
        return compile(tree, PROGRAM_FILE, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as err:
        raise InvalidProgramError(f"the program does not compile: {err}") from err


def _walk(tree: ast.Module) -> list[Statement]:
    found: list[Statement] = []
    loads_change = makes_entries(tree)

    def visit(node: ast.AST, parent: int, function: str) -> None:
        for block in _BLOCKS:
            children = getattr(node, block, None)
            if not isinstance(children, list):
                continue
            for child in children:
                index = len(found)
                found.append(_statement(child, index, parent, block, function, loads_change))
                inner = function
                if isinstance(child, _SCOPES):
                    inner = child.name if function == "<module>" else f"{function}.{child.name}"
                visit(child, index, inner)

    visit(tree, -1, "<module>")
    return found


def makes_entries(tree: ast.AST) -> bool:
    """Whether looking up a key may make an entry in a program: in a dict with defaults."""
    names = {"defaultdict", "__missing__"}
    return any(
        getattr(node, "id", "") in names or getattr(node, "attr", "") in names or getattr(node, "name", "") in names
        for node in ast.walk(tree)
    )


def _statement(node: ast.AST, index: int, parent: int, block: str, function: str, loads_change: bool) -> Statement:
    parts = list(header(node))
    inner = {name for part in parts if isinstance(part, ast.comprehension) for name in ast.walk(part.target)}
    stores = {n.id for n in parts if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and n not in inner}
    if isinstance(node, _SCOPES):
        stores = {node.name}
    if isinstance(node, ast.ExceptHandler) and node.name:
        stores.add(node.name)
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        stores |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    stores |= {name for n in parts if isinstance(n, (ast.MatchAs, ast.MatchStar)) and (name := n.name) is not None}
    dirty = any(
        isinstance(n, _DIRTY)
        or (isinstance(n, (ast.Subscript, ast.Attribute)) and not isinstance(n.ctx, ast.Load))
        or (loads_change and isinstance(n, ast.Subscript))
        for n in parts
    )
    line = node.pattern.lineno if isinstance(node, ast.match_case) else getattr(node, "lineno", 0)
    return Statement(index, node, line, parent, block, function, frozenset(stores), dirty)


def _inner_names(parts: list[ast.AST]) -> set[str]:
    """Names bound by comprehensions alone: they do not leak into the frame."""
    inner = {
        name.id
        for part in parts
        if isinstance(part, ast.comprehension)
        for name in ast.walk(part.target)
        if isinstance(name, ast.Name)
    }
    return inner


def hidden_names(code: str) -> frozenset[str]:
    """Names that only comprehensions bind: CPython 3.12's inlining may show them in a frame's locals."""
    inner: set[str] = set()
    plain: set[str] = set()
    for statement in statements(code):
        inner |= _inner_names(list(header(statement.node)))
        plain |= statement.stores
        if isinstance(statement.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            plain |= {arg.arg for arg in ast.walk(statement.node.args) if isinstance(arg, ast.arg)}
    return frozenset(inner - plain)


def is_of_module(name: str) -> bool:
    """Whether a name at a program's top is one that every module has, such as `__name__`, and not just `__`."""
    return name[:2] == name[-2:] == "__" and len(name) > len("____")


def place_on_line(node: ast.AST, line: int) -> None:
    """Put a node, and not what is in it, on a line of its own making."""
    if "lineno" in node._attributes:
        node.lineno = node.end_lineno = line  # type: ignore[attr-defined]
        node.col_offset = node.end_col_offset = 0  # type: ignore[attr-defined]


def builtin_names() -> frozenset[str]:
    """Names that every program finds without defining them."""
    return frozenset(dir(builtins))
