"""Work out what an expression gave, from the state of its frame, without running the program.

Only expressions whose value follows from plain data are worked out; anything else raises `UnknownValueError`, and
the narrator then tells the step by its effects alone. Calls of the program's own functions take the results that
the trace recorded. What is worked out here is never trusted: the verifier compares it with a second execution.
"""

from __future__ import annotations

import ast
import math
import operator
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tracepile.execution.values import Instance
from tracepile.narration.replay import UNKNOWN, FrameState


class UnknownValueError(Exception):
    """An expression's value does not follow from plain data."""


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
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda item, container: item in container,
    ast.NotIn: lambda item, container: item not in container,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
    ast.Not: operator.not_,
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        *(abs, all, any, bin, bool, chr, dict, divmod, enumerate, float, frozenset, hex, int, len, list, max, min),
        *(ord, pow, range, repr, reversed, round, set, sorted, str, sum, tuple, zip, Fraction, Decimal, deque, Counter),
    )
}
_ORDER_IS_NO_MATTER = frozenset({"len", "sorted", "set", "frozenset", "bool", "isinstance"})
"""Functions that give the same for a set in any order of its items. Not `sum`, `min` and `max`: floats and ties."""
_MODULE_FUNCTIONS: dict[str, Callable[..., Any]] = {
    f"math.{name}": getattr(math, name)
    for name in ("gcd", "lcm", "sqrt", "isqrt", "floor", "ceil", "comb", "perm", "hypot", "log", "log2", "prod")
}
_CONSTANTS = {"math.inf": math.inf, "math.pi": math.pi, "math.e": math.e}
_METHODS: dict[type, frozenset[str]] = {
    str: frozenset(
        "capitalize count endswith find index isalnum isalpha isdigit islower isnumeric isspace isupper "
        "join ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust rstrip "
        "split splitlines startswith strip swapcase title upper zfill".split()
    ),
    list: frozenset({"count", "index", "copy"}),
    tuple: frozenset({"count", "index"}),
    dict: frozenset({"get", "keys", "values", "items", "copy"}),
    set: frozenset({"union", "intersection", "difference", "issubset", "issuperset", "isdisjoint", "copy"}),
    int: frozenset({"bit_length", "bit_count"}),
}
_MAX_SIZE = 20_000


