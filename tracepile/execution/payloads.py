"""Read the events and frames of a traced run.

They come from a process that strangers' code ran in, and that code can answer in the place of the tracer. So every
field is checked for its type and its range, and the whole for an order that a run can have.
"""

from __future__ import annotations

import reprlib
from typing import Any, NoReturn

from tracepile.execution.statements import Statement, statements
from tracepile.records import Change, Event, EventKind, Frame, How

_LARGEST = 2**31 - 1
_MESSAGE_CHARACTERS = 200
_SHORT = reprlib.Repr(maxother=160, maxstring=80)


def read_payload(payload: Any, code: str | None = None) -> tuple[tuple[Event, ...], tuple[Frame, ...]]:
    """Read the events and frames of a traced run.

    Args:
        payload: what the tracer's `payload` gave, or what answered in its place.
        code: the program's text; where it is given, statements and lines must be those of its table.

    Raises:
        ValueError: the payload is not what a tracer gives.
    """
    table = None if code is None else statements(code)
    try:
        frames = tuple(_frame(number, *fields) for number, fields in enumerate(_items(payload["frames"])))
        for frame in frames:
            _expect(frame.caller == -1 or frame.caller < frame.number, frame)
            _expect(frame.depth <= frame.number and (frame.depth == 0) == (frame.caller == -1), frame)
        events = tuple(_event(seq, *fields) for seq, fields in enumerate(_items(payload["events"])))
        _check_order(events, frames, table)
    except (KeyError, TypeError, ValueError) as err:
        raise ValueError(f"malformed trace from a child: {str(err)[:_MESSAGE_CHARACTERS]}") from err
    return events, frames


def _frame(number: int, function: Any, caller: Any, depth: Any, line: Any) -> Frame:
    return Frame(number, _text(function), _integer(caller, -1), _integer(depth, 0), _integer(line, 1))


def _event(
    seq: int,
    kind: Any,
    line: Any,
    statement: Any,
    frame: Any,
    depth: Any,
    changes: Any,
    value: Any,
    printed: Any,
    read: Any,
) -> Event:
    # In one expression, for there may be hundreds of thousands of them.
    sound = (
        type(line) is type(statement) is type(frame) is type(depth) is int
        and 1 <= line <= _LARGEST
        and -1 <= statement <= _LARGEST
        and 0 <= frame <= _LARGEST
        and 0 <= depth <= _LARGEST
        and type(changes) is list
        and (value is None or type(value) is str)
        and type(printed) is type(read) is str
    )
    if not sound:
        _refuse([kind, line, statement, frame, depth, changes, value, printed, read])
    told = tuple([_change(*fields) for fields in changes]) if changes else ()
    return Event(seq, _KINDS[kind], line, statement, frame, depth, told, value, printed, read)


def _change(path: Any, before: Any, after: Any, how: Any, number: Any) -> Change:
    sound = (
        type(path) is str
        and (before is None or type(before) is str)
        and (after is None or type(after) is str)
        and (number is None or (type(number) is int and 0 <= number <= _LARGEST))
    )
    if not sound or path[:1] in ("", ".", "["):
        _refuse([path, before, after, how, number])
    return Change(path, before, after, _HOWS[how], number)


def _check_order(events: tuple[Event, ...], frames: tuple[Frame, ...], table: tuple[Statement, ...] | None) -> None:
    """Frames are called in the order of their numbers, do something only after that, and nothing once they are left."""
    called = 0
    left: set[int] = set()
    lines = None if table is None else {1, *(statement.line for statement in table)}
    for event in events:
        if event.kind is EventKind.CALL:
            _expect(event.frame == called, event)
            called += 1
            _expect(event.frame < len(frames) and event.line == frames[event.frame].line, event)
        _expect(event.frame < min(called, len(frames)) and event.frame not in left, event)
        _expect(event.depth == frames[event.frame].depth, event)
        entering = event.kind in _ENTERING
        _expect(entering == (event.statement == -1), event)
        _expect(event.value is not None or event.kind not in _VALUED, event)
        if table is not None and not entering:
            _expect(event.statement < len(table) and event.line == table[event.statement].line, event)
        _expect(lines is None or event.line in lines, event)
        if event.kind in _LEAVING:
            left.add(event.frame)
    if called != len(frames):
        raise ValueError(f"{len(frames)} frames and {called} calls")


_KINDS = {kind.value: kind for kind in EventKind}
_HOWS = {how.value: how for how in How}
_ENTERING = frozenset({EventKind.CALL, EventKind.RESUME})
_LEAVING = frozenset({EventKind.RETURN, EventKind.UNWIND})
_VALUED = frozenset({EventKind.RETURN, EventKind.YIELD, EventKind.RAISE})


def _expect(holds: bool, part: Event | Frame | Change) -> None:
    if not holds:
        _refuse(part)


def _refuse(part: object) -> NoReturn:
    # Whatever it is, however large and deep, a few words of it are enough.
    raise ValueError(f"no run gives {_SHORT.repr(part)}")


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else _refuse(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else _refuse(value)


def _integer(value: Any, least: int) -> int:
    return value if type(value) is int and least <= value <= _LARGEST else _refuse(value)
