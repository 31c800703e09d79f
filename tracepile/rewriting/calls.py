"""The call of a rewritten program: under its entry point's new name, with its parameters' new names as keywords."""

from __future__ import annotations

import ast
from functools import lru_cache

from tracepile.records import Program
from tracepile.sources.fresh import called_as


def translated_call(call: str, original: Program, rewritten: Program) -> str:
    """Give a call of the original as a call of its rewrite; other bytes of the arguments stay.

    A parameter keeps its place in a rewrite, so that keywords can be matched by place. Where the entry points
    do not take the same number of parameters, keywords stay as they are.
    """
    new_names = renamed_parameters(original, rewritten)
    data = call.encode()
    try:
        tree = ast.parse(call, mode="eval").body
    except SyntaxError:
        return call
    keywords = tree.keywords if isinstance(tree, ast.Call) else []
    for keyword in reversed(keywords):
        if keyword.arg is not None and tree.lineno == keyword.lineno:
            start = keyword.col_offset
            name = new_names.get(keyword.arg, keyword.arg)
            data = data[:start] + name.encode() + data[start + len(keyword.arg.encode()) :]
    return called_as(data.decode(), rewritten.entry_point)


def renamed_parameters(original: Program, rewritten: Program) -> dict[str, str]:
    """Give the new name of each parameter of the entry point that got another one."""
    before, after = (_parameters(program.code, program.entry_point) for program in (original, rewritten))
    if len(before) != len(after):
        return {}
    return {old: new for old, new in zip(before, after, strict=True) if old != new}


@lru_cache(maxsize=64)
def _parameters(code: str, entry_point: str | None) -> tuple[str, ...]:
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return ()
    functions = [node for node in body if isinstance(node, ast.FunctionDef) and node.name == entry_point]
    if not functions:
        return ()
    arguments = functions[-1].args
    return tuple(argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs))
