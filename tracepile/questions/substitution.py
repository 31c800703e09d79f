"""Expressions of a program with the names and elements in them replaced by their values."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache

from tracepile.execution.statements import Statement, statements
from tracepile.execution.values import parse, render_value
from tracepile.questions.program_text import has_literal, source_of

_LONGEST_VALUE = 30
_LONGEST_TEXT = 120
_BINDING = (ast.NamedExpr, ast.comprehension, ast.Lambda, ast.Await, ast.Yield, ast.YieldFrom)
# Calls of these leave every variable as it is, so that values from before the expression hold all through it.
_PURE_FUNCTIONS = frozenset(
    (
        "Fraction abs all any bool chr divmod float int isinstance len list max min ord pow range round set sorted "
        "str sum tuple"
    ).split()
)
_PURE_METHODS = frozenset(
    (
        "bit_length count endswith find get index isalnum isalpha isdigit islower isspace isupper items join keys "
        "lower lstrip replace rstrip split startswith strip upper values"
    ).split()
)


def substituted(code: str, node: ast.expr, values: Mapping[str, str]) -> str | None:
    """Write an expression with names and elements replaced by their values.

    Args:
        code: the program.
        node: an expression of it.
        values: rendered values of the names, as they are before the expression is evaluated.

    Returns:
        None where values may change while the expression is evaluated, or where nothing is to be replaced.
    """
    if not _is_steady(code, node):
        return None
    copy = ast.parse(ast.unparse(node), mode="eval").body
    called = {id(part.func) for part in ast.walk(copy) if isinstance(part, ast.Call)}
    text = ast.unparse(_Substitution(values, called).visit(copy))
    return None if text in (source_of(code, node), ast.unparse(node)) or len(text) > _LONGEST_TEXT else text


def derivation(code: str, statement: Statement, name: str, values: Mapping[str, str]) -> str | None:
    """Write what a plain or augmented assignment to a name computes, with values put in; None for other statements."""
    node = statement.node
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
        return substituted(code, ast.BinOp(ast.Name(name, ast.Load()), node.op, node.value), values)
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and not isinstance(node.value, (ast.Name, ast.Constant)):
        target = node.targets[0]
        return substituted(code, node.value, values) if isinstance(target, ast.Name) and target.id == name else None
    return None


def truth_words(node: ast.expr, truth: bool) -> str:
    """`is true` for a comparison or `not`, `counts as true` for a value that is only taken for its truth."""
    parts = node.values if isinstance(node, ast.BoolOp) else [node]
    plain = all(
        isinstance(part, ast.Compare) or (isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Not))
        for part in parts
    )
    return f"{'is' if plain else 'counts as'} {str(truth).lower()}"


@lru_cache(maxsize=64)
def _defined(code: str) -> frozenset[str]:
    """Names that the program gives a meaning of its own: they are not the built-in ones."""
    found: set[str] = set()
    for statement in statements(code):
        found |= statement.stores - {"Fraction"}
    return frozenset(found)


@lru_cache(maxsize=4096)
def _is_steady(code: str, node: ast.expr) -> bool:
    own = _defined(code)
    for part in ast.walk(node):
        if isinstance(part, _BINDING):
            return False
        if isinstance(part, ast.Compare) and not _compares_values(part):
            return False
        if isinstance(part, ast.Call):
            function = part.func
            if isinstance(function, ast.Name):
                known = function.id in _PURE_FUNCTIONS - own
            else:
                known = isinstance(function, ast.Attribute) and function.attr in _PURE_METHODS - own
            if not known:
                return False
    return True


def _compares_values(node: ast.Compare) -> bool:
    """Whether no identity matters but that of None, True and False: equal values may be different objects."""
    return all(
        isinstance(right, ast.Constant) or not isinstance(operator, (ast.Is, ast.IsNot))
        for operator, right in zip(node.ops, node.comparators, strict=True)
    )


class _Substitution(ast.NodeTransformer):
    def __init__(self, values: Mapping[str, str], called: set[int]) -> None:
        self._values = values
        self._called = called

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if id(node) in self._called:
            return node
        return _literal(self._values.get(node.id)) or node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        # `Node(value=1).next` reads worse than the name it stands for.
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        return _literal(self._value(node)) or ast.Subscript(node.value, self.visit(node.slice), node.ctx)

    def _value(self, node: ast.expr) -> str | None:
        """Give the value of a name, or of an element of one, as text."""
        if isinstance(node, ast.Name):
            return self._values.get(node.id)
        container = self._value(node.value) if isinstance(node, ast.Subscript) else None
        if container is None or not isinstance(node, ast.Subscript) or isinstance(node.slice, ast.Slice):
            return None
        index = ast.unparse(self.visit(ast.parse(ast.unparse(node.slice), mode="eval").body))
        try:
            return render_value(parse(container)[parse(index)])
        except (ValueError, TypeError, LookupError):
            return None


def _literal(text: str | None) -> ast.expr | None:
    if text is None or len(text) > _LONGEST_VALUE or not has_literal(text):
        return None
    return ast.parse(text, mode="eval").body
