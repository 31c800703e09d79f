"""What the text of a program declares of its parameters: annotations, defaults, docstrings, and conventional names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from tracepile.errors import InvalidCallError
from tracepile.execution._runner import Call, parse_call
from tracepile.inputs.places import ANNOTATION, DOCUMENTED, WEAK, Kind, Place

_SCALARS = {
    "int": Kind.INT,
    "float": Kind.FLOAT,
    "bool": Kind.BOOL,
    "str": Kind.STR,
    "None": Kind.NONE,
    "Number": Kind.INT,
    "number": Kind.INT,
    "integer": Kind.INT,
    "string": Kind.STR,
}
_COLLECTIONS = {
    "list": Kind.LIST,
    "array": Kind.LIST,
    "sequence": Kind.LIST,
    "mutablesequence": Kind.LIST,
    "iterable": Kind.LIST,
    "collection": Kind.LIST,
    "iterator": Kind.LIST,
    "deque": Kind.LIST,
    "set": Kind.SET,
    "frozenset": Kind.SET,
    "abstractset": Kind.SET,
}
_MAPPINGS = frozenset({"dict", "mapping", "mutablemapping", "defaultdict", "ordereddict", "counter"})


def vote_annotation(place: Place, node: ast.expr | None, weight: float = ANNOTATION) -> bool:
    """Vote for what an annotation says; give whether it says anything."""
    match node:
        case ast.Constant(value=None):
            place.vote(Kind.NONE, weight / 2)
            return True
        case ast.Constant(value=str(text)):
            try:
                return vote_annotation(place, ast.parse(text, mode="eval").body, weight)
            except SyntaxError:
                return False
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return _vote_name(place, name, weight)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            said = [vote_annotation(place, left, weight), vote_annotation(place, right, weight * 0.9)]
            return any(said)
        case ast.Subscript(value=ast.Attribute(attr=name) | ast.Name(id=name), slice=inner):
            return _vote_generic(place, name, inner, weight)
    return False


def _vote_name(place: Place, name: str, weight: float) -> bool:
    lowered = name.lower()
    if name in _SCALARS:
        place.vote(_SCALARS[name], weight)
    elif lowered in _COLLECTIONS:
        place.vote(_COLLECTIONS[lowered], weight)
    elif lowered in _MAPPINGS:
        place.vote(Kind.DICT, weight)
    elif lowered == "tuple":
        place.vote(Kind.TUPLE, weight)
    else:
        return False
    return True


def _vote_generic(place: Place, name: str, inner: ast.expr, weight: float) -> bool:
    lowered = name.lower()
    parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    if lowered in ("optional", "union", "final", "annotated"):
        if lowered == "optional":
            place.vote(Kind.NONE, weight / 2)
        chosen = parts[:1] if lowered == "annotated" else parts
        said = [vote_annotation(place, part, weight * 0.9**number) for number, part in enumerate(chosen)]
        return any(said)
    if lowered == "literal":
        for part in parts:
            if isinstance(part, ast.Constant):
                place.compare(part.value)
                place.show(part.value, weight)
        return True
    if not _vote_name(place, name, weight):
        return False
    if lowered in _MAPPINGS and parts:
        vote_annotation(place.key, parts[0], weight)
        if len(parts) > 1:
            vote_annotation(place.item, parts[1], weight)
    elif lowered == "tuple" and not (len(parts) == 2 and _is_ellipsis(parts[1])):
        for number, part in enumerate(parts):
            vote_annotation(place.field(number), part, weight)
    else:
        vote_annotation(place.item, parts[0], weight)
    return True


def _is_ellipsis(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...


_PHRASES: tuple[tuple[str, Kind], ...] = (
    (r"dict(ionary)?\b|mapping\b|hash ?map", Kind.DICT),
    (r"tuple\b|pair\b", Kind.TUPLE),
    (r"(list|array|sequence|iterable|collection|vector)s?\b", Kind.LIST),
    (r"set\b", Kind.SET),
    (r"bool(ean)?s?\b", Kind.BOOL),
    (r"(strings?|str|text|words?|char(acter)?s?|sentences?|names?|letters?)\b", Kind.STR),
    (r"(floats?|real|decimals?|double)\b", Kind.FLOAT),
    (r"(int(eger)?s?|numbers?|digits?|index|indices)\b", Kind.INT),
)
_NESTED = re.compile(r"(2-?d|two-?dimensional|matrix|grid|(list|array)s? of (lists?|arrays?))")


def vote_phrase(place: Place, phrase: str, weight: float = DOCUMENTED) -> bool:
    """Vote for what words such as `list of int` or `a sorted list of strings` say; give whether they say anything."""
    try:
        if vote_annotation(place, ast.parse(phrase.strip().removesuffix(", optional"), mode="eval").body, weight):
            return True
    except (SyntaxError, ValueError):
        pass
    lowered = phrase.lower()
    if re.search(r"\bsorted\b|(ascending|increasing|non-decreasing)( order)?\b", lowered):
        place.note("sorted")
    nested = _NESTED.search(lowered)
    if nested:
        place.vote(Kind.LIST, weight)
        place.item.vote(Kind.LIST, weight)
        place.note("rectangular")
        vote_phrase(place.item.item, lowered[nested.end() :], weight)
        return True
    found = [
        (match.start(), match.end(), kind) for text, kind in _PHRASES if (match := re.search(rf"\b({text})", lowered))
    ]
    if not found:
        return False
    _, end, kind = min(found)
    place.vote(kind, weight)
    if kind in (Kind.LIST, Kind.SET, Kind.TUPLE):
        inner = re.match(r"\W*(of|\[)\W*(.*)", lowered[end:])
        if inner:
            vote_phrase(place.item, inner.group(2), weight)
    return True


def documented_types(text: str, name: str) -> Iterator[str]:
    """Give the words in which a docstring states a parameter's type: `n (int): ...`, `:type n: int`, `n: list`."""
    quoted = rf"`?{re.escape(name)}`?"
    for pattern in (
        rf"^\s*[-*]?\s*{quoted}\s*\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)",
        rf":type\s+{quoted}\s*:\s*([^\n]+)",
        rf":param\s+([\w\[\], .]+)\s+{quoted}\s*:",
        rf"^\s*[-*]?\s*(?::param\s+)?{quoted}\s*[:-]\s+([^\n]+)",
        rf"@param\s+{quoted}\s*:?\s*([^\n]+)",
    ):
        yield from re.findall(pattern, text, re.MULTILINE)


