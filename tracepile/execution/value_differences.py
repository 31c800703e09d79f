"""The first difference of two values, the types taken seriously: `1`, `True` and `1.0` differ, `nan` equals itself."""

from __future__ import annotations

import json
import math
import sys
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from tracepile.execution.values import Frozen, Instance, freeze, parse, shown_value

SHOWN = 80
"""Characters of a value that are shown."""

_LISTED = (set, frozenset, deque, range, bytearray)
"""Types of which JSON's writers make lists, if they write them at all."""

_LARGEST_FLOAT = sys.float_info.max


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far two floats may lie apart: by `relative` of the larger magnitude, or by `absolute`."""

    relative: float
    absolute: float

    def covers(self, expected: float, got: float) -> bool:
        """Whether two floats that are not the same are near enough; infinities and NaN never are."""
        return math.isclose(expected, got, rel_tol=self.relative, abs_tol=self.absolute)


_EXACT = Tolerance(0.0, 0.0)
_KEPT_DECIMALS = 8
"""Fewer than these are not kept for saving space alone: with them a writer may say another thing than the program."""


def _is_rounded(expected: float, got: float) -> bool:
    """Whether a float is another one as a writer left it that keeps many decimals, but not all."""
    if not (math.isfinite(expected) and math.isfinite(got)):
        return False
    exponent = Decimal(repr(expected)).as_tuple().exponent
    return isinstance(exponent, int) and -exponent >= _KEPT_DECIMALS and round(got, -exponent) == expected


class _Pairing(NamedTuple):
    """Items of two collections without an order, paired as far as the first one that is missing."""

    pairs: list[tuple[Any, Any]]
    missing: list[Any]
    extra: list[Any]


class Comparison:
    """One comparison of an expected value with one that was got.

    Attributes:
        close: whether floats that are not the same passed as near enough.
        notes: what passed because JSON or its writer forces it.
    """

    def __init__(self, tolerance: Tolerance, *, through_json: bool) -> None:
        self.tolerance = tolerance
        self.through_json = through_json
        self.close = False
        self.notes: set[str] = set()
        self._only_floats = False

    def difference(self, expected: Any, got: Any) -> str:
        """Give the first difference and its place, such as `at [2]['x']: expected 3, got 4`; '' for none."""
        # A column of floats makes floats of whole numbers too; where an integer was kept, integers were not touched.
        self._only_floats = self.through_json and not _holds_int(expected)
        return self._difference(expected, got, "")

    def _difference(self, expected: Any, got: Any, path: str) -> str:
        if isinstance(got, float):
            return self._of_floats(expected, got, path)
        if isinstance(got, bool) or got is None or isinstance(got, str | bytes):
            same = type(expected) is type(got) and expected == got
            return "" if same or self._is_text_of(expected, got) else _differ(path, expected, got)
        if isinstance(got, int):
            return self._of_integers(expected, got, path)
        if isinstance(got, dict):
            return self._of_dicts(expected, got, path)
        if self.through_json:
            return self._through_json(expected, got, path)
        if type(expected) is not type(got):
            return _differ(path, expected, got)
        if isinstance(got, list | tuple | deque):
            return self._of_sequences(expected, got, path)
        if isinstance(got, set | frozenset):
            return self._of_unordered(expected, got, path)
        if isinstance(got, Instance):
            return self._of_instances(expected, got, path)
        return "" if expected == got else _differ(path, expected, got)

    def _of_floats(self, expected: Any, got: float, path: str) -> str:
        if self.through_json and not math.isfinite(got) and self._names(expected, got):
            return ""
        if not isinstance(expected, float):
            return _differ(path, expected, got)
        if expected == got or (math.isnan(expected) and math.isnan(got)):
            return ""
        if math.isfinite(expected) and self.tolerance.covers(expected, got):
            self.close = True
            return ""
        if self.through_json and _is_rounded(expected, got):
            self.notes.add("rounded")
            return ""
        return _differ(path, expected, got)

    def _names(self, expected: Any, got: float) -> bool:
        # Writers that keep to the standard have no number for these.
        if expected is None:
            self.notes.add("as_null")
            return True
        if isinstance(expected, str) and expected.strip().lower().lstrip("+-") in ("nan", "inf", "infinity"):
            named = float(expected)
            if named == got or (math.isnan(named) and math.isnan(got)):
                self.notes.add("as_text")
                return True
        return False

    def _of_integers(self, expected: Any, got: int, path: str) -> str:
        if type(expected) is int and expected == got:
            return ""
        if self._only_floats and isinstance(expected, float) and expected == got:
            self.notes.add("as_float")
            return ""
        return _differ(path, expected, got)

    def _of_dicts(self, expected: Any, got: dict[Any, Any], path: str) -> str:
        if self.through_json:
            if not isinstance(expected, dict):
                return _differ(path, expected, got)
            got = self._under_texts(got, expected)
        elif type(expected) is not type(got):
            return _differ(path, expected, got)
        pairing = self._paired(expected, got)
        if pairing.missing:
            return f"{_at(path)}expected the key {_shown(pairing.missing[0])}, which is missing"
        for key, other in pairing.pairs:
            difference = self._difference(expected[key], got[other], f"{path}[{_shown(key)}]")
            if difference:
                return difference
        if pairing.extra:
            return f"{_at(path)}got the key {_shown(pairing.extra[0])}, which is not expected"
        return ""

    def _under_texts(self, got: dict[Any, Any], expected: dict[str, Any]) -> dict[str, Any]:
        """Give a dictionary under the texts that JSON makes of its keys."""
        if all(isinstance(key, str) for key in got):
            return got
        found: dict[str, Any] = {}
        expected_texts: Mapping[Frozen, str] | None = None
        for key, value in got.items():
            if isinstance(key, str):
                text = key
            elif key is None or isinstance(key, bool | int | float):
                text = json.dumps(key)
            else:
                self.notes.add("as_text")  # JSON refuses such keys, so that somebody wrote them as text
                if expected_texts is None:
                    expected_texts = _texts_by_value(expected)
                text = expected_texts.get(freeze(key)) or (str(key) if _is_fraction(key) else shown_value(key))
            found[text] = value
        return found

    def _of_sequences(self, expected: Iterable[Any], got: Iterable[Any], path: str) -> str:
        wanted, given = list(expected), list(got)
        for index, (item, other) in enumerate(zip(wanted, given, strict=False)):
            difference = self._difference(item, other, f"{path}[{index}]")
            if difference:
                return difference
        if len(wanted) != len(given):
            return f"{_at(path)}expected {len(wanted):,} items, got {len(given):,}"
        return ""

    def _of_unordered(self, expected: Iterable[Any], got: Iterable[Any], path: str) -> str:
        pairing = self._paired(expected, got)
        if pairing.missing:
            less = " or there less often" if self.through_json else ""
            return f"{_at(path)}expected the item {_shown(pairing.missing[0])}, which is missing{less}"
        if pairing.extra:
            return f"{_at(path)}got the item {_shown(pairing.extra[0])}, which is not expected"
        return ""

    def _paired(self, expected: Iterable[Any], got: Iterable[Any]) -> _Pairing:
        """Pair items of which the order does not count: first those that are the same, then those that agree."""
        same: dict[Frozen, deque[Any]] = {}
        for item in got:
            same.setdefault(freeze(item), deque()).append(item)
        pairs, others = [], []
        for item in expected:
            waiting = same.get(freeze(item))
            if waiting:
                pairs.append((item, waiting.popleft()))
            else:
                others.append(item)
        left = sorted((item for items in same.values() for item in items), key=_order)
        for item in sorted(others, key=_order):
            place = next((place for place, other in enumerate(left) if self._agrees(item, other)), None)
            if place is None:
                return _Pairing(pairs, [item], left)
            pairs.append((item, left.pop(place)))
        return _Pairing(pairs, [], left)

    def _agrees(self, expected: Any, got: Any) -> bool:
        close, notes = self.close, set(self.notes)
        if not self._difference(expected, got, ""):
            return True
        self.close, self.notes = close, notes
        return False

    def _of_instances(self, expected: Instance, got: Instance, path: str) -> str:
        names = [name for name, _ in got.fields]
        if (expected.type, [name for name, _ in expected.fields]) != (got.type, names):
            return _differ(path, expected, got)
        for (name, value), (_, other) in zip(expected.fields, got.fields, strict=True):
            difference = self._difference(value, other, f"{path}.{name}" if name else path)
            if difference:
                return difference
        return ""

    def _through_json(self, expected: Any, got: Any, path: str) -> str:
        if isinstance(got, list | tuple):
            return (
                self._of_sequences(expected, got, path) if isinstance(expected, list) else _differ(path, expected, got)
            )
        if isinstance(got, _LISTED) and isinstance(expected, list):
            self.notes.add("as_list")
            if isinstance(got, set | frozenset):
                return self._of_unordered(expected, got, path)
            return self._of_sequences(expected, got, path)
        if isinstance(got, Instance):
            return self._of_written_instance(expected, got, path)
        if isinstance(got, Decimal | Fraction) and isinstance(expected, float | int) and float(got) == expected:
            self.notes.add("as_float")
            return ""
        return "" if self._is_text_of(expected, got) else _differ(path, expected, got)

    def _of_written_instance(self, expected: Any, got: Instance, path: str) -> str:
        names, values = [name for name, _ in got.fields], [value for _, value in got.fields]
        if names == [""]:  # a subclass of a built-in type
            return self._difference(expected, values[0], path)
        if isinstance(expected, dict):
            self.notes.add("as_object")
            return self._of_dicts(expected, dict(got.fields), path)
        if isinstance(expected, list):
            self.notes.add("as_list")
            return self._of_sequences(expected, values, path)
        return "" if self._is_text_of(expected, got) else _differ(path, expected, got)

    def _is_text_of(self, expected: Any, got: Any) -> bool:
        """Whether a value that JSON cannot hold was written as its text."""
        if not self.through_json or not isinstance(expected, str) or isinstance(got, str | bool) or got is None:
            return False
        written = is_text_of(expected, got)
        if written:
            self.notes.add("as_text")
        return written


def is_text_of(text: str, value: Any) -> bool:
    """Whether a text is what Python writes of a value; the order in which it wrote a set does not count."""
    if isinstance(value, bytes) and text == value.decode("utf-8", "replace"):
        return True
    if _is_fraction(value) and text == str(value):
        return True
    try:
        return not Comparison(_EXACT, through_json=False).difference(parse(text.strip()), value)
    except (ValueError, RecursionError):
        return False


def _is_fraction(value: Any) -> bool:
    return isinstance(value, Decimal | Fraction)


def _texts_by_value(texts: Iterable[str]) -> dict[Frozen, str]:
    found: dict[Frozen, str] = {}
    for text in texts:
        try:
            found.setdefault(freeze(parse(text)), text)
        except ValueError:
            continue
    return found


def _order(item: Any) -> tuple[Any, str]:
    """Give a key by which items that may agree have much the same places among their own, so that one search is short.

    Of items that JSON writes alike, tuples come before sets, which agree with more.
    """
    return _rough(item), shown_value(item)


def _rough(value: Any) -> tuple[int, float, str, tuple[Any, ...]]:
    if isinstance(value, Instance):
        value = [part for _, part in value.fields]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple, *_LISTED)):
        return (2, len(value), "", tuple(sorted(map(_rough, value))))
    if isinstance(value, int | float) and abs(value) <= _LARGEST_FLOAT:
        return (1, float(f"{value:.6g}"), "", ())
    return (0, 0.0, str(value) if isinstance(value, str) or _is_fraction(value) else shown_value(value), ())


def _holds_int(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_int, value.values()))
    if isinstance(value, list):
        return any(map(_holds_int, value))
    return type(value) is int


def _differ(path: str, expected: Any, got: Any) -> str:
    wanted, given = _shown(expected), _shown(got)
    numbers = isinstance(expected, int | float) and isinstance(got, int | float)
    if type(expected) is not type(got) and (numbers or wanted == given):
        wanted, given = f"{wanted} ({type(expected).__name__})", f"{given} ({type(got).__name__})"
    return f"{_at(path)}expected {wanted}, got {given}"


def _at(path: str) -> str:
    return f"at {path}: " if path else ""


def _shown(value: Any) -> str:
    text = shown_value(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
