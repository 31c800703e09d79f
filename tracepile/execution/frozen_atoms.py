"""Pictures of values without parts: numbers, text, and what else has a literal of its own."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tracepile.execution.picture_text import BOOL, FLOAT, LEFT_OUT, TEXT, Frozen
from tracepile.execution.plain_data import is_plain

_MAX_INT_BITS = 14_000  # below CPython's own limit of 4,300 digits for int to str
_TRUE, _FALSE = (BOOL, "True"), (BOOL, "False")
_REPR: frozenset[type] = frozenset({Fraction, Decimal, bytes, date, datetime, time, timedelta, range})


LITERAL_TYPES = _REPR | {complex, slice}
"""Types of values, beside numbers, text and None, that are pictured by a text of their own."""


def frozen_atom(value: object) -> Frozen:
    """Freeze an `int` or a `str`."""
    if type(value) is int and value.bit_length() > _MAX_INT_BITS:
        # The digits of such a number take longer to find than all else that is to be said of it.
        return (LEFT_OUT, f"<int of {value.bit_length():,} bits>")
    return value


def frozen_literal(value: Any) -> Frozen:
    """Freeze a value that has no parts, by its text; None for one that has, and for None."""
    kind = type(value)
    if kind is bool:
        return _TRUE if value else _FALSE
    if kind is float:
        return (FLOAT, repr(value))
    if kind is complex:
        return (TEXT, _complex_text(value))
    if kind in _REPR or (kind is slice and is_plain([value.start, value.stop, value.step])):
        return (TEXT, text_by(kind, value))
    return None


def text_by(kind: type, value: Any) -> str:
    """Give what `repr` of a built-in type writes, whatever a subclass makes of it."""
    try:
        return str(kind.__repr__(value))  # type: ignore[call-arg]
    except ValueError:  # a number with more digits than the interpreter writes
        return f"<{kind.__name__}>"


def _complex_text(number: complex) -> str:
    """Write a complex number as `repr` does where Python reads that as the same number, else by its two parts.

    Python reads `-1j` and `(-0-1j)` as sums, in which the signs of zeros are lost.
    """
    real, imaginary = number.real, number.imag
    negative = math.copysign(1.0, imaginary) < 0
    is_sum = real != 0 and not (imaginary == 0 and negative)
    is_one_part = real == 0 and math.copysign(1.0, real) > 0 and not negative
    if math.isfinite(real) and math.isfinite(imaginary) and (is_sum or is_one_part):
        return repr(number)
    return f"complex({real!r}, {imaginary!r})"
