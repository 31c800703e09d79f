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
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from tracepile.execution.frozen_atoms import frozen_atom, frozen_literal
from tracepile.execution.picture_text import (
    BOOL,
    CUT,
    DICT,
    FLOAT,
    LIST,
    MAX_DEPTH,
    OBJECT,
    SET,
    TEXT,
    TUPLE,
    Frozen,
    TooLongError,
    write,
)
from tracepile.execution.plain_data import (
    ATOMS,
    BYTES_MAX,
    LARGE_INT_BYTES,
    is_plain,
    layers_of,
    reaches_mutable,
    text_of,
    written,
)

BLOCK = 128
"""Items in a block."""

_NEVER = 2**62
_HELD: Frozen = (TEXT, "...")
_SIZES = {FLOAT: 9, BOOL: 1}
_SEQUENCES: dict[type, str] = {list: "", deque: "deque", bytearray: "bytearray"}
_DICTS = (dict, Counter, OrderedDict, defaultdict)
_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
CONTAINER_TYPES: frozenset[type] = frozenset({tuple, set, frozenset, *_SEQUENCES, *_DICTS, *_VIEWS})
"""Types of containers that are pictured by their items."""
_SAME_WHEN_FROZEN = ATOMS - {bool, float}
_ALIKE_ONLY_IF_SAME = ATOMS - {float}
_CHANGED_FROM_AFAR = ("defaultdict", "dict_")  # by a look-up, or with the dict that a view shows

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
    """

    __slots__ = (
        "_exceeded",
        "_layers",
        "_number",
        "_size",
        "_suspects",
        "columns",
        "length",
        "mutable",
        "name",
        "tag",
    )

    def __init__(
        self,
        tag: str,
        name: str,
        length: int,
        columns: tuple[tuple[Block, ...], ...],
        *,
        mutable: bool,
        layers: int | None = None,
        suspects: tuple[int, tuple[int, ...]] | None = None,
    ) -> None:
        self._number, self._suspects = next(_numbers), suspects
        self.tag, self.name, self.length, self.columns = tag, name, length, columns
        self.mutable, self._layers = mutable, layers
        self._size: int | None = None
        self._exceeded: tuple[int, bool] | None = None

    @property
    def size(self) -> int:
        """Bytes that `marshal` takes for it, beyond all bounds where that cannot write it."""
        if self._size is None:
            self._size = _NEVER
            if self.name in ("", "set", "frozenset"):
                blocks = sum(_block_size(block) for column in self.columns for block in column)
                self._size = (2 if self.tag == DICT else 5) + blocks
        return self._size

    @property
    def flat(self) -> bool:
        """Whether it is known, without a look into it, that it holds nothing that can change in place."""
        return self._layers == 0

    @property
    def layers(self) -> int:
        """How deep containers lie in it at the most, beyond all bounds where it is not certain what it holds."""
        if self._layers is None:
            far = self.name.startswith(_CHANGED_FROM_AFAR)
            deepest = max((_layers_of(block) for column in self.columns for block in column), default=0)
            self._layers = _NEVER if far else deepest
        return self._layers

    def exceeds(self, limit: int) -> bool:
        """Whether more than so many characters are needed to write it."""
        if self._exceeded is None or self._exceeded[0] != limit:
            rows = (block for column in self.columns for block in column if isinstance(block, tuple))
            lengths = (row.length for row in itertools.chain.from_iterable(rows) if isinstance(row, Packed))
            # Each item of a row takes one character and a bracket or comma, at the least.
            if any(2 * total > limit for total in itertools.accumulate(lengths)):
                self._exceeded = (limit, True)
                return True
            try:
                write(self, limit)
            except TooLongError:
                self._exceeded = (limit, True)
            else:
                self._exceeded = (limit, False)
        return self._exceeded[1]

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

    def pieces(self, room: int) -> Iterator[str | Sequence[Frozen]]:
        """Give the items in order, block by block: as text where that is `repr`'s, else each by itself.

        Args:
            room: how many layers of containers may be written below this one.
        """
        for number in range(-(-self.length // BLOCK)):
            blocks = [block for column in self.columns if isinstance(block := column[number], bytes)]
            text = text_of(blocks, room) if len(blocks) == len(self.columns) else None
            yield self.block_items(number) if text is None else text

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
                    old, new = (_frozen_item(_loaded(side.columns[0][block]), within) for side in (self, later))
                    if old != new:
                        yield place, old, new
            return
        for block in self.unlike_blocks(later):
            for place, old, new in self._unlike(later, block):
                yield block * BLOCK + place, old, new

    def unlike_values(self, later: Packed) -> list[tuple[Frozen, Frozen, Frozen]] | None:
        """Give the keys of a dict at which a later picture has another value, and both values.

        None where the keys are not the same in the same order, or where it is not certain that each stands there once.
        """
        if self.length != later.length or self.columns[0] != later.columns[0]:
            return None
        found = []
        for number in self.unlike_blocks(later):
            block = self.columns[0][number]
            if not isinstance(block, bytes) or not set(map(type, marshal.loads(block))) <= _ALIKE_ONLY_IF_SAME:
                return None
            keys = _thawed(block)
            found += [(keys[place], old, new) for place, old, new in self._unlike(later, number)]
        return found

    def _unlike(self, other: Packed, block: int) -> list[tuple[int, Frozen, Frozen]]:
        mine, theirs = self.columns[-1][block], other.columns[-1][block]
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

    def shares_ends(self, other: Packed, first: int, last: int) -> bool:
        """Whether another container is as long and has the same few items first and last."""
        if self.length != other.length or self.length < first + last:
            return False
        if first <= BLOCK and last <= BLOCK and all(map(_same_ends, self.columns, other.columns)):
            return True
        return self.ends(first, last) == other.ends(first, last)

    def ends(self, first: int, last: int) -> list[Frozen]:
        """Give the first and the last few items of a container that has at least as many."""
        places = [divmod(place, BLOCK) for place in (*range(first), *range(self.length - last, self.length))]
        columns = []
        for column in self.columns:
            loaded = {number: _loaded(column[number]) for number in {block for block, _ in places}}
            columns.append([_frozen_item(loaded[block], within) for block, within in places])
        return columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))


def _same_ends(mine: tuple[Block, ...], theirs: tuple[Block, ...]) -> bool:
    return all(mine[number] is theirs[number] for number in (0, -1, -2) if -number <= len(mine))


def is_mutable(frozen: Frozen) -> bool:
    """Whether the value, or something that a tuple holds, can change in place."""
    if isinstance(frozen, Packed):
        return frozen.mutable
    return isinstance(frozen, tuple) and frozen[0] == OBJECT


def _block_size(block: Block) -> int:
    return len(block) - 5 if isinstance(block, bytes) else sum(map(_size, block))


def _size(frozen: Frozen) -> int:
    if isinstance(frozen, Packed):
        return frozen.size
    if isinstance(frozen, tuple):
        return _SIZES.get(frozen[0], _NEVER)
    return len(written(frozen))


def _thawed(block: Block) -> Sequence[Frozen]:
    if isinstance(block, tuple):
        return block
    items = marshal.loads(block)
    if len(block) < LARGE_INT_BYTES and set(map(type, items)) <= _SAME_WHEN_FROZEN:
        return tuple(items)
    return tuple(map(Freezer().freeze, items))


def _loaded(block: Block) -> Sequence[Any]:
    """Give a block's items, as they are or frozen."""
    return block if isinstance(block, tuple) else marshal.loads(block)


