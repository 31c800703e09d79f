"""What an assignment stores: where, and how the value comes about."""

from __future__ import annotations

import ast
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tracepile.execution.values import shown_value
from tracepile.narration.evaluation import Evaluator, UnknownValueError
from tracepile.narration.wording import shorten
from tracepile.records import Event

_MAX_SCALAR = 40


def path_of(target: ast.expr, evaluator: Evaluator) -> str | None:
    """Give a target with its indices as values, such as `dp[2][3]`; None where an index is not known."""
    match target:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=owner, attr=attribute):
            base = path_of(owner, evaluator)
            return None if base is None else f"{base}.{attribute}"
        case ast.Subscript(value=owner, slice=index) if not isinstance(index, ast.Slice):
            base = path_of(owner, evaluator)
            try:
                key = evaluator.evaluate(index)
                if isinstance(key, int) and key < 0 and isinstance(evaluator.evaluate(owner), list):
                    key += len(evaluator.evaluate(owner))
                return None if base is None else f"{base}[{shown_value(key)}]"
            except UnknownValueError:
                return None
    return None


def plain_stores(node: ast.Assign | ast.AnnAssign, event: Event, evaluator: Evaluator) -> list[str] | None:
    """Give `a to 3` for each plain store; None where the statement did more than that, or it is not known."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if len(targets) != 1:
        return None
    stored_to = targets[0].elts if isinstance(targets[0], (ast.Tuple, ast.List)) else targets
    if {change.name for change in event.changes} - {_root(target) for target in stored_to}:
        return None
    stored = [_plain_store(target, node.value, event, evaluator, alone=len(stored_to) == 1) for target in stored_to]
    return None if None in stored else [text for text in stored if text is not None]


def _plain_store(
    target: ast.expr, value: ast.expr | None, event: Event, evaluator: Evaluator, *, alone: bool
) -> str | None:
    path = path_of(target, evaluator)
    if path is None:
        return None
    for change in event.changes:
        if change.path == path and change.after is not None:
            return f"{path} to {shorten(change.after)}"
    if isinstance(target, ast.Name) or not alone or value is None:
        return None
    try:  # an element was stored that was equal before
        return f"{path} to {shorten(shown_value(evaluator.evaluate(value)))}"
    except UnknownValueError:
        return None


def unchanged_stores(node: ast.AST, evaluator: Evaluator) -> list[str]:
    """Give `dp[2][3] stays 0` for the elements that a statement stored although they were that already."""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    told = []
    for target in targets:
        path = None if target is None else path_of(target, evaluator)
        if path is None or target is None:
            return []
        try:
            told.append(f"{path} stays {shorten(shown_value(evaluator.evaluate(as_load(target))))}")
        except UnknownValueError:
            return []
    return told


def augmented_operation(node: ast.AugAssign, evaluator: Evaluator) -> str | None:
    """Give `12 + 15 = 27` for `total += price * 3`; None where a part is not a number or a short text."""
    target = as_load(node.target)
    try:
        old, right = evaluator.evaluate(target), evaluator.evaluate(node.value)
        if not (_is_scalar(old) and _is_scalar(right)):
            return None
        operation = ast.BinOp(_literal(old), node.op, _literal(right))
        new = evaluator.evaluate(operation)
        return f"{ast.unparse(operation)} = {shorten(shown_value(new))}"
    except UnknownValueError:
        return None


def as_load(target: ast.expr) -> ast.expr:
    """Give a target as an expression that reads it."""
    return ast.parse(ast.unparse(target), mode="eval").body


def _root(target: ast.expr) -> str:
    while isinstance(target, (ast.Attribute, ast.Subscript, ast.Starred)):
        target = target.value
    return target.id if isinstance(target, ast.Name) else ""


def _is_scalar(value: Any) -> bool:
    return isinstance(value, (int, float, str, Fraction, Decimal)) and len(str(value)) <= _MAX_SCALAR


def _literal(value: Any) -> ast.expr:
    return ast.parse(shown_value(value), mode="eval").body
