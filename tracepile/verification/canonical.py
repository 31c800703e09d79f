"""The one way to write a value or a reduced expression, so that nothing else can be said between its characters."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from functools import lru_cache

from tracepile.execution.values import parse, render_value
from tracepile.verification.rendered import parsed, spelled_out

_SUSPICIOUS = re.compile(r"[#\n\r\f\t\\]")
_FREE_TEXT = (tokenize.COMMENT, tokenize.NL)


@lru_cache(maxsize=4096)
def is_canonical(text: str) -> bool:
    """Whether text that `parsed` can read is written as Python itself writes it: no comment, no other spelling."""
    if spelled_out(parsed(text)) == text:
        return True
    try:
        return render_value(parse(text)) == text
    except ValueError:
        return False


@lru_cache(maxsize=4096)
def is_bare_code(code: str) -> bool:
    """Whether code quoted from a program stands on one line and holds no comment; quoted text may span lines."""
    if not _SUSPICIOUS.search(code):
        return True
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):
        return False
    if any(token.type in _FREE_TEXT for token in tokens):
        return False
    lines = [token for token in tokens if token.type == tokenize.NEWLINE and token.string]
    joined = "".join(gap for gap in _gaps(code, tokens))
    return not lines and "\\" not in joined and "\n" not in joined


def _gaps(code: str, tokens: list[tokenize.TokenInfo]) -> list[str]:
    """Give what stands between the tokens."""
    starts = [0]
    for line in code.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found, end = [], 0
    for token in tokens:
        if token.type in (tokenize.ENDMARKER, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT):
            continue
        start = starts[token.start[0] - 1] + token.start[1]
        found.append(code[end:start])
        end = starts[token.end[0] - 1] + token.end[1]
    return [*found, code[end:]]


def is_canonical_path(path: str) -> bool:
    """Whether a path's indices are values in their canonical form; a tuple may keep its parentheses."""
    try:
        tree = parsed(path)
    except ValueError:
        return False
    return spelled_out(tree) == path or _with_parentheses(tree) == path


def _with_parentheses(node: ast.expr) -> str:
    match node:
        case ast.Attribute(value=owner, attr=name):
            return f"{_with_parentheses(owner)}.{name}"
        case ast.Subscript(value=owner, slice=ast.Tuple() as index):
            return f"{_with_parentheses(owner)}[{spelled_out(index)}]"
        case ast.Subscript(value=owner, slice=index):
            return f"{_with_parentheses(owner)}[{spelled_out(index)}]"
    return spelled_out(node)
