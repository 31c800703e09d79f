"""How expressions use values: arithmetic, comparisons, indexing, iteration and literals."""

from __future__ import annotations

import ast

from tracepile.inputs.called import Calls, fresh, literal_value, vote_number
from tracepile.inputs.method_facts import CONVERSIONS, SAME_ITEMS
from tracepile.inputs.places import LIKELY, SURE, WEAK, Kind, Place
from tracepile.inputs.scopes import Scope, Scopes, parameter_names

_ALPHABET = 26


class Expressions(Calls):
    """The places of a program's expressions.

    Attributes:
        scope: the function that is being looked at.
    """

    def __init__(self, scopes: Scopes) -> None:
        super().__init__(scopes)
        self.scope = scopes.module
        self._attributes: dict[tuple[str, str], Place] = {}

    def store(self, target: ast.expr, value: ast.expr) -> None:
        """A target holds what is assigned to it."""
        if isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List):
            for each, held in zip(target.elts, value.elts, strict=False):
                self.store(each, held)
            return
        if isinstance(target, ast.Name) and _converts(value, target.id):
            self.of(value)  # `n = str(n)`: from here on the name holds something else
            return
        self.bind(target, self.of(value))

    def bind(self, target: ast.expr, place: Place) -> None:
        """A target, or each part of one, is one with a place, or with its fields."""
        match target:
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                for number, part in enumerate(parts):
                    if isinstance(part, ast.Starred):
                        self.of(part.value).vote(Kind.LIST, LIKELY)
                    else:
                        self.bind(part, place.field(number))
            case _:
                self.of(target).join(place)

    def of(self, node: ast.expr) -> Place:
        """Give the place of an expression, and learn from everything in it."""
        match node:
            case ast.Name(id=name):
                return self.scope.place(name)
            case ast.Constant(value=value):
                place = Place()
                if isinstance(value, bool | int | float | str):
                    place.vote(_constant_kind(value), LIKELY)
                if isinstance(value, str) and 1 < len(value) <= _ALPHABET and value.isalnum():
                    for char in value:  # an alphabet, perhaps: `vowels = "aeiou"`
                        place.item.compare(char)
                return place
            case ast.Attribute(value=ast.Name(id="self"), attr=name):
                return self._attributes.setdefault((self.scope.owner, name), Place()).found()
            case ast.Subscript():
                return self._subscript(node)
            case ast.BinOp(left=left, op=op, right=right):
                return self.arithmetic(op, self.of(left), self.of(right), left, right)
            case ast.UnaryOp(op=op, operand=operand):
                place = self.of(operand)
                if isinstance(op, ast.USub | ast.UAdd):
                    vote_number(place, LIKELY)
                return Place() if isinstance(op, ast.Not) else place
            case ast.Compare():
                return self._compare(node)
            case ast.Call():
                return self.call(node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                self.of(test)
                place = self.of(body)
                place.join(self.of(orelse))
                return place
            case ast.BoolOp(values=values):
                for value in values:
                    self.of(value)
                return Place()
            case ast.List(elts=items) | ast.Set(elts=items):
                place = Place()
                place.vote(Kind.LIST if isinstance(node, ast.List) else Kind.SET, LIKELY)
                for item in items:
                    place.item.join(self.of(item))
                    if isinstance(value := literal_value(item), str):
                        place.item.compare(value)
                return place
            case ast.Tuple(elts=items):
                place = Place()
                place.vote(Kind.TUPLE, LIKELY)
                for number, item in enumerate(items):
                    place.field(number).join(self.of(item))
                return place
            case ast.Dict(keys=keys, values=values):
                place = Place()
                place.vote(Kind.DICT, LIKELY)
                for key, value in zip(keys, values, strict=True):
                    if key is not None:
                        place.key.join(self.of(key))
                        place.key.compare(literal_value(key))
                    place.item.join(self.of(value))
                return place
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self._comprehension(node)
            case ast.JoinedStr():
                for part in ast.walk(node):
                    if isinstance(part, ast.FormattedValue):
                        self.of(part.value)
                return fresh(Kind.STR)
            case ast.NamedExpr(target=target, value=value):
                self.store(target, value)
                return self.of(target)
            case ast.Lambda(args=arguments, body=body):
                outer, self.scope = self.scope, Scope(self.scope, self.scope.owner)
                self.scope.names |= {name: Place() for name in parameter_names(arguments)}
                returned = self.of(body)
                self.scope = outer
                return returned
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.of(child)
        return Place()

    def _subscript(self, node: ast.Subscript) -> Place:
        held = self.of(node.value)
        if isinstance(node.slice, ast.Slice):
            held.vote(Kind.LIST, WEAK)
            held.vote(Kind.STR, WEAK)
            for bound in (node.slice.lower, node.slice.upper):
                if bound is not None:
                    place = self.of(bound)
                    place.vote(Kind.INT, SURE)
                    if isinstance(bound, ast.Name):
                        place.index(held)
            return held
        index = self.of(node.slice)
        if not isinstance(node.ctx, ast.Load):
            held.vote(Kind.LIST, LIKELY)
            held.vote(Kind.DICT, WEAK)
        match node.slice:
            case ast.Constant(value=str(key)):
                held.vote(Kind.DICT, SURE)
                held.key.vote(Kind.STR, SURE)
                return held.entry(key)
            case ast.Constant(value=int(number)):
                held.vote(Kind.LIST, LIKELY)
                held.vote(Kind.STR, WEAK)
                if 0 <= number < len(held.fields) or (held.found().fields and number >= 0):
                    return held.field(number)
            case ast.Tuple():
                held.vote(Kind.DICT, LIKELY)
                held.key.join(index)
            case _:
                held.vote(Kind.LIST, LIKELY)
                held.vote(Kind.STR, WEAK)
                held.vote(Kind.DICT, WEAK)
                index.index(held)
                held.key.join(index)
        return held.item

    def arithmetic(self, op: ast.operator, left: Place, right: Place, first: ast.expr, second: ast.expr) -> Place:
        """Give the place of what an operator gives, and learn from its operands, whose trees come along."""
        literal = (
            first.value if isinstance(first, ast.Constant) else None,
            second.value if isinstance(second, ast.Constant) else None,
        )
        match op:
            case ast.Mod() if isinstance(literal[0], str) or isinstance(first, ast.JoinedStr):
                return fresh(Kind.STR)
            case ast.Mult() if isinstance(first, ast.List) or isinstance(literal[0], str):
                right.vote(Kind.INT, SURE)
                left.size.join(right)
                return left
            case ast.Mult() if isinstance(second, ast.List) or isinstance(literal[1], str):
                left.vote(Kind.INT, SURE)
                right.size.join(left)
                return right
            case ast.Add():
                left.join(right)
                for kind, weight in ((Kind.INT, WEAK), (Kind.STR, WEAK / 2), (Kind.LIST, WEAK / 4)):
                    left.vote(kind, weight)
                return left
            case ast.Div():
                vote_number(left, SURE)
                vote_number(right, SURE)
                return fresh(Kind.FLOAT)
            case ast.Mod() | ast.FloorDiv() | ast.LShift() | ast.RShift() | ast.Pow():
                vote_number(left, SURE)
                vote_number(right, SURE)
                if isinstance(op, ast.Mod) and type(literal[1]) is int:
                    left.found().moduli[literal[1]] = None
                return left if isinstance(op, ast.FloorDiv) else fresh(Kind.INT)
            case ast.BitAnd() | ast.BitOr() | ast.BitXor() | ast.Sub():
                for place in (left, right):
                    vote_number(place, LIKELY)
                    place.vote(Kind.SET, WEAK)
                left.join(right)
                return left
            case _:
                vote_number(left, LIKELY)
                vote_number(right, LIKELY)
                return fresh(Kind.INT)

    def _compare(self, node: ast.Compare) -> Place:
        left, before = self.of(node.left), node.left
        for op, after in zip(node.ops, node.comparators, strict=True):
            right = self.of(after)
            if isinstance(op, ast.In | ast.NotIn):
                self._membership(left, before, right, after)
            elif not isinstance(op, ast.Is | ast.IsNot):
                ordered = not isinstance(op, ast.Eq | ast.NotEq)
                for place, other in ((left, after), (right, before)):
                    value = literal_value(other)
                    if value is not None:
                        place.compare(value)
                    elif ordered:
                        place.vote(Kind.INT, WEAK)
                if literal_value(after) is None and literal_value(before) is None:
                    left.join(right)
            left, before = right, after
        return Place()

    def _membership(self, left: Place, before: ast.expr, right: Place, after: ast.expr) -> None:
        match after:
            case ast.Constant(value=str(text)):
                left.vote(Kind.STR, SURE)
                for char in text:
                    left.compare(char)
            case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
                for item in items:
                    value = literal_value(item)
                    if value is not None:
                        left.compare(value)
            case _:
                if isinstance(before, ast.Constant) and isinstance(before.value, str):
                    right.vote(Kind.STR, WEAK)
                    right.item.compare(before.value)
                else:
                    right.item.join(left)
                    right.key.join(left)
                for kind, weight in (
                    (Kind.LIST, LIKELY / 2),
                    (Kind.STR, WEAK / 2),
                    (Kind.DICT, WEAK / 2),
                    (Kind.SET, WEAK / 2),
                ):
                    right.vote(kind, weight)

    def items_of(self, node: ast.expr) -> Place:
        """Give the place of the items that a loop over an expression meets."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            match node.func.id, node.args:
                case "range", arguments:
                    places = [self.of(argument) for argument in arguments]
                    for place in places:
                        place.vote(Kind.INT, SURE)
                    count = fresh(Kind.INT)
                    count.limits += places[1:2] or places
                    return count
                case "enumerate", [inner, *_]:
                    pair = Place()
                    pair.field(0).vote(Kind.INT, SURE)
                    pair.field(1).join(self.items_of(inner))
                    return pair
                case "zip", arguments:
                    row = Place()
                    for number, argument in enumerate(arguments):
                        if isinstance(argument, ast.Starred):
                            rows = self.of(argument.value)
                            rows.vote(Kind.LIST, LIKELY)
                            rows.item.vote(Kind.LIST, LIKELY)
                            rows.note("rectangular")
                            row.item.join(rows.item.item)
                        else:
                            row.field(number).join(self.items_of(argument))
                    return row
                case (("sorted" | "reversed" | "set" | "list" | "tuple" | "iter"), [inner, *_]):
                    self.of(node)
                    return self.items_of(inner)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
            held = self.of(node.func.value)
            match node.func.attr:
                case "items":
                    held.vote(Kind.DICT, SURE)
                    pair = Place()
                    pair.field(0).join(held.key)
                    pair.field(1).join(held.item)
                    return pair
                case "keys":
                    held.vote(Kind.DICT, SURE)
                    return held.key
                case "values":
                    held.vote(Kind.DICT, SURE)
                    return held.item
        held = self.of(node)
        held.vote(Kind.LIST, LIKELY)
        held.vote(Kind.STR, WEAK)
        held.vote(Kind.DICT, WEAK / 2)
        return held.item

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Place:
        outer, self.scope = self.scope, Scope(self.scope, self.scope.owner)
        for part in node.generators:
            for name in ast.walk(part.target):
                if isinstance(name, ast.Name):
                    self.scope.names[name.id] = Place()
        place = Place()
        for part in node.generators:
            self.bind(part.target, self.items_of(part.iter))
            for test in part.ifs:
                self.of(test)
        if isinstance(node, ast.DictComp):
            place.vote(Kind.DICT, LIKELY)
            place.key.join(self.of(node.key))
            place.item.join(self.of(node.value))
        else:
            place.vote(Kind.SET if isinstance(node, ast.SetComp) else Kind.LIST, LIKELY)
            place.item.join(self.of(node.elt))
            match node.generators[0].iter:
                case ast.Call(func=ast.Name(id="range"), args=[count]):
                    place.size.join(self.of(count))
        self.scope = outer
        return place


def _converts(value: ast.expr, name: str) -> bool:
    """Whether a value is made of the same name by a builtin or a method: `s = list(s)`, `text = text.split()`."""
    if not isinstance(value, ast.Call):
        return False
    of_builtin = isinstance(value.func, ast.Name) and value.func.id in {
        *CONVERSIONS,
        *SAME_ITEMS,
        "map",
        "filter",
        "zip",
    }
    of_method = isinstance(value.func, ast.Attribute) and value.func.attr in ("split", "splitlines", "join", "items")
    return (of_builtin or of_method) and any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(value))


def _constant_kind(value: bool | int | float | str) -> Kind:
    return Kind(type(value).__name__)