def _frozen_item(items: Sequence[Any], place: int) -> Frozen:
    return items[place] if isinstance(items, tuple) else Freezer().freeze(items[place])


def _layers_of(block: Block) -> int:
    if isinstance(block, bytes):
        return layers_of(marshal.loads(block))
    return max(map(_layers_at, block), default=0)


def _layers_at(frozen: Frozen) -> int:
    if isinstance(frozen, Packed):
        return 1 + frozen.layers
    return _NEVER if isinstance(frozen, tuple) and frozen[0] not in _SIZES else 0


def _shared(now: tuple[Any, ...], before: tuple[Any, ...]) -> bool:
    return len(now) == len(before) and all(map(operator.is_, now, before))


def _holds_mutable(block: Block) -> bool:
    if isinstance(block, tuple):
        return any(map(is_mutable, block))
    return reaches_mutable(marshal.loads(block))


def _set_order(frozen: Frozen) -> tuple[int, Any, str]:
    """Numbers by value, then everything else by its text: the same order under any hash seed."""
    if isinstance(frozen, int):
        return (0, frozen, "")
    if isinstance(frozen, tuple) and frozen[0] == FLOAT and frozen[1] not in ("nan", "inf", "-inf"):
        return (0, float(frozen[1]), "")
    return (1, 0, write(frozen))


