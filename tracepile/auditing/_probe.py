"""Experiments with a function, run inside the jail in a namespace of their own. Imports the standard library alone.

What they find is only a proposal. Whoever asked runs the untouched program on the input that `find_earlier_input`
found, and the other two experiments again in another process under another hash seed, before it is believed.
"""

import contextlib
import copy
import io
import random
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

_MOST_RUNS = 5_000
_MOST_LINES = 1_500_000
_LEAST_LINES = 500  # that a run may take; of a longer one, ten times what it takes on the recorded input
_MOST_INDICES = 12
_RUNS_WITHOUT_A_CHANGE = 200
_CORRECTIONS = 40
_PATIENCE = 250


def call_twice(function: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]) -> list[Any]:
    """Call a function twice on the same objects.

    Returns:
        What the second call returned, and whether the first one changed the objects; of a second call that ended
        otherwise only the latter.
    """
    before = copy.deepcopy([args, kwargs])
    _returned(function, args, kwargs)
    changed = _plain([args, kwargs]) != _plain(before)
    return [*[then for then, _ in _returned(function, args, kwargs)], changed]


def in_order(function: Callable[..., Any], calls: list[Any]) -> list[Any]:
    """Call a function on one input after the other.

    Returns:
        For each what it returned then, and what that is at last; nothing for a call that ended otherwise.
    """
    return [[part for pair in _returned(function, args, kwargs) for part in pair] for args, kwargs in calls]


def _returned(function: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]) -> list[Any]:
    """Give a copy of what a call returned, and that itself, as the one pair of a list; of one that failed, no pair."""
    with contextlib.suppress(Exception, SystemExit), contextlib.redirect_stdout(io.StringIO()):
        value = function(*args, **kwargs)
        return [[copy.deepcopy(value), value]]
    return []


def find_earlier_input(
    function: Callable[..., Any],
    args: list[Any],
    kwargs: dict[str, Any],
    expected: Any,
    constants: list[Any],
    seed: str,
) -> Any:
    """Look for an input that a function turns into the given one while it returns the expected value.

    A local search over the insides of mutable arguments: numbers are corrected by as much as the call left them
    wrong, values are replaced by the program's constants, items are moved, split, put in and taken out. It ends
    after a number of runs and executed lines, never by the clock.

    Returns:
        `[args, kwargs]`, or None.
    """
    if not any(isinstance(value, list | dict) for value in (*args, *kwargs.values())):
        return None
    search = _Search(function, [list(args), dict(kwargs)], expected, constants, random.Random(seed))
    try:
        search.run()
    except _FoundError as found:
        return search.simplified(found.args[0])
    except _SpentError:
        pass
    return None


class _FoundError(Exception):
    """The search has come to its end."""


class _SpentError(Exception):
    """The search has used up its runs."""


class _TooLongError(BaseException):
    """One run has executed too many lines. No `Exception`, so that programs do not catch it by habit."""


