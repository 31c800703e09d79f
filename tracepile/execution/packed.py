"""Frozen containers: the items of lists, tuples, sets and dicts in blocks, as they were at one moment.

Blocks of plain data are kept as the interpreter's own `marshal` writes them, which tells `1`, `True` and `1.0` apart
and costs some nanoseconds an item. A container that is frozen again shares the blocks that are as they were, so that
many pictures of one large container take little more room than one, and a difference is looked for in the blocks that
are not shared. Blocks that hold more than plain data are kept item by item.
"""

from __future__ import annotations

import itertools
import marshal
import operator
import types
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

Frozen = Any
"""An `int`, a `str`, None, a `Packed` container, or a tuple whose first element is a tag."""

FLOAT, BOOL, TEXT, OBJECT = "float", "bool", "text", "object"
LEFT_OUT = "left out"  # a part that is too large, or nested too deep, to be looked into
LIST, TUPLE, SET, DICT = "list", "tuple", "set", "dict"

BLOCK = 512
"""Items in a block."""
MAX_DEPTH = 50
"""Parts of a value that are nested deeper are written as `...`."""

_BLOCK_BYTES = 2**14  # an item as large as this is better kept in blocks of its own
_MARSHAL_VERSION = 2  # later ones abbreviate what occurs twice, so that equal values may have unlike bytes
_NEVER = 2**62
_SHORTEST_ITEM = 2  # characters of text: one of its own and a bracket or comma
_MAX_INT_BITS = 14_000  # below CPython's own limit of 4,300 digits for int to str
_HELD: Frozen = (TEXT, "...")
CUT: Frozen = (LEFT_OUT, "...")
_SIZES = {FLOAT: 9, BOOL: 1}
_TRUE, _FALSE = (BOOL, "True"), (BOOL, "False")
_SEQUENCES: dict[type, str] = {list: "", deque: "deque", bytearray: "bytearray"}
_DICTS = (dict, Counter, OrderedDict, defaultdict)
_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
_PLAIN_REPR = (Fraction, Decimal, complex, bytes, date, datetime, time, timedelta, range)
_PLAIN_ATOMS = frozenset({int, str, float, bool, types.NoneType})
_PLAIN_CONTAINERS = frozenset({list, tuple, dict, set, frozenset})

_numbers = itertools.count()

Block = bytes | tuple[Frozen, ...]
"""Items of a container: plain data as bytes, other items each by itself. Of a dict, a block of keys or of values."""