def name_of_factory(factory: object) -> str:
    """Give the name that a dict with defaults is told by, without running any of the program's code."""
    kind = type(factory)
    if kind is type or issubclass(kind, (types.FunctionType, types.BuiltinFunctionType)):
        return str(factory.__name__)  # type: ignore[attr-defined]
    return kind.__name__ if factory is not None else "None"


class Freezer:
    """Freezes one value."""

    def __init__(self) -> None:
        self._open: set[int] = set()

    def enter(self, held_by: Collection[int]) -> None:
        """Take these objects, by identity, for some in which the value lies."""
        self._open.update(held_by)

    def freeze(self, value: object, known: Frozen = None) -> Frozen:
        """Give a picture of the value or of a part of it; `known` is an earlier one."""
        kind = type(value)
        if kind is int or kind is str:
            return frozen_atom(value)
        if value is None:
            return None
        literal = frozen_literal(value)
        if literal is not None:
            return literal
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
                name = f"defaultdict:{name_of_factory(value.default_factory)}"
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
        settled = not name.startswith(_CHANGED_FROM_AFAR)
        flat = settled and all(set(map(type, column)) <= ATOMS for column in columns)
        return Packed(tag, name, length, packed, mutable=mutable, layers=0 if flat else None)

    def refresh(self, items: list[Any], known: Packed, places: Iterable[int], ends: int) -> Packed:
        """Picture a list of which only some places, and so many items at its end, may be others than they were.

        Args:
            items: the list.
            known: an earlier picture of it, whose `layers` are known.
            places: where another item may stand now, or the same one, changed.
            ends: how many items at its end may be others.
        """
        self._open.add(id(items))
        blocks = list(known.columns[0])
        length, shortest = len(items), min(len(items), known.length)
        behind = max(0, shortest - ends) if ends or length != known.length else length
        suspects = tuple(sorted({*(place for place in places if 0 <= place < length), *range(behind, shortest)}))
        del blocks[-(-length // BLOCK) :]
        blocks += [b""] * (-(-length // BLOCK) - len(blocks))
        layers, changed = known.layers, length != known.length
        for number in sorted({*(place // BLOCK for place in suspects), *range(behind // BLOCK, len(blocks))}):
            start = number * BLOCK
            part = items[start : start + BLOCK]
            fresh = [*range(max(0, known.length - start), len(part))]
            inside = [place - start for place in suspects if start <= place < start + BLOCK] + fresh
            block = self._block(part, blocks[number], inside)
            changed = changed or block is not blocks[number]
            blocks[number] = block
            if isinstance(block, bytes):
                layers = max(layers, layers_of([part[place] for place in inside]))
            else:
                layers = max(layers, *(_layers_at(block[place]) for place in inside), 0)
        if not changed:
            return known
        picture = (tuple(blocks),)
        return Packed(LIST, "", length, picture, mutable=True, layers=layers, suspects=(known._number, suspects))

    def _column(self, items: Sequence[Any], before: tuple[Block, ...]) -> tuple[Block, ...]:
        if len(items) <= BLOCK:
            return (self._block(items, before[0] if before else None),) if items else ()
        known = [*before, *[None] * (-(-len(items) // BLOCK))]
        return tuple(
            self._block(items[start : start + BLOCK], known[number])
            for number, start in enumerate(range(0, len(items), BLOCK))
        )

    def _block(self, items: Sequence[Any], known: Block | None, places: Iterable[int] | None = None) -> Block:
        if isinstance(known, tuple):  # most likely it cannot be written as bytes now either
            kept = [*known[: len(items)], *[None] * max(0, len(items) - len(known))]
            for place in range(len(items)) if places is None else places:
                kept[place] = self.freeze(items[place], kept[place])
            frozen = tuple(kept)
            if sum(map(_size, frozen)) > BYTES_MAX:
                return known if _shared(frozen, known) else frozen
        if not is_plain(items):
            return tuple(map(self.freeze, items))
        block = written(items if type(items) is list else list(items))
        if block == known:
            return known
        return tuple(map(self.freeze, items)) if len(block) - 5 > BYTES_MAX else block