def documented_calls(text: str, function: str) -> Iterator[Call]:
    """Give the calls of a function with literals that a text shows, such as `>>> gcd(48, 18)`, each once."""
    seen: set[str] = set()
    for match in re.finditer(rf"\b{re.escape(function)}\(", text):
        call = _balanced(text, match.start(), match.end())
        if call is None or call in seen:
            continue
        seen.add(call)
        try:
            yield parse_call(call)
        except InvalidCallError:
            continue


_LONGEST_CALL = 500


def _balanced(text: str, start: int, inside: int) -> str | None:
    """Give the text from `start` to the parenthesis that closes the one before `inside`, texts in quotes skipped."""
    depth, quote, position = 1, "", inside
    while position < min(len(text), start + _LONGEST_CALL):
        char = text[position]
        if quote:
            if char == "\\":
                position += 1
            elif char == quote:
                quote = ""
        elif char in "'\"":
            quote = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth == 0:
                return text[start : position + 1]
        position += 1
    return None


type _Convention = tuple[Kind, ...]

_INT: _Convention = (Kind.INT,)
_TEXT: _Convention = (Kind.STR,)
_NUMBERS: _Convention = (Kind.LIST, Kind.INT)
_CONVENTIONS: dict[str, _Convention] = (
    dict.fromkeys("n m k x y z i j a b c num number count size target limit year age amount width height".split(), _INT)
    | dict.fromkeys(
        "index idx start end low high left right step day month hour capacity total val value".split(), _INT
    )
    | dict.fromkeys("s t st string str text word sentence name pattern char ch letter message password".split(), _TEXT)
    | dict.fromkeys("txt line phrase key substring sub prefix suffix roman expression expr".split(), _TEXT)
    | dict.fromkeys("nums arr array list lst li l items values numbers data elements seq sequence".split(), _NUMBERS)
    | dict.fromkeys("prices heights weights costs scores coins digits array1 array2".split(), _NUMBERS)
    | dict.fromkeys("words strings strs names texts lines sentences".split(), (Kind.LIST, Kind.STR))
    | dict.fromkeys("matrix mat grid board image table".split(), (Kind.LIST, Kind.LIST, Kind.INT))
    | dict.fromkeys("intervals edges pairs points tuples".split(), (Kind.LIST, Kind.TUPLE))
    | dict.fromkeys("d dict dictionary dic mapping freq counts".split(), (Kind.DICT,))
    | dict.fromkeys("tup tuple tpl".split(), (Kind.TUPLE, Kind.INT))
    | dict.fromkeys("flag reverse is has strict".split(), (Kind.BOOL,))
    | dict.fromkeys("price rate weight radius temperature lat lon angle distance threshold".split(), (Kind.FLOAT,))
)


def vote_convention(place: Place, name: str) -> None:
    """Vote, weakly, for what a parameter of this name mostly is."""
    tokens = [token.rstrip("0123456789") for token in re.split(r"_+", name.lower())]
    for token in reversed([name.lower(), *tokens]):
        kinds = _CONVENTIONS.get(token)
        if kinds is not None:
            for depth, kind in enumerate(kinds):
                place.vote(kind, WEAK)
                if depth + 1 < len(kinds):
                    place = place.item
            return


def default_value(node: ast.expr | None) -> Any:
    """Give the value of a parameter's default; None where there is none, or no literal."""
    try:
        return None if node is None else ast.literal_eval(node)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
