"""Evaluate an expression that holds nothing but literals, within bounds: a told step must give the told value."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from tracepile.execution.values import shown_value

_MAX_BITS, _MAX_ITEMS = 20_000, 100_000

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
    ast.Not: operator.not_,
}
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda one, other: one in other,
    ast.NotIn: lambda one, other: one not in other,
}


class NotLiteralError(Exception):
    """An expression holds something that is no literal, or is too large to evaluate here."""


def literal_result(node: ast.expr, shadowed: frozenset[str]) -> str | None:
    """Give the rendered value of an expression of literals, None where it is no such expression.

    Args:
        node: the expression; `len` and `abs` may be called in it.
        shadowed: names that the program gives a meaning of its own.

    Raises:
        ValueError: the expression has no value: it raises an exception.
    """
    try:
        return shown_value(_value(node, shadowed))
    except (NotLiteralError, RecursionError, MemoryError, OverflowError):
        return None
    except (ArithmeticError, TypeError, LookupError) as err:
        raise ValueError(f"it raises {type(err).__name__}") from err
    except ValueError:
        return None


def _value(node: ast.expr, shadowed: frozenset[str]) -> Any:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Tuple(elts=elts):
            return tuple(_value(item, shadowed) for item in elts)
        case ast.List(elts=elts):
            return [_value(item, shadowed) for item in elts]
        case ast.Set(elts=elts):
            return {_value(item, shadowed) for item in elts}
        case ast.Dict(keys=keys, values=values) if None not in keys:
            pairs = zip(keys, values, strict=True)
            return {_value(key, shadowed): _value(item, shadowed) for key, item in pairs if key is not None}
        case ast.UnaryOp(op=op, operand=operand):
            return _UNARY[type(op)](_value(operand, shadowed))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            one, other = _value(left, shadowed), _value(right, shadowed)
            _bound(op, one, other)
            return _BINARY[type(op)](one, other)
        case ast.BoolOp(op=op, values=operands):
            return _first_deciding(operands, shadowed, wanted=isinstance(op, ast.Or))
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _value(body if _value(test, shadowed) else orelse, shadowed)
        case ast.Compare(left=left, ops=ops, comparators=comparators) if all(type(op) in _COMPARE for op in ops):
            return _compared(left, ops, comparators, shadowed)
        case ast.Subscript(value=owner, slice=index) if not isinstance(index, ast.Slice):
            return _value(owner, shadowed)[_value(index, shadowed)]
        case ast.Call(func=ast.Name(id="len" | "abs" as name), args=[argument], keywords=[]) if name not in shadowed:
            given = _value(argument, shadowed)
            return len(given) if name == "len" else abs(given)
    raise NotLiteralError


def _first_deciding(operands: list[ast.expr], shadowed: frozenset[str], *, wanted: bool) -> Any:
    for operand in operands[:-1]:
        value = _value(operand, shadowed)
        if bool(value) is wanted:
            return value
    return _value(operands[-1], shadowed)


def _compared(left: ast.expr, ops: list[ast.cmpop], others: list[ast.expr], shadowed: frozenset[str]) -> bool:
    one = _value(left, shadowed)
    for op, node in zip(ops, others, strict=True):
        other = _value(node, shadowed)
        if not _COMPARE[type(op)](one, other):
            return False
        one = other
    return True


def _bound(op: ast.operator, one: Any, other: Any) -> None:
    """Refuse what could take long or much room.

    Raises:
        NotLiteralError: the result may be large.
    """
    match op, one, other:
        case ast.Pow(), int(), int() if abs(other) * max(one.bit_length(), 1) > _MAX_BITS:
            raise NotLiteralError
        case ast.LShift(), int(), int() if other + one.bit_length() > _MAX_BITS:
            raise NotLiteralError
        case ast.Mod(), str() | bytes(), _:
            raise NotLiteralError
        case ast.Mult(), str() | bytes() | list() | tuple(), int() if len(one) * other > _MAX_ITEMS:
            raise NotLiteralError
        case ast.Mult(), int(), str() | bytes() | list() | tuple() if len(other) * one > _MAX_ITEMS:
            raise NotLiteralError
