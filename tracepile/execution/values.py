"""Values as text: deterministic, free of addresses, and the Python literal wherever one exists.

`freeze` turns a live value into an immutable tree without running any of the program's code (no `__repr__`, no
`__eq__`), so that two moments can be compared; `render` writes a tree as text; `parse` reads text back. Trees are
built so that `==` on them is exact: `1`, `True` and `1.0` differ, `nan` equals itself.
"""

from __future__ import annotations

import ast
import types
from collections import Counter, OrderedDict, defaultdict, deque
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

Frozen = Any
"""An `int`, a `str`, None, or a tuple whose first element is a tag."""

MAX_NODES = 20_000
MAX_DEPTH = 50
_MAX_INT_BITS = 14_000  # below CPython's own limit of 4,300 digits for int to str


class ValueLimitError(BaseException):
    """A value is larger than the limits allow. Not an `Exception`, so that programs do not catch it by habit."""


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of a program's own class, as read back from text."""

    type: str
    fields: tuple[tuple[str, Any], ...]


def freeze(value: object) -> Frozen:
    """Give an immutable tree of a value.

    Raises:
        ValueLimitError: the value has more than `MAX_NODES` parts, or parts nested deeper than `MAX_DEPTH`.
    """
    kind = type(value)
    if kind is int or kind is str:
        return _atom(value)
    return _Freezer().freeze(value)


def render(frozen: Frozen, limit: int = 1_000_000) -> str:
    """Write a tree as text.

    Raises:
        ValueLimitError: the text is longer than `limit` characters.
    """
    text = _render(frozen)
    if len(text) > limit:
        raise ValueLimitError(f"a value takes {len(text):,} characters, more than {limit:,}")
    return text


def render_value(value: object, limit: int = 1_000_000) -> str:
    """Freeze and render in one step."""
    return render(freeze(value), limit)


def parse(text: str) -> Any:
    """Read rendered text back into a value; objects of a program's classes become `Instance`.

    Raises:
        ValueError: the text is not a rendered value, or holds an opaque part such as `<function f>`.
    """
    try:
        if "..." not in text:
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        pass
    try:
        return _build(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError, TypeError, ArithmeticError, MemoryError, RecursionError) as err:
        raise ValueError(f"not a rendered value: {text[:80]!r}") from err


def is_mutable(frozen: Frozen) -> bool:
    """Whether the value, or something that a tuple holds, can change in place."""
    if not isinstance(frozen, tuple):
        return False
    return frozen[0] in _MUTABLE or (frozen[0] == _TUPLE and any(map(is_mutable, frozen[2])))


# Tags of trees. Containers: (tag, type name, children).
_FLOAT, _BOOL, _TEXT = "float", "bool", "text"
_LIST, _TUPLE, _SET, _DICT, _OBJECT = "list", "tuple", "set", "dict", "object"
_MUTABLE = frozenset({_LIST, _SET, _DICT, _OBJECT})
_SEQUENCES: dict[type, str] = {list: "", deque: "deque", bytearray: "bytearray"}
_TRUE, _FALSE = (_BOOL, "True"), (_BOOL, "False")
_PLAIN_REPR = (Fraction, Decimal, complex, bytes, date, datetime, time, timedelta, range, slice)


def _atom(value: object) -> Frozen:
    if type(value) is int and value.bit_length() > _MAX_INT_BITS:
        raise ValueLimitError(f"an integer has {value.bit_length():,} bits")
    return value


class _Freezer:
    def __init__(self) -> None:
        self.nodes = 0
        self.open: set[int] = set()

    def freeze(self, value: object) -> Frozen:
        kind = type(value)
        if kind is int or kind is str:
            return _atom(value)
        if value is None:
            return None
        if kind is bool:
            return _TRUE if value else _FALSE
        if kind is float:
            return (_FLOAT, repr(value))
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise ValueLimitError(f"a value has more than {MAX_NODES:,} parts")
        if kind is Instance:
            return (_OBJECT, value.type, tuple((name, self.freeze(child)) for name, child in value.fields))  # type: ignore[attr-defined]
        if kind in _PLAIN_REPR:
            return (_TEXT, repr(value))
        if id(value) in self.open:
            return (_TEXT, "...")
        if len(self.open) >= MAX_DEPTH:
            raise ValueLimitError(f"a value is nested deeper than {MAX_DEPTH} levels")
        self.open.add(id(value))
        try:
            return self._container(kind, value)
        finally:
            self.open.discard(id(value))

    def _children(self, values: Any) -> tuple[Frozen, ...]:
        children = tuple(map(self.freeze, values))
        self.nodes += len(children)
        if self.nodes > MAX_NODES:
            raise ValueLimitError(f"a value has more than {MAX_NODES:,} parts")
        return children

    def _container(self, kind: type, value: Any) -> Frozen:
        if kind in _SEQUENCES:
            return (_LIST, _SEQUENCES[kind], self._children(value))
        if kind is tuple:
            return (_TUPLE, "", self._children(value))
        if kind is set or kind is frozenset:
            return (_SET, kind.__name__, tuple(sorted(self._children(value), key=_set_order)))
        if kind in (dict, Counter, OrderedDict, defaultdict):
            name = "" if kind is dict else kind.__name__
            if kind is defaultdict:
                name = f"defaultdict:{getattr(value.default_factory, '__name__', 'None')}"
            return (_DICT, name, tuple(zip(self._children(value.keys()), self._children(value.values()), strict=True)))
        if isinstance(value, (types.FunctionType, types.BuiltinFunctionType, types.MethodType)):
            return (_TEXT, f"<function {value.__name__}>")
        if isinstance(value, type):
            return (_TEXT, f"<class {value.__name__}>")
        if isinstance(value, types.ModuleType):
            return (_TEXT, f"<module {value.__name__}>")
        if isinstance(value, BaseException):
            return (_OBJECT, kind.__name__, tuple(("", child) for child in self._children(value.args)))
        if kind in (type({}.keys()), type({}.values()), type({}.items())):
            return (_LIST, kind.__name__, self._children(list(value)))
        return self._instance(kind, value)

    def _instance(self, kind: type, value: Any) -> Frozen:
        for base, tag in ((list, _LIST), (deque, _LIST), (set, _SET), (dict, _DICT), (tuple, _TUPLE)):
            if issubclass(kind, base):
                return self._subclass(kind, base, tag, value)
        for plain in (int, str, float):
            if issubclass(kind, plain):
                return (_TEXT, f"{kind.__name__}({plain.__repr__(value)})")
        fields = dict(_slots(kind, value))
        try:
            fields.update(object.__getattribute__(value, "__dict__"))
        except AttributeError:
            if not fields:
                return (_TEXT, f"<{kind.__name__}>")
        if kind.__module__ not in _PROGRAM_MODULES:
            return (_TEXT, f"<{kind.__name__}>")
        children = self._children(fields.values())
        return (_OBJECT, kind.__name__, tuple(zip(map(str, fields), children, strict=True)))

    def _subclass(self, kind: type, base: type, tag: str, value: Any) -> Frozen:
        if base is tuple and hasattr(kind, "_fields"):
            children = self._children(tuple.__iter__(value))
            return (_OBJECT, kind.__name__, tuple(zip(kind._fields, children, strict=True)))
        if base is dict:
            keys, values = self._children(list(dict.keys(value))), self._children(list(dict.values(value)))
            return (tag, kind.__name__, tuple(zip(keys, values, strict=True)))
        children = self._children(list(base.__iter__(value)))  # type: ignore[attr-defined]
        return (tag, kind.__name__, tuple(sorted(children, key=_set_order)) if tag == _SET else children)