class _Search:
    def __init__(
        self, function: Callable[..., Any], given: list[Any], expected: Any, constants: list[Any], rng: random.Random
    ) -> None:
        self.function = function
        self.given = given
        self.goal = _plain(given)
        self.expected = _plain(expected)
        self.rng = rng
        leaves = [value for *_, value in _leaves(given)]
        longest = max((len(node) for node in _nodes(given)), default=0)
        indices = range(min(longest, _MOST_INDICES)) if any(map(_number, leaves)) else ()
        self.values = _distinct([*leaves, *constants, *_atoms(expected), *indices])
        self.lowest = min(filter(_number, [*leaves, 0]))
        self.runs = self.lines = self.changes = self._stop_at = 0
        self._lines_of_a_run = _MOST_LINES

    def run(self) -> None:
        self.left_by(self.given)
        self._lines_of_a_run = max(10 * self.lines, _LEAST_LINES)
        seeds = [self.given, self._corrected()]
        seeds += [changed for changed in self._substituted() if self.score(changed) < self.score(self.given)][:8]
        while True:
            self._climb(copy.deepcopy(self.rng.choice(seeds)))

    def simplified(self, found: list[Any]) -> list[Any]:
        """Give an input that was found without the items that nothing depends on."""
        self.runs = self.lines = 0
        at = 0
        with contextlib.suppress(_SpentError):
            while True:
                places = [
                    (node, index) for node in _nodes(found) if isinstance(node, list) for index in range(len(node))
                ]
                if at >= len(places):
                    break
                node, index = places[at]
                item = node.pop(index)
                try:
                    self.score(found)
                    node.insert(index, item)
                    at += 1
                except _FoundError:
                    pass
                except _SpentError:
                    node.insert(index, item)
                    raise
        return found

    def _corrected(self) -> list[Any]:
        candidate = self.given
        for _ in range(_CORRECTIONS):
            left = self.left_by(candidate)
            corrected = _corrected_by(candidate, self.goal, left)
            if _plain(corrected) == _plain(candidate):
                break
            candidate = corrected
            self.score(candidate)
        return candidate

    def _substituted(self) -> Iterator[list[Any]]:
        for old in _distinct([value for *_, value in _leaves(self.given)])[:12]:
            for new in self.values[:40]:
                if not _same(old, new):
                    yield _replaced(self.given, old, new)

    def _climb(self, candidate: list[Any]) -> None:
        score, idle = self.score(candidate), 0
        while idle < _PATIENCE:
            changed = copy.deepcopy(candidate)
            for _ in range(self.rng.choice((1, 1, 2, 3))):
                self._move(changed)
            other = self.score(changed)
            idle = 0 if other < score else idle + 1
            if other <= score or (other < score + 0.1 and self.rng.random() < 0.1):
                candidate, score = changed, other

    def _move(self, candidate: list[Any]) -> None:
        rng = self.rng
        lists = [node for node in _nodes(candidate) if isinstance(node, list)]
        leaves = list(_leaves(candidate))
        kind = rng.choice(("leaf", "leaf", "swap", "shuffle", "insert", "delete", "split", "transfer"))
        if kind == "leaf" and leaves:
            holder, key, value = rng.choice(leaves)
            near = _number(value) and rng.random() < 0.3
            holder[key] = max(value + _step(rng), self.lowest) if near else rng.choice(self.values)
            return
        if not lists:
            return
        items = rng.choice(lists)
        numbers = [index for index, item in enumerate(items) if _number(item)]
        if kind == "insert":
            source = [*self.values, *items, *([] for _ in range(not self.values and not items))]
            items.insert(rng.randrange(len(items) + 1), copy.deepcopy(rng.choice(source)))
        elif kind == "swap" and len(items) > 1:
            first, second = rng.sample(range(len(items)), 2)
            items[first], items[second] = items[second], items[first]
        elif kind == "shuffle":
            rng.shuffle(items)
        elif kind == "delete" and items:
            del items[rng.randrange(len(items))]
        elif kind == "split" and numbers:
            at = rng.choice(numbers)
            part = rng.randint(*sorted((0, int(items[at]))))
            items[at] -= part
            items.insert(rng.randrange(len(items) + 1), part)
        elif kind == "transfer" and len(numbers) > 1:
            first, second = rng.sample(numbers, 2)
            moved = min(abs(_step(rng)), items[first] - self.lowest)
            items[first] -= moved
            items[second] += moved

    def score(self, candidate: list[Any]) -> float:
        """How far an input is from the one that is looked for.

        Raises:
            _FoundError: it is the one.
        """
        tried = copy.deepcopy(candidate)
        returned, failed = self._call(tried)
        left = _plain(tried)
        if left != _plain(candidate):
            self.changes += 1
        missing = _distance(left, self.goal) + (2.0 if failed else _distance(returned, self.expected))
        if missing == 0:
            raise _FoundError(candidate)
        return missing

    def left_by(self, candidate: list[Any]) -> Any:
        """Give an input as a call leaves it."""
        tried = copy.deepcopy(candidate)
        self._call(tried)
        return tried

    def _call(self, candidate: list[Any]) -> tuple[Any, bool]:
        self.runs += 1
        idle = self.runs > _RUNS_WITHOUT_A_CHANGE and not self.changes
        if self.runs > _MOST_RUNS or self.lines > _MOST_LINES or idle:
            raise _SpentError
        args, kwargs = candidate
        self._stop_at = self.lines + self._lines_of_a_run
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                sys.settrace(self._count)
                return _plain(self.function(*args, **kwargs)), False
        except (Exception, SystemExit, _TooLongError):
            return None, True
        finally:
            sys.settrace(None)

    def _count(self, frame: FrameType, event: str, arg: object) -> Any:
        if event == "line":
            self.lines += 1
            if self.lines > self._stop_at:
                raise _TooLongError
        return self._count