class Packed:
    """A frozen container.

    Attributes:
        tag: what kind of container it is: `LIST`, `TUPLE`, `SET` or `DICT`.
        name: the name of its type where it is not the plain one.
        length: how many items it has.
        columns: its items in blocks; of a dict the keys and then the values, of anything else one column.
        mutable: whether it, or something in it where it is a tuple, can change in place.
        flat: whether it is certain that it holds nothing that can change in place.
    """

    __slots__ = ("_number", "_suspects", "columns", "flat", "length", "mutable", "name", "tag")

    def __init__(
        self,
        tag: str,
        name: str,
        length: int,
        columns: tuple[tuple[Block, ...], ...],
        *,
        mutable: bool,
        flat: bool,
        suspects: tuple[int, tuple[int, ...]] | None = None,
    ) -> None:
        self._number, self._suspects = next(_numbers), suspects
        self.tag, self.name, self.length, self.columns = tag, name, length, columns
        self.mutable, self.flat = mutable, flat

    @property
    def size(self) -> int:
        """Bytes that `marshal` takes for it, beyond all bounds where that cannot write it."""
        if self.name not in ("", "set", "frozenset"):
            return _NEVER
        return (2 if self.tag == DICT else 5) + sum(_block_size(block) for column in self.columns for block in column)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Packed):
            return NotImplemented
        return self is other or (
            (self.tag, self.name, self.length) == (other.tag, other.name, other.length)
            and self.columns == other.columns
        )

    def __hash__(self) -> int:
        return hash((self.tag, self.name, self.length, self.columns))

    def items(self) -> Iterator[Frozen]:
        """Give the frozen items in order; of a dict, pairs of key and value."""
        blocks = -(-self.length // BLOCK)
        return (item for block in range(blocks) for item in self.block_items(block))

    def block_items(self, block: int) -> Sequence[Frozen]:
        """Give the frozen items of one block."""
        columns = [_thawed(column[block]) for column in self.columns]
        return columns[0] if len(columns) == 1 else tuple(zip(*columns, strict=True))

    def unlike_blocks(self, other: Packed) -> list[int]:
        """Give the blocks that both have and in which another container of this kind has other items."""
        found: set[int] = set()
        for mine, theirs in zip(self.columns, other.columns, strict=True):
            not_shared = itertools.compress(itertools.count(), map(operator.is_not, mine, theirs))
            found.update(block for block in not_shared if mine[block] != theirs[block])
        return sorted(found)

    def unlike_items(self, later: Packed) -> Iterator[tuple[int, Frozen, Frozen]]:
        """Give the places that both have and at which a later picture has another item, and both items."""
        if later._suspects is not None and later._suspects[0] == self._number:
            for place in later._suspects[1]:
                if place < min(self.length, later.length):
                    block, within = divmod(place, BLOCK)
                    old, new = (_thawed_item(side.columns[0][block], within) for side in (self, later))
                    if old != new:
                        yield place, old, new
            return
        for block in self.unlike_blocks(later):
            for place, old, new in self._unlike(later, block):
                yield block * BLOCK + place, old, new

    def _unlike(self, other: Packed, block: int) -> list[tuple[int, Frozen, Frozen]]:
        mine, theirs = self.columns[0][block], other.columns[0][block]
        freezer = Freezer()
        if isinstance(mine, bytes) and isinstance(theirs, bytes):
            pairs = enumerate(zip(marshal.loads(mine), marshal.loads(theirs), strict=False))
            suspects = [
                (place, freezer.freeze(one), freezer.freeze(another))
                for place, (one, another) in pairs
                if one is not another and (type(one) is not int or type(another) is not int or one != another)
            ]
        else:
            both = zip(_thawed(mine), _thawed(theirs), strict=False)
            suspects = [(place, one, another) for place, (one, another) in enumerate(both)]
        return [found for found in suspects if found[1] != found[2]]

    def shares_ends(self, other: Packed) -> bool:
        """Whether another container is as long and shares its first and its last block with this one."""
        return self.length == other.length and all(
            mine[0] is theirs[0] and mine[-1] is theirs[-1]
            for mine, theirs in zip(self.columns, other.columns, strict=True)
            if mine and theirs
        )

    def ends(self, first: int, last: int) -> list[Frozen]:
        """Give the first and the last few items of a container that has at least as many."""
        places = [*range(first), *range(self.length - last, self.length)]
        columns = [[_thawed_item(column[n // BLOCK], n % BLOCK) for n in places] for column in self.columns]
        return columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))


def is_mutable(frozen: Frozen) -> bool:
    """Whether the value, or something that a tuple holds, can change in place."""
    if isinstance(frozen, Packed):
        return frozen.mutable
    return isinstance(frozen, tuple) and frozen[0] == OBJECT


def frozen_atom(value: object) -> Frozen:
    """Freeze an `int` or a `str`."""
    if type(value) is int and value.bit_length() > _MAX_INT_BITS:
        # The digits of such a number take longer to find than all else that is to be said of it.
        return (LEFT_OUT, f"<int of {value.bit_length():,} bits>")
    return value


def _block_size(block: Block) -> int:
    return len(block) - 5 if isinstance(block, bytes) else sum(map(_size, block))


def _size(frozen: Frozen) -> int:
    if isinstance(frozen, Packed):
        return frozen.size
    if isinstance(frozen, tuple):
        return _SIZES.get(frozen[0], _NEVER)
    return len(marshal.dumps(frozen, _MARSHAL_VERSION))


def _thawed(block: Block) -> Sequence[Frozen]:
    if isinstance(block, tuple):
        return block
    freezer = Freezer()
    return tuple(map(freezer.freeze, marshal.loads(block)))


def _thawed_item(block: Block, place: int) -> Frozen:
    return block[place] if isinstance(block, tuple) else Freezer().freeze(marshal.loads(block)[place])


def _shared(now: tuple[Any, ...], before: tuple[Any, ...]) -> bool:
    return len(now) == len(before) and all(map(operator.is_, now, before))


def _holds_mutable(block: Block) -> bool:
    if isinstance(block, tuple):
        return any(map(is_mutable, block))
    return _reaches_mutable(marshal.loads(block))


def _reaches_mutable(items: Sequence[Any]) -> bool:
    kinds = set(map(type, items)) - _PLAIN_ATOMS
    return bool(kinds - {tuple}) or any(_reaches_mutable(item) for item in items if type(item) is tuple)


def text_by(kind: type, value: Any) -> str:
    """Give what `repr` of a built-in type writes, whatever a subclass makes of it."""
    try:
        return str(kind.__repr__(value))  # type: ignore[call-arg]
    except ValueError:  # a number with more digits than the interpreter writes
        return f"<{kind.__name__}>"


def _set_order(frozen: Frozen) -> tuple[int, Any, str]:
    """Numbers by value, then everything else by its text: the same order under any hash seed."""
    if isinstance(frozen, int):
        return (0, frozen, "")
    if isinstance(frozen, tuple) and frozen[0] == FLOAT and frozen[1] not in ("nan", "inf", "-inf"):
        return (0, float(frozen[1]), "")
    return (1, 0, write(frozen))


def _is_plain(items: Sequence[Any]) -> bool:
    """Whether all that is in these items is of the types that `marshal` tells apart, and no other."""
    kinds = set(map(type, items))
    if kinds <= _PLAIN_ATOMS:
        return True
    if not kinds <= _PLAIN_ATOMS | _PLAIN_CONTAINERS:
        return False
    return all(_is_plain(_members(item)) for item in items if type(item) in _PLAIN_CONTAINERS)


def _members(container: Any) -> list[Any]:
    return [*container, *container.values()] if type(container) is dict else list(container)


class Freezer:
    """Freezes one value."""

    def __init__(self) -> None:
        self._open: set[int] = set()

    def freeze(self, value: object, known: Frozen = None) -> Frozen:
        """Give a picture of the value or of a part of it; `known` is an earlier one."""
        kind = type(value)
        if kind is int or kind is str:
            return frozen_atom(value)
        if value is None:
            return None
        if kind is bool:
            return _TRUE if value else _FALSE
        if kind is float:
            return (FLOAT, repr(value))
        if kind in _PLAIN_REPR or (kind is slice and _is_plain([value.start, value.stop, value.step])):  # type: ignore[attr-defined]
            return (TEXT, text_by(kind, value))
        if id(value) in self._open:
            return _HELD
        if len(self._open) >= MAX_DEPTH:
            return CUT
        self._open.add(id(value))
        try:
            return self._container(kind, value, known)
        finally:
            self._open.discard(id(value))

    def _container(self, kind: type, value: Any, known: Frozen) -> Frozen:
        if kind in _SEQUENCES:
            return self.pack(LIST, _SEQUENCES[kind], [value if kind is list else list(value)], known)
        if kind is tuple:
            return self.pack(TUPLE, "", [value], known)
        if kind is set or kind is frozenset:
            return self.pack(SET, kind.__name__, [self.in_order(value)], known)
        if kind in _DICTS:
            name = "" if kind is dict else kind.__name__
            if kind is defaultdict:
                name = f"defaultdict:{getattr(value.default_factory, '__name__', 'None')}"
            return self.pack(DICT, name, [list(dict.keys(value)), list(dict.values(value))], known)
        if kind in _VIEWS:
            return self.pack(LIST, kind.__name__, [list(value)], known)
        return self.other(kind, value, known)

    def other(self, kind: type, value: Any, known: Frozen) -> Frozen:
        """Freeze what is neither plain data nor one of the usual containers: here by the name of its type."""
        return (TEXT, f"<{kind.__name__}>")

    def in_order(self, items: Any) -> list[Any]:
        """Give the items of a set: numbers by value, then everything else by its picture, under any hash seed."""
        items = list(items)
        if all(type(item) is int for item in items):
            return sorted(items)
        return sorted(items, key=lambda item: _set_order(self.freeze(item)))

    # --- containers ---

    def pack(self, tag: str, name: str, columns: list[Sequence[Any]], known: Frozen) -> Frozen:
        """Freeze a container, given its items in columns; see `Packed`."""
        length = len(columns[0])
        before: Packed | None = None
        if isinstance(known, Packed) and (known.tag, known.name) == (tag, name):
            before = known
        packed = tuple(
            self._column(column, () if before is None else before.columns[number])
            for number, column in enumerate(columns)
        )
        if before is not None and before.length == length and all(map(_shared, packed, before.columns)):
            return before
        mutable = tag != TUPLE or any(map(_holds_mutable, packed[0]))
        flat = not name.startswith("defaultdict") and all(set(map(type, column)) <= _PLAIN_ATOMS for column in columns)
        return Packed(tag, name, length, packed, mutable=mutable, flat=flat)

    def refresh(self, items: list[Any], known: Packed, places: Iterable[int], ends: int) -> Packed:
        """Picture a list of which only some places, and so many items at its end, may be others than they were."""
        blocks = list(known.columns[0])
        length, shortest = len(items), min(len(items), known.length)
        behind = max(0, shortest - ends) if ends or length != known.length else length
        suspects = tuple(sorted({*(place for place in places if 0 <= place < length), *range(behind, shortest)}))
        del blocks[-(-length // BLOCK) :]
        blocks += [b""] * (-(-length // BLOCK) - len(blocks))
        flat, changed = known.flat, length != known.length
        for number in sorted({*(place // BLOCK for place in suspects), *range(behind // BLOCK, len(blocks))}):
            part = items[number * BLOCK : (number + 1) * BLOCK]
            block = self._block(part, blocks[number])
            changed = changed or block is not blocks[number]
            blocks[number] = block
            flat = flat and set(map(type, part)) <= _PLAIN_ATOMS
        if not changed:
            return known
        picture = (tuple(blocks),)
        return Packed(LIST, "", length, picture, mutable=True, flat=flat, suspects=(known._number, suspects))

    def _column(self, items: Sequence[Any], before: tuple[Block, ...]) -> tuple[Block, ...]:
        if len(items) <= BLOCK:
            return (self._block(items, before[0] if before else None),) if items else ()
        known = [*before, *[None] * (-(-len(items) // BLOCK))]
        return tuple(
            self._block(items[start : start + BLOCK], known[number])
            for number, start in enumerate(range(0, len(items), BLOCK))
        )

    def _block(self, items: Sequence[Any], known: Block | None) -> Block:
        if isinstance(known, tuple):  # most likely it cannot be written as bytes now either
            kept = [*known, *[None] * max(0, len(items) - len(known))]
            frozen = tuple(map(self.freeze, items, kept))
            if sum(map(_size, frozen)) > _BLOCK_BYTES:
                return known if _shared(frozen, known) else frozen
        try:
            written = marshal.dumps(items if type(items) is list else list(items), _MARSHAL_VERSION)
        except ValueError:
            return tuple(map(self.freeze, items))
        if written == known:
            return known
        if len(written) - 5 > _BLOCK_BYTES or not _is_plain(items):
            return tuple(map(self.freeze, items))
        return written


# --- text ---


_BRACKETS = {LIST: ("[", "]"), TUPLE: ("(", ")"), SET: ("{", "}"), DICT: ("{", "}")}


class TooLongError(Exception):
    """A text would be longer than it may."""


def write(frozen: Frozen, limit: int = 2**62, *, whole: bool = False) -> str:
    """Write a picture in full, as the Python literal wherever one exists.

    Raises:
        TooLongError: the text is longer than `limit` characters (which is found out after that many), or `whole` is
            asked for and the picture leaves out a part that is too large or nested too deep.
    """
    writer = _Writer(limit, whole=whole)
    writer.write(frozen, 0)
    return "".join(writer.parts)


def brackets(tag: str, name: str) -> tuple[str, str]:
    """Give what stands before and behind the items of a container that has some."""
    opening, closing = _BRACKETS[tag]
    if not name or name == "set":
        return opening, closing
    if name.startswith("defaultdict:"):
        return f"defaultdict({name.partition(':')[2]}, {opening}", f"{closing})"
    return f"{name}({opening}", f"{closing})"


class _Writer:
    def __init__(self, limit: int, *, whole: bool) -> None:
        self.parts: list[str] = []
        self._left, self._whole = limit, whole

    def put(self, text: str) -> None:
        self._left -= len(text)
        if self._left < 0:
            raise TooLongError
        self.parts.append(text)

    def write(self, frozen: Frozen, depth: int) -> None:
        if isinstance(frozen, Packed):
            if depth < MAX_DEPTH:
                self._container(frozen, depth + 1)
            else:
                self.write(CUT, depth)
        elif not isinstance(frozen, tuple):
            if isinstance(frozen, str) and len(frozen) > self._left:
                raise TooLongError
            self.put(repr(frozen))
        elif frozen[0] == OBJECT:
            self._object(frozen[1], frozen[2], depth + 1)
        elif frozen[0] == LEFT_OUT and self._whole:
            raise TooLongError
        else:
            self.put(frozen[1])

    def _object(self, name: str, fields: tuple[tuple[str, Frozen], ...], depth: int) -> None:
        self.put(f"{name}(")
        for number, (field, value) in enumerate(fields):
            self.put((", " if number else "") + (f"{field}=" if field else ""))
            self.write(value, depth)
        self.put(")")

    def _container(self, packed: Packed, depth: int) -> None:
        if packed.tag == SET and not packed.length:
            self.put(f"{packed.name}()")
            return
        opening, closing = brackets(packed.tag, packed.name)
        if _SHORTEST_ITEM * packed.length > self._left:
            raise TooLongError
        self.put(opening)
        for number, item in enumerate(packed.items()):
            if number:
                self.put(", ")
            if packed.tag == DICT:
                self.write(item[0], depth)
                self.put(": ")
                self.write(item[1], depth)
            else:
                self.write(item, depth)
        self.put("," + closing if packed.tag == TUPLE and packed.length == 1 else closing)