_PROGRAM_MODULES = ("__main__", "__program__")


def _slots(kind: type, value: object) -> list[tuple[str, object]]:
    found = []
    for owner in reversed(kind.__mro__):
        for name, descriptor in vars(owner).items():
            if isinstance(descriptor, types.MemberDescriptorType):
                try:
                    found.append((name, descriptor.__get__(value)))
                except AttributeError:
                    continue
    return found


def _set_order(frozen: Frozen) -> tuple[int, Any, str]:
    """Numbers by value, then everything else by its text: the same order under any hash seed."""
    if isinstance(frozen, int):
        return (0, frozen, "")
    if isinstance(frozen, tuple) and frozen[0] == _FLOAT and frozen[1] not in ("nan", "inf", "-inf"):
        return (0, float(frozen[1]), "")
    return (1, 0, _render(frozen))


def _render(frozen: Frozen) -> str:
    if not isinstance(frozen, tuple):
        return repr(frozen)
    tag, name = frozen[0], frozen[1]
    if tag in (_FLOAT, _BOOL, _TEXT):
        return str(name)
    children = frozen[2]
    if tag == _DICT:
        return _render_dict(name, children)
    if tag == _OBJECT:
        return f"{name}({', '.join(f'{field}={_render(c)}' if field else _render(c) for field, c in children)})"
    inner = ", ".join(map(_render, children))
    if tag == _TUPLE:
        body = f"({inner},)" if len(children) == 1 else f"({inner})"
        return f"{name}({body})" if name else body
    if tag == _SET:
        if not children:
            return f"{name}()"
        return f"{{{inner}}}" if name == "set" else f"{name}({{{inner}}})"
    return f"{name}([{inner}])" if name else f"[{inner}]"


def _render_dict(name: str, items: tuple[tuple[Frozen, Frozen], ...]) -> str:
    body = "{" + ", ".join(f"{_render(key)}: {_render(value)}" for key, value in items) + "}"
    if not name:
        return body
    if name.startswith("defaultdict:"):
        return f"defaultdict({name.partition(':')[2]}, {body})"
    return f"{name}({body})"


_CONSTRUCTORS: dict[str, Any] = {
    "deque": deque,
    "set": set,
    "frozenset": frozenset,
    "Counter": Counter,
    "OrderedDict": OrderedDict,
    "Fraction": Fraction,
    "Decimal": Decimal,
    "bytearray": bytearray,
    "range": range,
    "dict_keys": list,
    "dict_values": list,
    "dict_items": list,
}
_FACTORIES: dict[str, Any] = {"None": None} | {kind.__name__: kind for kind in (int, float, str, list, set, dict)}


def _build(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=value) if value is ...:
            raise ValueError("a value that holds itself")
        case ast.Name(id="inf") | ast.Name(id="nan"):
            return float(node.id)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_build(operand)
        case ast.List(elts=items):
            return [_build(item) for item in items]
        case ast.Tuple(elts=items):
            return tuple(_build(item) for item in items)
        case ast.Set(elts=items):
            return {_build(item) for item in items}
        case ast.Dict(keys=keys, values=values):
            return {_build(k): _build(v) for k, v in zip(keys, values, strict=True) if k is not None}
        case ast.Call(func=ast.Name(id="defaultdict"), args=[ast.Name(id=factory), body]) if factory in _FACTORIES:
            return defaultdict(_FACTORIES[factory], _build(body))
        case ast.Call(func=ast.Name(id="float"), args=[ast.Constant(value=str(word))], keywords=[]):
            return float(word)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _CONSTRUCTORS:
            return _CONSTRUCTORS[name](*(_build(arg) for arg in args))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if name != "defaultdict":
            fields = [("", _build(arg)) for arg in args] + [(k.arg or "", _build(k.value)) for k in keywords]
            return Instance(name, tuple(fields))
    return ast.literal_eval(node)