class Evaluator:
    """Evaluates expressions of one statement visit.

    Args:
        state: the frame's variables before the statement.
        own_names: names that the program binds at its top, which therefore are not the builtins of that name.
        returns: `(function, value)` of the calls that the statement made, in order, values as plain data.
    """

    def __init__(self, state: FrameState, own_names: frozenset[str], returns: Sequence[tuple[str, Any]]) -> None:
        self._state = state
        self._own_names = own_names
        self._returns = list(returns)
        self._bound: list[dict[str, Any]] = []
        self.values: dict[ast.AST, Any] = {}
        self.own_calls: set[ast.AST] = set()
        self._used_up: set[ast.AST] = set()

    def evaluate(self, node: ast.expr) -> Any:
        """Give an expression's value, and keep the value of each part outside comprehensions in `values`.

        Raises:
            UnknownValueError: some part cannot be worked out.
        """
        try:
            value = self._evaluate(node)
        except UnknownValueError:
            raise
        except Exception as err:  # the program's own expression may raise anything, as it may have done in the run
            raise UnknownValueError(f"{type(err).__name__}: {err}") from err
        if value is UNKNOWN:
            raise UnknownValueError("a value without a literal")
        return value

    def _evaluate(self, node: ast.expr) -> Any:
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise UnknownValueError(type(node).__name__)
        value = method(node)
        if not self._bound:
            self.values[node] = value
        return value

    def _constant(self, node: ast.Constant) -> Any:
        return node.value

    def _name(self, node: ast.Name) -> Any:
        for scope in reversed(self._bound):
            if node.id in scope:
                return scope[node.id]
        value = self._state.value(node.id)
        if value is UNKNOWN:
            raise UnknownValueError(node.id)
        return value

    def _list(self, node: ast.List) -> list[Any]:
        return self._items(node.elts)

    def _tuple(self, node: ast.Tuple) -> tuple[Any, ...]:
        return tuple(self._items(node.elts))

    def _set(self, node: ast.Set) -> set[Any]:
        return set(self._items(node.elts))

    def _dict(self, node: ast.Dict) -> dict[Any, Any]:
        if any(key is None for key in node.keys):
            raise UnknownValueError("**")
        return {self._evaluate(k): self._evaluate(v) for k, v in zip(node.keys, node.values, strict=True) if k}

    def _items(self, nodes: Sequence[ast.expr]) -> list[Any]:
        items: list[Any] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                items.extend(_ordered(self._evaluate(node.value)))
            else:
                items.append(self._evaluate(node))
        return items

    def _binop(self, node: ast.BinOp) -> Any:
        left, right = self._evaluate(node.left), self._evaluate(node.right)
        _guard_size(node.op, left, right)
        return _BINARY[type(node.op)](left, right)

    def _unaryop(self, node: ast.UnaryOp) -> Any:
        return _UNARY[type(node.op)](_plain(self._evaluate(node.operand)))

    def _boolop(self, node: ast.BoolOp) -> Any:
        stops_at = isinstance(node.op, ast.Or)
        value: Any = None
        for operand in node.values:
            value = self._evaluate(operand)
            if bool(_plain(value)) is stops_at:
                break
        return value

    def _compare(self, node: ast.Compare) -> bool:
        left = self._evaluate(node.left)
        for op, operand in zip(node.ops, node.comparators, strict=True):
            right = self._evaluate(operand)
            if isinstance(op, (ast.Is, ast.IsNot)):
                if left is not None and right is not None:
                    raise UnknownValueError("identity")
                holds = (left is right) is isinstance(op, ast.Is)
            else:
                holds = _COMPARISONS[type(op)](_plain(left), _plain(right))
            if not holds:
                return False
            left = right
        return True

    def _ifexp(self, node: ast.IfExp) -> Any:
        return self._evaluate(node.body if _plain(self._evaluate(node.test)) else node.orelse)

    def _subscript(self, node: ast.Subscript) -> Any:
        container = self._evaluate(node.value)
        if isinstance(node.slice, ast.Slice):
            parts = (node.slice.lower, node.slice.upper, node.slice.step)
            return container[slice(*(None if part is None else self._evaluate(part) for part in parts))]
        key = self._evaluate(node.slice)
        if isinstance(container, defaultdict) and key not in container:
            raise UnknownValueError("a defaultdict makes the entry")
        return container[key]

    def _attribute(self, node: ast.Attribute) -> Any:
        dotted = ast.unparse(node)
        if dotted in _CONSTANTS and "math" not in self._state:
            return _CONSTANTS[dotted]
        value = self._evaluate(node.value)
        if isinstance(value, Instance):
            fields = dict(value.fields)
            if node.attr in fields:
                return fields[node.attr]
        raise UnknownValueError(dotted)

    def _joinedstr(self, node: ast.JoinedStr) -> str:
        return "".join(str(self._evaluate(part)) for part in node.values)

    def _formattedvalue(self, node: ast.FormattedValue) -> str:
        value = _ordered(_plain(self._evaluate(node.value)))
        if node.conversion == ord("r"):
            value = repr(value)
        elif node.conversion != -1:
            value = str(value)
        return format(value, "" if node.format_spec is None else self._joinedstr_of(node.format_spec))

    def _joinedstr_of(self, node: ast.expr) -> str:
        return str(self._evaluate(node))

    def _call(self, node: ast.Call) -> Any:
        own = self._own_call(node)
        if own is not None:
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                self._try(argument)
            self.own_calls.add(node)
            return self._take_return(own)
        if not isinstance(node.func, ast.Attribute) or node.func.attr == "join":
            self._used_up.update(arg for arg in node.args if isinstance(arg, ast.GeneratorExp))
        args, kwargs = self._items(node.args), {}
        for keyword in node.keywords:
            if keyword.arg is None or keyword.arg == "key":
                raise UnknownValueError("a key function")
            kwargs[keyword.arg] = self._evaluate(keyword.value)
        if isinstance(node.func, ast.Name):
            return self._call_name(node.func.id, args, kwargs)
        if isinstance(node.func, ast.Attribute):
            return self._call_method(node.func, args, kwargs)
        raise UnknownValueError("a computed function")

    def _call_name(self, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        function = _FUNCTIONS.get(name) or _MODULE_FUNCTIONS.get(f"math.{name}")
        if function is None or (name in self._own_names and f"math.{name}" not in _MODULE_FUNCTIONS):
            raise UnknownValueError(name)
        if name not in _ORDER_IS_NO_MATTER:
            args = [_ordered(arg) for arg in args]
        if function is range and len(range(*args)) > _MAX_SIZE:
            raise UnknownValueError("a long range")
        return _plain(function(*map(_plain, args), **kwargs))

    def _call_method(self, func: ast.Attribute, args: list[Any], kwargs: dict[str, Any]) -> Any:
        dotted = ast.unparse(func)
        if dotted in _MODULE_FUNCTIONS and "math" not in self._state:
            return _MODULE_FUNCTIONS[dotted](*args, **kwargs)
        owner = _plain(self._evaluate(func.value))
        if func.attr == "join":
            args = [_ordered(arg) for arg in args]
        for kind, names in _METHODS.items():
            if isinstance(owner, kind) and func.attr in names:
                return _plain(getattr(owner, func.attr)(*args, **kwargs))
        raise UnknownValueError(dotted)

    def _own_call(self, node: ast.Call) -> str | None:
        """The name of the program's own function that this call reached, None where it is none."""
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", None)
        if name is None or not self._returns or self._bound:
            return None
        return name if self._returns[0][0].rpartition(".")[2] == name else None

    def _take_return(self, name: str) -> Any:
        # Arguments were evaluated first, so calls inside them have taken theirs already.
        function, value = self._returns.pop(0)
        if function.rpartition(".")[2] != name or value is UNKNOWN:
            raise UnknownValueError(name)
        return value

    def _try(self, node: ast.expr) -> None:
        try:
            self._evaluate(node)
        except Exception:
            if any(isinstance(part, ast.Call) for part in ast.walk(node)):
                raise UnknownValueError("a call inside the arguments") from None

    def _listcomp(self, node: ast.ListComp) -> list[Any]:
        return list(self._comprehend(node.generators, lambda: self._evaluate(node.elt)))

    def _setcomp(self, node: ast.SetComp) -> set[Any]:
        return set(self._comprehend(node.generators, lambda: self._evaluate(node.elt)))

    def _generatorexp(self, node: ast.GeneratorExp) -> list[Any]:
        if node not in self._used_up:
            raise UnknownValueError("a generator")
        return list(self._comprehend(node.generators, lambda: self._evaluate(node.elt)))

    def _dictcomp(self, node: ast.DictComp) -> dict[Any, Any]:
        return dict(self._comprehend(node.generators, lambda: (self._evaluate(node.key), self._evaluate(node.value))))

    def _comprehend(self, generators: list[ast.comprehension], give: Callable[[], Any]) -> Iterator[Any]:
        if self._returns:
            raise UnknownValueError("calls inside a comprehension")
        if not generators:
            yield give()
            return
        first, rest = generators[0], generators[1:]
        items = list(_ordered(_plain(self._evaluate(first.iter))))
        if len(items) > _MAX_SIZE:
            raise UnknownValueError("a long comprehension")
        for item in items:
            self._bound.append(_bind(first.target, item))
            try:
                if all(_plain(self._evaluate(test)) for test in first.ifs):
                    yield from self._comprehend(rest, give)
            finally:
                self._bound.pop()


def _bind(target: ast.expr, item: Any) -> dict[str, Any]:
    if isinstance(target, ast.Name):
        return {target.id: item}
    if isinstance(target, (ast.Tuple, ast.List)):
        bound: dict[str, Any] = {}
        for part, value in zip(target.elts, item, strict=True):
            bound |= _bind(part, value)
        return bound
    raise UnknownValueError("a target")


def _plain(value: Any) -> Any:
    """Refuse objects of the program's classes, whose operators are its own, and freeze iterators to lists."""
    if isinstance(value, Instance):
        raise UnknownValueError("an object of the program")
    if isinstance(value, (zip, enumerate, type(reversed([])))):
        return list(value)
    return value


def _ordered(value: Any) -> Any:
    """Refuse sets where the order of their items would show: it is the run's own, and not known here."""
    if isinstance(value, (set, frozenset)) and len(value) > 1:
        raise UnknownValueError("the order of a set")
    return value


def _guard_size(op: ast.operator, left: Any, right: Any) -> None:
    """Keep what is worked out small: it must never cost more than the run itself."""
    for value in (left, right):
        _plain(value)
    if isinstance(op, ast.Pow) and not (abs(right) <= 1_000 and (not isinstance(left, int) or left.bit_length() < 200)):
        raise UnknownValueError("a large power")
    if isinstance(op, ast.LShift) and right > _MAX_SIZE:
        raise UnknownValueError("a large shift")
    if isinstance(op, ast.Mult):
        for sequence, times in ((left, right), (right, left)):
            if isinstance(sequence, (str, list, tuple)) and len(sequence) * times > _MAX_SIZE:
                raise UnknownValueError("a long repetition")
