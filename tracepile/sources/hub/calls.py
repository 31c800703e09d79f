"""Calls written out from recorded arguments, and results taken over where JSON leaves no doubt about them."""

from __future__ import annotations

import keyword
from typing import Any

from tracepile.errors import InvalidCallError
from tracepile.execution._runner import parse_call
from tracepile.execution.values import ValueLimitError, render_value
from tracepile.sources.hub.schema import RowError


def call_text(function: str, arguments: object) -> str:
    """Write the call of a function with keyword arguments: `gcd(a=48, b=18)`.

    Raises:
        RowError: `bad_value` when the arguments are not names with values, or a value is too large.
    """
    if not isinstance(arguments, dict):
        raise RowError("bad_value", f"an input is {type(arguments).__name__}, not an object of names and values")
    strange = [name for name in arguments if not name.isidentifier() or keyword.iskeyword(name)]
    if strange:
        raise RowError("bad_value", f"{strange[0]!r} cannot name a parameter")
    try:
        return f"{function}({', '.join(f'{name}={render_value(value)}' for name, value in arguments.items())})"
    except (ValueLimitError, RecursionError) as err:
        raise RowError("bad_value", f"an input is too large: {err}") from err


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


def expected_value(value: Any, *, lists: bool) -> str | None:
    """Render a recorded result where it is sure which Python value it stands for; None elsewhere.

    Sure are integers, text, booleans and None. A JSON list may have been a tuple, and counts only where `lists` says
    that it stands for a list. Objects (whose keys became text) and floats (which other writers round) never count.
    """
    try:
        return render_value(value) if _is_sure(value, lists=lists) else None
    except (ValueLimitError, RecursionError):
        return None


def _is_sure(value: Any, *, lists: bool) -> bool:
    if isinstance(value, list):
        return lists and all(_is_sure(item, lists=True) for item in value)
    return value is None or isinstance(value, bool | int | str)
