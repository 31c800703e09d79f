"""A script whose last line is its answer becomes a function that returns the answer, where that changes nothing else.

    x = 3                       def solution():
    print(x * 2)                    x = 3
                                    return x * 2

Names of a module behave unlike those of a function in some respects, and a script that touches on one is left alone.
"""

from __future__ import annotations

import ast
import builtins
import warnings

from tracepile.sources.hub.schema import RowError

FUNCTION = "solution"

_INDENT = "    "
_NAMESPACES = frozenset(("exec", "eval", "globals", "locals", "vars", "dir"))


def as_solution(script: str) -> str:
    """Give the text of a program in which `solution()` does what a script does and returns its last value.

    The last statement is a plain expression, or prints one value. Imports stay outside.

    Raises:
        RowError: `no_answer` when the last line is no answer, or when it is not certain that the function would do
            what the script does; `bad_value` for a script that does not parse.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(script).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as err:
        raise RowError("bad_value", f"the script does not parse: {err}") from err
    answer = _answer(body)
    imports = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
    doubt = _doubt(body, imports)
    if doubt is not None:
        raise RowError("no_answer", f"the script cannot become a function: {doubt}")
    code = _written(script, body, imports, answer)
    try:
        compile(code, "<script>", "exec", dont_inherit=True)
    except SyntaxError as err:
        raise RowError("no_answer", f"the script cannot become a function: {err}") from err
    return code


def _written(script: str, body: list[ast.stmt], imports: list[ast.Import | ast.ImportFrom], answer: ast.expr) -> str:
    outside = {line for node in imports for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    # The lines inside a text belong to its value, and stay as they are.
    inside_text = {
        line
        for top in body
        for node in ast.walk(top)
        if isinstance(node, ast.Constant | ast.JoinedStr) and node.end_lineno is not None
        for line in range(node.lineno + 1, node.end_lineno + 1)
    }
    above: list[str] = []
    within: list[str] = []
    for number, line in enumerate(_lines(script)[: body[-1].lineno - 1], start=1):
        if number in outside:
            above.append(line)
        elif line.strip() or number in inside_text:
            within.append(line if number in inside_text else _INDENT + line)
    parts = [*above, *(["", ""] if above else []), f"def {FUNCTION}():", *within]
    return "\n".join([*parts, f"{_INDENT}return {_one_line(script, answer)}", ""])


def _lines(script: str) -> list[str]:
    # As the parser counts lines: other line breaks, such as a form feed, are white space to it.
    return script.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _answer(body: list[ast.stmt]) -> ast.expr:
    last = body[-1] if body else None
    if not isinstance(last, ast.Expr):
        raise RowError("no_answer", "the last statement of the script is neither an expression nor a print of one")
    if not (isinstance(last.value, ast.Call) and _is_print(last.value)):
        return last.value
    if len(last.value.args) != 1 or last.value.keywords or isinstance(last.value.args[0], ast.Starred):
        raise RowError("no_answer", "the last statement of the script prints something else than one value")
    return last.value.args[0]


def _is_print(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "print"


def _doubt(body: list[ast.stmt], imports: list[ast.Import | ast.ImportFrom]) -> str | None:
    nodes = [node for top in body for node in ast.walk(top)]
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    bound |= {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    imported = {alias.asname or alias.name.partition(".")[0] for node in imports for alias in node.names}
    used = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    shadowing = sorted(name for name in bound if hasattr(builtins, name) or name in imported)
    starts = [node.lineno for node in body]
    if any(isinstance(node, ast.Global | ast.Await | ast.Yield | ast.YieldFrom) for node in nodes):
        return "it declares a name global, or yields or awaits"
    if used & _NAMESPACES:
        return f"{min(used & _NAMESPACES)} sees the names of a module in another way than those of a function"
    if shadowing:
        return f"{shadowing[0]} is a name of Python or an import, and bound again"
    if FUNCTION in bound | imported | used:
        return f"it has a {FUNCTION} of its own"
    if any(name.startswith("__") for name in used):
        return "it uses a name that only modules have"
    return "two statements stand on one line" if len(starts) != len(set(starts)) else None


def _one_line(script: str, answer: ast.expr) -> str:
    written = ast.get_source_segment(script, answer)
    if written is None or "\n" in written:
        return ast.unparse(answer)
    return written
