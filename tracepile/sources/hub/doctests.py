"""The schema of Python files whose functions show what they do in doctests.

    code    text: a whole module; or `content`
    path    optional text: where the module lies

A folder of `.py` files, or one such file, is read as rows of this schema. Each function at the top of a module that
has doctests becomes a program, the whole module being its text, with its origin `file:row#k`. An example counts when
it is a call of the function with literals; what it shows is expected where it is a literal and the function does not
print. Other examples are rejected with the reason `no_plain_call`.
"""

from __future__ import annotations

import ast
import doctest
import warnings
from collections.abc import Iterator

from tracepile.records import Domain
from tracepile.sources.hub.calls import checked_call, literal_text
from tracepile.sources.hub.columns import code_of, optional_text
from tracepile.sources.hub.filters import check_code
from tracepile.sources.hub.schema import Draft, Input, Row, RowError

_NONE = "None"


class Doctests:
    """Modules whose functions have doctests."""

    name = "doctests"
    domain = Domain.CLASSICAL
    required = (("code", "content"),)
    benchmark = False

    def drafts(self, row: Row) -> Iterator[Draft | RowError]:
        """Read one module."""
        code, path = code_of(row, "code", "content"), optional_text(row, "path")
        where = "" if path is None else f"{path}: "
        try:
            check_code(code)
            functions = _functions_with_doctests(code)
        except RowError as err:
            raise RowError(err.reason, f"{where}{err}") from err
        if not functions:
            raise RowError("no_doctests", f"{where}no function at the top of the module has a doctest")
        licence = optional_text(row, "licence", "license")
        for part, (function, examples) in enumerate(functions, start=1):
            prints = _prints(function)
            inputs = []
            for example in examples:
                try:
                    inputs.append(_input(function.name, example, prints=prints))
                except RowError as err:
                    yield RowError("no_plain_call", f"{where}{function.name}: {err}", part)
            if inputs:
                # Its functions share the module's text, and so one family.
                yield Draft(code, function.name, tuple(inputs), licence=licence, part=part)


def _functions_with_doctests(code: str) -> list[tuple[ast.FunctionDef, list[doctest.Example]]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as err:
        raise RowError("bad_value", f"the module does not parse: {err}") from err
    found = []
    for node in body:
        if isinstance(node, ast.FunctionDef):
            try:
                examples = doctest.DocTestParser().get_examples(ast.get_docstring(node) or "", node.name)
            except ValueError as err:
                raise RowError("bad_value", f"the doctest of {node.name} cannot be read: {err}") from err
            if examples:
                found.append((node, examples))
    return found


def _prints(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "print" for node in ast.walk(function))


def _input(function: str, example: doctest.Example, *, prints: bool) -> Input:
    # Written anew, since an example may take several lines and hold directives.
    call = ast.unparse(ast.parse(checked_call(function, example.source), mode="eval"))
    if prints or example.options or example.exc_msg is not None:
        return Input(call=call)
    # A prompt shows nothing for None.
    return Input(call=call, expected=literal_text(example.want) if example.want.strip() else _NONE)
