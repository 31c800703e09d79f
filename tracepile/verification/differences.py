"""Whether what is told of a variable accounts for all that changed in it, part by part."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tracepile.verification.rendered import parsed, same_tree

_Step = tuple[str, ast.expr | str]


def untold_part(name: str, before: str | None, after: str | None, told: Iterable[str]) -> str | None:
    """Give a part of a variable that changed and is not told, as a path; None where all of it is told.

    Args:
        name: the variable.
        before: its rendered value before, None where there was none.
        after: its rendered value after, None where there is none.
        told: the paths that are told; each accounts for itself and all that is in it.
    """
    steps = [found for path in told if (found := _steps(parsed(path), name)) is not None]
    if [] in steps:
        return None
    if before is None or after is None:
        return name
    try:
        return _untold(name, parsed(before), parsed(after), steps)
    except ValueError:
        return name


def covers(told: Iterable[str], part: str) -> bool:
    """Whether one of the told paths is that of a part, or of something that holds the part."""
    wanted = _way(parsed(part))
    ways = (_way(parsed(path)) for path in told)
    return any(way == wanted[: len(way)] for way in ways)


def _way(path: ast.expr) -> list[str]:
    """The steps of a path from its variable on, as text."""
    match path:
        case ast.Attribute(value=owner, attr=attr):
            return [*_way(owner), f".{attr}"]
        case ast.Subscript(value=owner, slice=index):
            return [*_way(owner), f"[{ast.unparse(index)}]"]
    return [ast.unparse(path)]


def _steps(path: ast.expr, name: str) -> list[_Step] | None:
    """The way from a variable to a part of it; None for a part of another variable."""
    found: list[_Step] = []
    while True:
        match path:
            case ast.Name(id=root):
                return found[::-1] if root == name else None
            case ast.Attribute(value=owner, attr=attr):
                found.append(("field", attr))
                path = owner
            case ast.Subscript(value=owner, slice=index):
                found.append(("item", index))
                path = owner
            case _:
                return None


def _untold(path: str, before: ast.expr, after: ast.expr, told: list[list[_Step]]) -> str | None:
    if [] in told:
        return None
    if same_tree(before, after):
        return None
    if type(before) is not type(after) or not told:
        return path
    match before, after:
        case ast.List(elts=old), ast.List(elts=new):
            return _untold_items(path, old, new, told)
        case ast.Tuple(elts=old), ast.Tuple(elts=new):
            return _untold_items(path, old, new, told)
        case ast.Dict(), ast.Dict():
            return _untold_entries(path, before, after, told)
        case ast.Call(), ast.Call():
            return _untold_fields(path, before, after, told)
    return path


def _untold_items(path: str, old: list[ast.expr], new: list[ast.expr], told: list[list[_Step]]) -> str | None:
    for position in range(max(len(old), len(new))):
        places = {str(position), *([str(position - len(new))] if position < len(new) else [])}
        deeper = [way[1:] for way in told if way[0][0] == "item" and _text(way[0][1]) in places]
        here = f"{path}[{position}]"
        if position < min(len(old), len(new)):
            if problem := _untold(here, old[position], new[position], deeper):
                return problem
        elif [] not in deeper:
            return here
    return None


def _untold_entries(path: str, old: ast.Dict, new: ast.Dict, told: list[list[_Step]]) -> str | None:
    was = {ast.unparse(key): value for key, value in zip(old.keys, old.values, strict=True) if key is not None}
    now = {ast.unparse(key): value for key, value in zip(new.keys, new.values, strict=True) if key is not None}
    for key in [*was, *(key for key in now if key not in was)]:
        deeper = [way[1:] for way in told if way[0][0] == "item" and _text(way[0][1]) == key]
        here = f"{path}[{key}]"
        if key in was and key in now:
            if problem := _untold(here, was[key], now[key], deeper):
                return problem
        elif [] not in deeper:
            return here
    return None


def _untold_fields(path: str, old: ast.Call, new: ast.Call, told: list[list[_Step]]) -> str | None:
    if not same_tree(old.func, new.func) or len(old.args) != len(new.args):
        return path
    if old.args:
        if not all(map(same_tree, old.args[:-1], new.args[:-1])):
            return path
        if problem := _untold(path, old.args[-1], new.args[-1], told):
            return problem
    was = {field.arg: field.value for field in old.keywords}
    now = {field.arg: field.value for field in new.keywords}
    for name in [*was, *(name for name in now if name not in was)]:
        deeper = [way[1:] for way in told if way[0] == ("field", name)]
        here = f"{path}.{name}"
        if name in was and name in now:
            if problem := _untold(here, was[name], now[name], deeper):
                return problem
        elif [] not in deeper:
            return here
    return None


def _text(index: ast.expr | str) -> str:
    return index if isinstance(index, str) else ast.unparse(index)
