"""How calls use their arguments: the program's own functions, builtins and methods."""

from __future__ import annotations

import ast
import re
from abc import ABC, abstractmethod

from tracepile.inputs.method_facts import (
    BUILTIN_FACTS,
    CONVERSIONS,
    ITERATED,
    METHOD_FACTS,
    NUMERIC_MODULES,
    SAME_ITEMS,
)
from tracepile.inputs.places import LIKELY, SURE, WEAK, Kind, Place
from tracepile.inputs.scopes import Scopes


class Calls(ABC):
    """The places of calls. Who inherits says what the places of other expressions are."""

    def __init__(self, scopes: Scopes) -> None:
        self.scopes = scopes

    @abstractmethod
    def of(self, node: ast.expr) -> Place:
        """Give the place of an expression, and learn from everything in it."""

    @abstractmethod
    def items_of(self, node: ast.expr) -> Place:
        """Give the place of the items that a loop over an expression meets."""

    def call(self, node: ast.Call) -> Place:
        """Give the place of what a call gives, and learn from its arguments."""
        arguments = [self.of(argument) for argument in node.args]
        named = {keyword.arg: self.of(keyword.value) for keyword in node.keywords}
        match node.func:
            case ast.Name(id=name):
                if name in self.scopes.functions:
                    return self._own_call(name, arguments, named)
                return self._builtin(name, node, arguments)
            case ast.Attribute(value=ast.Name(id=module), attr=_) if module in NUMERIC_MODULES:
                for argument in arguments:
                    vote_number(argument, LIKELY)
                return fresh(Kind.INT)
            case ast.Attribute(value=ast.Name(id="re"), attr=name):
                if len(node.args) > 1:
                    _vote_pattern(arguments[-1 if name.startswith("sub") else 1], node.args[0])
                return Place()
            case ast.Attribute(value=holder, attr=name):
                held = self.of(holder)
                if name in self.scopes.functions and name not in METHOD_FACTS:
                    return self._own_call(name, arguments, named)
                return self._method(held, name, node, arguments)
        self.of(node.func)
        return Place()

    def _own_call(self, name: str, arguments: list[Place], named: dict[str | None, Place]) -> Place:
        returned = Place()
        for known in self.scopes.functions[name]:
            for parameter, argument in zip(known.parameters, arguments, strict=False):
                known.scope.names[parameter].join(argument)
            for keyword, argument in named.items():
                if keyword in known.scope.names:
                    known.scope.names[keyword].join(argument)
            returned.join(known.scope.returned)
        return returned

    def _builtin(self, name: str, node: ast.Call, arguments: list[Place]) -> Place:
        if not arguments:
            return fresh(BUILTIN_FACTS[name].gives) if name in BUILTIN_FACTS else Place()
        first = arguments[0]
        match name:
            case "len":
                for kind, weight in (
                    (Kind.LIST, LIKELY / 2),
                    (Kind.STR, WEAK),
                    (Kind.DICT, WEAK / 4),
                    (Kind.SET, WEAK / 4),
                ):
                    first.vote(kind, weight)
                return first.size
            case "isinstance" if len(node.args) == 2:
                _vote_instance(first, node.args[1])
                return Place()
            case "max" | "min" if len(arguments) > 1:
                for other in arguments[1:]:
                    first.join(other)
                return first
            case "map" if len(arguments) > 1 and isinstance(node.args[0], ast.Name):
                called = node.args[0].id
                items = self.items_of(node.args[1])
                if called in self.scopes.functions:
                    place = fresh(Kind.LIST)
                    place.item.join(self._own_call(called, [items], {}))
                    return place
                if called in CONVERSIONS:
                    place = fresh(Kind.LIST)
                    place.item.vote(CONVERSIONS[called], LIKELY)
                    items.vote(CONVERSIONS[called], WEAK)
                    if called in ("int", "float"):
                        items.note("number")
                    return place
        if name in SAME_ITEMS or name in ITERATED:
            items = self.items_of(node.args[-1] if name == "filter" else node.args[0])
            if name in ("sum", "fsum"):
                vote_number(items, LIKELY)
            if name in ITERATED:
                return items if name in ("max", "min", "next") else fresh(Kind.INT)
            place = fresh(SAME_ITEMS[name])
            if name == "Counter":
                place.key.join(items)
                place.item.vote(Kind.INT, LIKELY)
            else:
                place.item.join(items)
            return place
        facts = BUILTIN_FACTS.get(name)
        if facts is None:
            return Place()
        for argument in arguments:
            for kind, weight in facts.takes:
                argument.vote(kind, weight)
        if name == "int" and len(arguments) == 1:
            first.note("number")
        return first if name == "abs" else fresh(facts.gives)

    def _method(self, held: Place, name: str, node: ast.Call, arguments: list[Place]) -> Place:
        facts = METHOD_FACTS.get(name)
        if facts is None:
            return Place()
        for kind, weight in facts.of:
            held.vote(kind, weight)
        if facts.feature:
            held.note(facts.feature)
        literals = [value for argument in node.args if isinstance(value := literal_value(argument), str)]
        if name in ("split", "partition", "rsplit", "rpartition"):
            for text in literals:
                held.found().separators[text] = None
            if not node.args:
                held.note("words")
        elif name in ("startswith", "endswith", "count", "find", "index", "replace", "strip", "lstrip", "rstrip"):
            for text in literals[:1]:
                held.compare(text)
        if facts.item is not None and arguments:
            held.item.join(arguments[min(facts.item, len(arguments) - 1)])
        if facts.key and arguments:
            if literals and isinstance(literal_value(node.args[0]), str):
                return held.entry(literals[0])
            held.key.join(arguments[0])
        if name == "join" and node.args:
            self.items_of(node.args[0]).vote(Kind.STR, LIKELY)
        if facts.gives == "self":
            return held
        if facts.gives == "item":
            return held.item
        if facts.gives is None:
            return Place()
        place = fresh(Kind(facts.gives))
        if name in ("split", "rsplit", "splitlines", "partition"):
            place.item.join(held.piece)
            place.item.vote(Kind.STR, SURE)
        return place


