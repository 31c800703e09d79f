"""How a program uses its values: one pass over the syntax tree that joins places and votes for kinds.

It follows assignments, loops, comparisons, arithmetic, the common builtins and methods, and calls among the program's
own functions and classes. It is no type checker: what it does not know it leaves alone, and a wrong guess shows when
the program runs.
"""

from __future__ import annotations

import ast

from tracepile.inputs.expressions import Expressions
from tracepile.inputs.places import Place
from tracepile.inputs.scopes import Scopes, parameter_names


def parameter_places(tree: ast.Module, function: ast.FunctionDef) -> dict[str, Place]:
    """Give the places of a function's parameters, after a pass over the whole module that it stands in.

    Raises:
        RecursionError: the program is nested too deep.
    """
    scopes = Scopes(tree)
    _Statements(scopes).visit(tree)
    names = scopes.of(function).names
    return {name: names[name].found() for name in parameter_names(function.args)}


class _Statements(ast.NodeVisitor):
    """Walks over statements, and hands their expressions on."""

    def __init__(self, scopes: Scopes) -> None:
        self._scopes = scopes
        self._expressions = Expressions(scopes)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Look into a function with its own names."""
        outer, self._expressions.scope = self._expressions.scope, self._scopes.of(node)
        for statement in node.body:
            self.visit(statement)
        self._expressions.scope = outer

    def visit_Assign(self, node: ast.Assign) -> None:
        """A name holds what is assigned to it."""
        for target in node.targets:
            self._expressions.store(target, node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """A name holds what is assigned to it."""
        if node.value is not None:
            self._expressions.store(node.target, node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """`x += y` is `x = x + y`."""
        target = self._expressions.of(node.target)
        self._expressions.arithmetic(node.op, target, self._expressions.of(node.value), node.target, node.value)

    def visit_For(self, node: ast.For) -> None:
        """The target of a loop is an item of what it goes over."""
        self._expressions.bind(node.target, self._expressions.items_of(node.iter))
        for statement in (*node.body, *node.orelse):
            self.visit(statement)

    def visit_Return(self, node: ast.Return) -> None:
        """What a function returns is what its calls give."""
        if node.value is not None:
            self._expressions.scope.returned.join(self._expressions.of(node.value))

    def visit_Match(self, node: ast.Match) -> None:
        """The literals of cases are compared with the subject."""
        subject = self._expressions.of(node.subject)
        for case in node.cases:
            for part in ast.walk(case.pattern):
                if isinstance(part, ast.MatchValue) and isinstance(part.value, ast.Constant):
                    subject.compare(part.value.value)
            if case.guard is not None:
                self._expressions.of(case.guard)
            for statement in case.body:
                self.visit(statement)

    def generic_visit(self, node: ast.AST) -> None:
        """Look at the expressions of any other statement."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self._expressions.of(child)
            else:
                self.visit(child)
