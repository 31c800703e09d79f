"""In what a recorded output and a recomputed one that differ are still alike: said in words, read off the two."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from tracepile.execution.expectations import JSON, judge, read_expected
from tracepile.execution.value_differences import Comparison, Tolerance, is_text_of
from tracepile.execution.values import Frozen, freeze, parse
from tracepile.records import Case, Output

_FEWEST_DECIMALS = 2
_FEWEST_DIGITS = 2
_NEAR = 1e-6
_EXACT_INTEGERS = 2**53
_EXACT = Tolerance(0.0, 0.0)


class Rounding(NamedTuple):
    """To how many decimals an output was rounded before it was recorded, and what else was let pass."""

    decimals: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _RoundedTo(Tolerance):
    """Lets floats pass that are others rounded to so many decimals, which leaves of them at least so many digits."""

    decimals: int
    digits: int

    def covers(self, expected: float, got: float) -> bool:
        """Whether the expected float is the other one rounded."""
        least = 10.0 ** (self.digits - 1 - self.decimals) if self.digits else 0.0
        return round(got, self.decimals) == expected and abs(expected) >= least


def rounding(case: Case, output: Output) -> Rounding | None:
    """Say to how many decimals the recorded output is the returned one rounded; None where it is not.

    Every float must be the returned one, or that rounded. Fewer than two decimals, or fewer than two significant
    digits of a number, do not count: too many numbers are alike then.
    """
    return _rounded(case, output, _FEWEST_DIGITS)


def _rounded(case: Case, output: Output, digits: int) -> Rounding | None:
    try:
        decimals = max((_decimals(number) for number in _floats(read_expected(case))), default=0)
    except ValueError:
        return None
    if decimals < _FEWEST_DECIMALS:
        return None
    agreement = judge(case, output, tolerance=_RoundedTo(0.0, 0.0, decimals, digits))
    return Rounding(decimals, agreement.notes) if agreement.agrees else None


def likeness(case: Case, output: Output) -> str:
    """Say how the recorded output and the recomputed one are alike; '' where they are not, as far as one can see."""
    if case.call is None:
        return _of_printed(case.expected or "", output.stdout)
    try:
        expected, got = read_expected(case), parse(output.returned or "")
    except ValueError:
        return ""
    if got is None and output.stdout.strip() and expected is not None:
        return _of_what_was_printed_instead(expected, output.stdout.strip())
    if isinstance(expected, str) and not isinstance(got, str):
        return "the value was recorded as text" if _is_text_of(expected.strip(), got) else ""
    rounded = _rounded(case, output, 0)
    if rounded is not None:
        few = "which leaves fewer than two digits of some"
        return f"the numbers were recorded rounded to {rounded.decimals} decimals, {few}"
    if isinstance(expected, bool | int | float) and isinstance(got, bool | int | float):
        return _of_numbers(expected, got)
    if isinstance(expected, str) and isinstance(got, str):
        return _of_texts(expected, got)
    if isinstance(expected, list | tuple) and isinstance(got, list | tuple):
        return _of_sequences(list(expected), list(got), tuples_became_lists=case.expected_form == JSON)
    return ""


def _of_what_was_printed_instead(expected: Any, printed: str) -> str:
    if expected == printed or _is_text_of(printed, expected):
        return "the function returns None and prints its result, and what it printed was recorded"
    return ""


def _of_numbers(expected: float, got: float) -> str:
    if expected == got:
        return f"the same number, recorded as {type(expected).__name__}, where the program gives {type(got).__name__}"
    if not (math.isfinite(expected) and math.isfinite(got)):
        return ""
    if isinstance(got, int) and abs(got) > _EXACT_INTEGERS and _went_through_float(expected, got):
        return "the integer was recorded by way of a float, which keeps 53 bits of it"
    if isinstance(got, float):
        if expected == int(got):
            return "the number was recorded without its decimals"
        if expected == round(got):
            return "the number was recorded rounded to an integer"
        if expected == round(got, 1):
            return "the number was recorded rounded to 1 decimal"
    if math.isclose(expected, got, rel_tol=_NEAR):
        return f"the numbers agree to a relative difference of {abs(expected - got) / abs(got):.0e}"
    return "the sign is the other" if expected == -got else ""


def _went_through_float(expected: float, got: int) -> bool:
    try:
        return expected in (float(got), int(float(got)))
    except OverflowError:
        return False


def _of_texts(expected: str, got: str) -> str:
    if expected.split() == got.split():
        return "the texts differ in white space only"
    if expected.casefold() == got.casefold():
        return "the texts differ in capital letters only"
    return "the recorded text is cut off" if expected.strip() and got.startswith(expected.rstrip(". …")) else ""


def _of_sequences(expected: list[Any], got: list[Any], *, tuples_became_lists: bool) -> str:
    if Counter(map(_key, expected)) == Counter(map(_key, got)):
        if expected != got:
            return "the same items in another order"
        return "" if tuples_became_lists else "the same items, recorded as another type"
    if expected and got[: len(expected)] == expected:
        return f"the recorded output is cut off after {len(expected):,} items"
    return ""


def _of_printed(expected: str, printed: str) -> str:
    wanted, given = expected.split(), printed.split()
    if wanted == given:
        return "the same words, broken into lines in another way"
    if [word.casefold() for word in wanted] == [word.casefold() for word in given]:
        return "the texts differ in capital letters only"
    if len(wanted) == len(given) and all(map(_near, wanted, given)):
        return f"all numbers agree to a relative difference of {_NEAR:.0e}, and are written with other digits"
    lines, others = (sorted(line.split() for line in text.strip().splitlines()) for text in (expected, printed))
    if lines == others:
        return "the same lines in another order"
    if sorted(wanted) == sorted(given):
        return "the same words in another order"
    if wanted and given[: len(wanted)] == wanted:
        return "the recorded output is the beginning of what is printed"
    return "what is printed is the beginning of the recorded output" if given and wanted[: len(given)] == given else ""


def _near(word: str, other: str) -> bool:
    try:
        return word == other or math.isclose(float(word), float(other), rel_tol=_NEAR, abs_tol=_NEAR)
    except ValueError:
        return False


def _is_text_of(text: str, value: Any) -> bool:
    """Whether a text is what Python or JSON writes of a value."""
    if is_text_of(text, value):
        return True
    try:
        comparison = Comparison(_EXACT, through_json=True)
        return not comparison.difference(json.loads(text), value) and not comparison.notes
    except (ValueError, RecursionError):
        return False


def _key(item: Any) -> Frozen:
    """Give what is the same for two items that differ only in that lists are tuples in one of them."""
    if isinstance(item, list | tuple):
        return ("items", *map(_key, item))
    return freeze(item)


def _floats(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [number for item in value.values() for number in _floats(item)]
    if isinstance(value, list | tuple | set | frozenset):
        return [number for item in value for number in _floats(item)]
    return [value] if isinstance(value, float) and math.isfinite(value) else []


def _decimals(number: float) -> int:
    exponent = Decimal(repr(number)).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
