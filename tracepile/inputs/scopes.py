"""The names of a program: which function binds them, and which functions can be meant by a call."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from tracepile.inputs.places import Place


@dataclass(slots=True)
class Scope:
    """The places of one function's names; what it does not bind belongs to the scope around it."""

    parent: Scope | None
    owner: str = ""
    names: dict[str, Place] = field(default_factory=dict)
    returned: Place = field(default_factory=Place)

    def place(self, name: str) -> Place:
        """Give the place of a name as it is seen from here."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name].found()
            scope = scope.parent
        return self.names.setdefault(name, Place()).found()


@dataclass(frozen=True, slots=True)
class Known:
    """A function of the program: its parameters in order, without `self`, and where its results go."""

    parameters: tuple[str, ...]
    scope: Scope


class Scopes:
    """The scopes of a module's functions and methods.

    Attributes:
        functions: functions, methods and classes (for their constructors) by their bare names.
    """

    def __init__(self, tree: ast.Module) -> None:
        self.functions: dict[str, list[Known]] = {}
        self.module = Scope(None, names={name: Place() for name in _bound(tree)})
        self._scopes: dict[ast.AST, Scope] = {}
        self._declare(tree, self.module, "")

    def of(self, function: ast.AST) -> Scope:
        """Give the scope of a function; of anything else, that of the module."""
        return self._scopes.get(function, self.module)

    def _declare(self, node: ast.AST, scope: Scope, owner: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                inner = Scope(scope, owner)
                names = parameter_names(child.args)
                inner.names |= {name: Place() for name in names}
                for name in _bound(child):
                    inner.names.setdefault(name, Place())
                self._scopes[child] = inner
                method = bool(owner) and not _is_static(child)
                own = tuple(names[1:] if method else names)
                self.functions.setdefault(child.name, []).append(Known(own, inner))
                if child.name == "__init__" and owner:
                    self.functions.setdefault(owner, []).append(Known(own, inner))
                self._declare(child, inner, "")
            elif isinstance(child, ast.ClassDef):
                self._declare(child, scope, child.name)
            else:
                self._declare(child, scope, owner)


def parameter_names(arguments: ast.arguments) -> list[str]:
    """Give the names of a function's parameters in order, those for further arguments last."""
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return [each.arg for each in (*every, arguments.vararg, arguments.kwarg) if each is not None]


def _bound(function: ast.AST) -> list[str]:
    """Give the names that a function stores, without those of functions inside it."""
    names: list[str] = []
    waiting = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.append(node.id)
        waiting += ast.iter_child_nodes(node)
    return names


def _is_static(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(isinstance(each, ast.Name) and each.id == "staticmethod" for each in function.decorator_list)
