"""Methods that a judge calls on an object of its own making, made callable as functions of the module."""

from __future__ import annotations

import ast
import warnings

from tracepile.sources.hub.schema import RowError


def callable_at_top(code: str, function: str) -> str:
    """Give a program in which the function stands at the top: as it is, or with one added that calls the method.

        class Solution:                         def add(a, b):
            def add(self, a, b): ...                return Solution().add(a, b)

    A text that does not parse is given as it is, since running it says best what is wrong.

    Raises:
        RowError: `no_entry_point` when neither is there, or the method takes arguments that cannot be passed on.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return code
    if any(_binds(node, function) for node in body):
        return code
    for node in body:
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name == function:
                    return f"{code}\n\n{_caller(node, method)}"
    raise RowError("no_entry_point", f"the program defines neither a function {function!r} nor a method of that name")


def _binds(node: ast.stmt, name: str) -> bool:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name == name
    if isinstance(node, ast.ImportFrom | ast.Import):
        return any((alias.asname or alias.name) == name for alias in node.names)
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


def _caller(cls: ast.ClassDef, method: ast.FunctionDef) -> str:
    given = method.args
    if given.vararg or given.kwarg or given.kwonlyargs or given.posonlyargs or given.defaults:
        raise RowError("no_entry_point", f"the parameters of {cls.name}.{method.name} are not plain ones to pass on")
    static = any(isinstance(word, ast.Name) and word.id == "staticmethod" for word in method.decorator_list)
    passed = ", ".join(parameter.arg for parameter in given.args[0 if static else 1 :])
    return f"def {method.name}({passed}):\n    return {cls.name}().{method.name}({passed})\n"