def _plain(value: Any) -> Any:
    """Give a value as JSON would keep it, so that `==` compares what a record can hold."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((_plain(item) for item in value), key=repr)
    return ("bool", value) if isinstance(value, bool) else value


def _distance(value: Any, goal: Any) -> float:
    """0 for the same value; else roughly the number of places that differ, numbers near one another counting less."""
    if _same(value, goal):
        return 0.0
    if _number(value) and _number(goal):
        gap: float = abs(value - goal) / (1 + max(abs(value), abs(goal)))
        return 0.5 + 0.5 * min(1.0, gap)
    if isinstance(value, list) and isinstance(goal, list):
        shared = sum(_distance(item, other) for item, other in zip(value, goal, strict=False))
        return shared + abs(len(value) - len(goal))
    if isinstance(value, dict) and isinstance(goal, dict):
        shared = sum(_distance(item, goal[key]) for key, item in value.items() if key in goal)
        return shared + len(value.keys() ^ goal.keys())
    return 1.0 + (len(goal) if isinstance(goal, list | dict) else 0)


def _same(first: Any, second: Any) -> bool:
    return type(first) is type(second) and bool(first == second)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15


def _step(rng: random.Random) -> int:
    return rng.choice((1, -1)) * rng.choice((1, 1, 2, 3, 5, 10, rng.randint(1, 100)))


def _atoms(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [atom for item in value for atom in _atoms(item)]
    return [value] if isinstance(value, int | float | str) else []


def _nodes(candidate: list[Any]) -> Iterator[Any]:
    """Give every list and dictionary inside an input's arguments."""
    args, kwargs = candidate
    waiting = [value for value in (*args, *kwargs.values()) if isinstance(value, list | dict)]
    while waiting:
        node = waiting.pop(0)
        yield node
        inside = node.values() if isinstance(node, dict) else node
        waiting.extend(value for value in inside if isinstance(value, list | dict))


def _leaves(candidate: list[Any]) -> Iterator[tuple[Any, Any, Any]]:
    """Give every value inside the lists and dictionaries of an input, with its holder and its key there."""
    for node in _nodes(candidate):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            if not isinstance(value, list | dict):
                yield node, key, value


def _distinct(values: list[Any]) -> list[Any]:
    found: dict[tuple[str, str], Any] = {}
    for value in values:
        found.setdefault((type(value).__name__, repr(value)), value)
    return list(found.values())


def _replaced(value: Any, old: Any, new: Any) -> Any:
    if isinstance(value, list):
        return [_replaced(item, old, new) for item in value]
    if isinstance(value, dict):
        return {key: _replaced(item, old, new) for key, item in value.items()}
    return new if _same(value, old) else value


def _corrected_by(value: Any, goal: Any, left: Any) -> Any:
    """Give a value with its numbers corrected by as much as the call left them wrong."""
    if isinstance(value, list) and isinstance(left, list) and len(value) == len(goal) == len(left):
        return [_corrected_by(*parts) for parts in zip(value, goal, left, strict=True)]
    if isinstance(value, dict) and isinstance(left, dict) and value.keys() == left.keys():
        return {key: _corrected_by(item, goal[str(key)], left[key]) for key, item in value.items()}
    if _number(value) and _number(goal) and _number(left):
        return value + (goal - left)
    return value
