"""The first difference of two values, the types taken seriously: `1`, `True` and `1.0` differ, `nan` equals itself."""

from __future__ import annotations

import json
import math
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tracepile.execution.values import Instance

SHOWN = 80
"""Characters of a value that are shown."""

_LISTED = (set, frozenset, deque, range, bytearray)
"""Types of which JSON's writers make lists, if they write them at all."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far two floats may lie apart: by `relative` of the larger magnitude, or by `absolute`."""

    relative: float
    absolute: float

    def covers(self, first: float, second: float) -> bool:
        """Whether two floats that are not the same are near enough; infinities and NaN never are."""
        return math.isclose(first, second, rel_tol=self.relative, abs_tol=self.absolute)


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
            return self._of_sets(expected, got, path)
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
            got = {self._key(key): value for key, value in got.items()}
        elif type(expected) is not type(got):
            return _differ(path, expected, got)
        # `1`, `True` and `1.0` find one another in a dictionary.
        wanted, given = ({(type(key), key): key for key in value} for value in (expected, got))
        for tagged, key in wanted.items():
            if tagged not in given:
                return f"{_at(path)}expected the key {_shown(key)}, which is missing"
            difference = self._difference(expected[key], got[key], f"{path}[{_shown(key)}]")
            if difference:
                return difference
        extra = next((key for tagged, key in given.items() if tagged not in wanted), None)
        if len(given) > len(wanted):
            return f"{_at(path)}got the key {_shown(extra)}, which is not expected"
        return ""

    def _key(self, key: Any) -> str:
        """Give the text that JSON makes of a key."""
        if isinstance(key, str):
            return key
        if key is None or isinstance(key, bool | int | float):
            return json.dumps(key)
        self.notes.add("as_text")  # JSON refuses such keys, so that somebody wrote them as text
        return str(key)

    def _of_sequences(self, expected: Iterable[Any], got: Iterable[Any], path: str) -> str:
        wanted, given = list(expected), list(got)
        for index, (item, other) in enumerate(zip(wanted, given, strict=False)):
            difference = self._difference(item, other, f"{path}[{index}]")
            if difference:
                return difference
        if len(wanted) != len(given):
            return f"{_at(path)}expected {len(wanted):,} items, got {len(given):,}"
        return ""

    def _of_sets(self, expected: Any, got: Any, path: str) -> str:
        wanted, given = ({(type(item), item) for item in value} for value in (expected, got))
        missing, extra = (sorted(repr(item) for _, item in items) for items in (wanted - given, given - wanted))
        if missing:
            return f"{_at(path)}expected the item {missing[0][:SHOWN]}, which is missing"
        return f"{_at(path)}got the item {extra[0][:SHOWN]}, which is not expected" if extra else ""

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
                return _of_unordered(expected, got, path)
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
        return _differ(path, expected, got)

    def _is_text_of(self, expected: Any, got: Any) -> bool:
        """Whether a value that JSON cannot hold was written as its text."""
        if not self.through_json or not isinstance(expected, str) or isinstance(got, str | bool) or got is None:
            return False
        texts = [str(got), repr(got)]
        if isinstance(got, bytes):
            texts.append(got.decode("utf-8", "replace"))
        if expected in texts:
            self.notes.add("as_text")
            return True
        return False


def _of_unordered(expected: list[Any], got: Iterable[Any], path: str) -> str:
    wanted = Counter(json.dumps(item) for item in expected)
    given = Counter(json.dumps(_listed(item)) for item in got)
    missing, extra = sorted((wanted - given).elements()), sorted((given - wanted).elements())
    if missing:
        return f"{_at(path)}expected the item {missing[0][:SHOWN]}, which is missing or there less often"
    return f"{_at(path)}got the item {extra[0][:SHOWN]}, which is not expected" if extra else ""


def _listed(item: Any) -> Any:
    if isinstance(item, tuple):
        return [_listed(part) for part in item]
    if isinstance(item, frozenset):
        return sorted((_listed(part) for part in item), key=json.dumps)
    return item if item is None or isinstance(item, str | int | float) else str(item)


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
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # an integer with more digits than Python writes, or a value too deep
        return f"a very large {type(value).__name__}"
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
