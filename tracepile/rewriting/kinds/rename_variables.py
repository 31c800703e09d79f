"""Give every variable and parameter of the program another name."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator

from tracepile.rewriting.names import fresh_name, own_names, substitution, variable_nodes
from tracepile.rewriting.rewrite import Rewrite, Sites
from tracepile.rewriting.syntax import Source

# Names that stay true whatever the program is about: they only say how a variable is used.
_BY_ROLE: dict[str, tuple[str, ...]] = {
    "index": ("index", "position", "offset", "place"),
    "element": ("element", "entry", "member", "current_item"),
    "counter": ("counter", "tally", "number_seen"),
    "accumulator": ("accumulated", "running_value", "gathered"),
    "result": ("outcome", "answer_so_far", "final_value"),
    "parameter": ("given", "argument", "supplied", "provided"),
    "other": ("interim", "stored", "kept", "working_value", "current"),
}


def _sites(source: Source, rng: random.Random) -> Sites:
    candidates = own_names(source).variables
    ordered = list(dict.fromkeys(source.text(node) for node in variable_nodes(source)))
    names = [name for name in ordered if name in candidates]
    if not names:
        return
    style = rng.choice(("role", "letter", "numbered"))
    roles = _roles(source.module)
    new_names: dict[str, str] = {}
    for number, name in enumerate(names, start=1):
        if style == "role":
            pool = list(_BY_ROLE[roles.get(name, "other")])
            rng.shuffle(pool)
        elif style == "letter":
            pool = list("abcdefghjkmnpqrstuvwxyz")
            pool = [*pool[number - 1 :], *pool[: number - 1]]
        else:
            pool = [f"v{number}"]
        new_names[name] = fresh_name(pool, source, new_names.values())
    yield substitution(source, new_names)


def _roles(module: ast.Module) -> dict[str, str]:
    """Say how each name is used; the first use that tells wins."""
    roles: dict[str, str] = {}
    for name, role in _telling_uses(module):
        roles.setdefault(name, role)
    return roles


def _telling_uses(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(module):
        match node:
            case ast.arg(arg=name):
                yield name, "parameter"
            case ast.For(target=ast.Name(id=name), iter=ast.Call(func=ast.Name(id="range"))):
                yield name, "index"
            case ast.For(target=ast.Tuple(elts=[ast.Name(id=name), *_]), iter=ast.Call(func=ast.Name(id="enumerate"))):
                yield name, "index"
            case ast.For(target=ast.Name(id=name)) | ast.comprehension(target=ast.Name(id=name)):
                yield name, "element"
            case ast.AugAssign(target=ast.Name(id=name), value=ast.Constant()):
                yield name, "counter"
            case ast.AugAssign(target=ast.Name(id=name)):
                yield name, "accumulator"
            case ast.Return(value=ast.Name(id=name)):
                yield name, "result"
            case _:
                pass


REWRITE = Rewrite(
    name="rename_variables",
    description="Gives every variable and parameter another name: by role, a letter, or a number.",
    sites=_sites,
)
