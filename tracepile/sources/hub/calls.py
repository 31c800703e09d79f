"""Calls written out from recorded arguments, and recorded results written as what a case expects."""

from __future__ import annotations

import ast
import json
import keyword
import re
from collections.abc import Mapping

from tracepile.errors import InvalidCallError
from tracepile.execution._runner import parse_call
from tracepile.sources.hub.schema import RowError

_LONGEST_ARGUMENT = 1_000_000
_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def call_text(function: str, arguments: object) -> str:
    """Write the call of a function: `gcd(a=48, b=18)` with arguments by name, `gcd(48, 18)` with a list of them.

    Raises:
        RowError: `bad_value` when the arguments are neither, or a value is too large.
    """
    if isinstance(arguments, Mapping):
        strange = [name for name in arguments if not name.isidentifier() or keyword.iskeyword(name)]
        if strange:
            raise RowError("bad_value", f"{strange[0]!r} cannot name a parameter")
        return f"{function}({', '.join(f'{name}={_literal(value)}' for name, value in arguments.items())})"
    if isinstance(arguments, list):
        return f"{function}({', '.join(map(_literal, arguments))})"
    raise RowError("bad_value", f"an input is {type(arguments).__name__}, neither an object nor a list of arguments")


def _literal(value: object) -> str:
    # A call keeps every value in full, unlike the values of a trace, which may be shortened.
    try:
        text = repr(value)
    except (ValueError, RecursionError) as err:
        raise RowError("bad_value", f"an input is too large: {err}") from err
    if len(text) > _LONGEST_ARGUMENT:
        raise RowError("bad_value", f"an input takes {len(text):,} characters, more than {_LONGEST_ARGUMENT:,}")
    return text


def checked_call(function: str, call: object) -> str:
    """Give a call as it was written, once it is sure that it calls the function with literals.

    Raises:
        RowError: `bad_value` for anything else.
    """
    if not isinstance(call, str):
        raise RowError("bad_value", f"a call is {type(call).__name__}, not text such as {function}(1)")
    try:
        called = parse_call(call).function
    except InvalidCallError as err:
        raise RowError("bad_value", str(err)) from err
    if called != function:
        raise RowError("bad_value", f"the call {call[:80]!r} is not one of the entry point {function!r}")
    return call.strip()


def json_text(value: object) -> str:
    """Write a recorded result as JSON text, for a case whose `expected_form` is `json`.

    Raises:
        RowError: `bad_value` for what JSON cannot hold.
    """
    try:
        return json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError) as err:
        raise RowError("bad_value", f"an output is nothing that JSON can hold: {err}") from err


def json_number(value: object) -> str | None:
    """Write a recorded number, also one given as text such as `1,250` or `$3.50`, as JSON text; None for others.

    It is written as a float as long as that is exact, since an answer says what the number is and not which type of
    number the program gives; a `json` float agrees with an equal integer.
    """
    if isinstance(value, str):
        try:
            value = ast.literal_eval(_without_marks(value))
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return json.dumps(float(value) if float(value) == value else value)
    except OverflowError:
        return json.dumps(value)


def _without_marks(number: str) -> str:
    plain = number.strip().removeprefix("$").strip()
    return plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain


def literal_text(text: str) -> str | None:
    """Give a Python literal that stands in a text, on one line and written as Python writes it; None for other text."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
        ast.literal_eval(tree)
        return ast.unparse(tree)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