def literal_value(node: ast.expr) -> bool | int | float | str | None:
    """Give the value of a literal, also of a negative number; None for anything else."""
    match node:
        case ast.Constant(value=bool() | int() | float() | str() as value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return -value
    return None


def fresh(kind: Kind) -> Place:
    """Give a place of its own that holds a kind."""
    place = Place()
    place.vote(kind, LIKELY)
    return place


def vote_number(place: Place, weight: float) -> None:
    """Vote for a number, rather an integer."""
    place.vote(Kind.INT, weight)
    place.vote(Kind.FLOAT, weight / 2)


def _vote_pattern(subject: Place, pattern: ast.expr) -> None:
    """Vote for a text, and for what a regular expression looks for in it."""
    subject.vote(Kind.STR, SURE)
    text = literal_value(pattern)
    if isinstance(text, str):
        for mark, feature in _PATTERN_FEATURES:
            if mark in text:
                subject.note(feature)
        plain = re.sub(r"\\[A-Za-z]|\[\^|[a-zA-Z0-9]-[a-zA-Z0-9]|[]*+?^$|(){}\\]|\[", "", text)
        for char in dict.fromkeys(plain):
            subject.compare(char)


_PATTERN_FEATURES = (("\\d", "digits"), ("0-9", "digits"), ("\\s", "words"), ("A-Z", "case"), ("a-z", "letters"))


def _vote_instance(place: Place, node: ast.expr) -> None:
    names = [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]
    for number, name in enumerate(names):
        kind = next((kind for kind in Kind if kind.value == name), None)
        if kind is not None:
            place.vote(kind, LIKELY / (number + 1))
