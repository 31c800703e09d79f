"""What a use of the common builtins and methods says about the kinds of values: the evidence table."""

from __future__ import annotations

from typing import NamedTuple

from tracepile.inputs.places import LIKELY, SURE, WEAK, Kind

type Votes = tuple[tuple[Kind, float], ...]


class Builtin(NamedTuple):
    """What a builtin takes, and what it gives."""

    takes: Votes
    gives: Kind


class Method(NamedTuple):
    """Of what kinds a method is, and what it says further.

    Attributes:
        of: votes for the kind of the object.
        gives: the kind of the result, `item`, `self`, or None where nothing is known.
        feature: what it asks of a text.
        item: which argument is an item of the object.
        key: whether the first argument is a key of the object.
    """

    of: Votes
    gives: str | None = None
    feature: str = ""
    item: int | None = None
    key: bool = False


_NUMBER: Votes = ((Kind.INT, LIKELY), (Kind.FLOAT, WEAK))

BUILTIN_FACTS: dict[str, Builtin] = {
    "abs": Builtin(_NUMBER, Kind.INT),
    "bin": Builtin(((Kind.INT, SURE),), Kind.STR),
    "bool": Builtin((), Kind.BOOL),
    "chr": Builtin(((Kind.INT, SURE),), Kind.STR),
    "divmod": Builtin(_NUMBER, Kind.TUPLE),
    "float": Builtin(((Kind.FLOAT, WEAK), (Kind.INT, WEAK / 2)), Kind.FLOAT),
    "hex": Builtin(((Kind.INT, SURE),), Kind.STR),
    "int": Builtin(((Kind.INT, WEAK), (Kind.STR, WEAK / 2)), Kind.INT),
    "isqrt": Builtin(_NUMBER, Kind.INT),
    "gcd": Builtin(_NUMBER, Kind.INT),
    "oct": Builtin(((Kind.INT, SURE),), Kind.STR),
    "ord": Builtin(((Kind.STR, SURE),), Kind.INT),
    "pow": Builtin(_NUMBER, Kind.INT),
    "range": Builtin(((Kind.INT, SURE),), Kind.LIST),
    "repr": Builtin(((Kind.INT, WEAK / 2),), Kind.STR),
    "round": Builtin(((Kind.FLOAT, LIKELY), (Kind.INT, WEAK)), Kind.FLOAT),
    "sqrt": Builtin(_NUMBER, Kind.FLOAT),
    "str": Builtin(((Kind.INT, WEAK),), Kind.STR),
}
"""Builtins, and functions often imported by their names, whose arguments are values and not containers."""

CONVERSIONS: dict[str, Kind] = {
    "int": Kind.INT,
    "float": Kind.FLOAT,
    "str": Kind.STR,
    "bool": Kind.BOOL,
    "ord": Kind.INT,
    "chr": Kind.STR,
    "bin": Kind.STR,
    "dict": Kind.DICT,
}
"""Calls that give a kind whatever they are given."""

SAME_ITEMS: dict[str, Kind] = {
    "sorted": Kind.LIST,
    "list": Kind.LIST,
    "tuple": Kind.TUPLE,
    "set": Kind.SET,
    "frozenset": Kind.SET,
    "reversed": Kind.LIST,
    "iter": Kind.LIST,
    "deque": Kind.LIST,
    "filter": Kind.LIST,
    "Counter": Kind.DICT,
    "accumulate": Kind.LIST,
    "cycle": Kind.LIST,
}
"""Calls that give a container of the items of the one they are given."""

ITERATED = frozenset({"sum", "fsum", "prod", "max", "min", "any", "all", "next", "heapify"})
"""Calls that go over the items of their argument."""

NUMERIC_MODULES = frozenset({"math", "cmath", "operator"})


def _text(gives: str | None, feature: str = "") -> Method:
    return Method(((Kind.STR, SURE),), gives, feature)


METHOD_FACTS: dict[str, Method] = {
    **dict.fromkeys(("isdigit", "isnumeric", "isdecimal"), _text("bool", "digits")),
    **dict.fromkeys(("isalpha", "isalnum"), _text("bool", "letters")),
    **dict.fromkeys(("isupper", "islower", "istitle"), _text("bool", "case")),
    **dict.fromkeys(("upper", "lower", "casefold", "swapcase"), _text("self", "case")),
    **dict.fromkeys(("title", "capitalize"), _text("self", "words")),
    "isspace": _text("bool", "words"),
    **dict.fromkeys(("strip", "lstrip", "rstrip", "replace", "zfill", "center", "ljust", "rjust"), _text("self")),
    **dict.fromkeys(("translate", "expandtabs", "removeprefix", "removesuffix"), _text("self")),
    **dict.fromkeys(("split", "rsplit", "partition", "rpartition", "splitlines"), _text("list")),
    **dict.fromkeys(("startswith", "endswith", "isidentifier", "isascii"), _text("bool")),
    **dict.fromkeys(("find", "rfind", "rindex"), _text("int")),
    **dict.fromkeys(("encode", "join", "format"), _text(None)),
    "count": Method(((Kind.LIST, WEAK), (Kind.STR, WEAK)), "int", item=0),
    "index": Method(((Kind.LIST, WEAK), (Kind.STR, WEAK)), "int", item=0),
    "append": Method(((Kind.LIST, SURE),), item=0),
    "appendleft": Method(((Kind.LIST, SURE),), item=0),
    "insert": Method(((Kind.LIST, SURE),), item=1),
    "extend": Method(((Kind.LIST, SURE),)),
    "sort": Method(((Kind.LIST, SURE),)),
    "reverse": Method(((Kind.LIST, SURE),)),
    "pop": Method(((Kind.LIST, LIKELY), (Kind.DICT, WEAK)), "item"),
    "popleft": Method(((Kind.LIST, SURE),), "item"),
    "remove": Method(((Kind.LIST, LIKELY), (Kind.SET, WEAK)), item=0),
    "copy": Method(((Kind.LIST, WEAK), (Kind.DICT, WEAK)), "self"),
    "add": Method(((Kind.SET, LIKELY),), item=0),
    "discard": Method(((Kind.SET, SURE),), item=0),
    **dict.fromkeys(
        ("union", "intersection", "difference", "symmetric_difference"), Method(((Kind.SET, SURE),), "self")
    ),
    **dict.fromkeys(("issubset", "issuperset", "isdisjoint"), Method(((Kind.SET, SURE),), "bool")),
    "get": Method(((Kind.DICT, SURE),), "item", key=True),
    "setdefault": Method(((Kind.DICT, SURE),), "item", key=True, item=1),
    **dict.fromkeys(("items", "keys", "values"), Method(((Kind.DICT, SURE),), "list")),
    "update": Method(((Kind.DICT, LIKELY), (Kind.SET, WEAK))),
    "is_integer": Method(((Kind.FLOAT, SURE),), "bool"),
    "bit_length": Method(((Kind.INT, SURE),), "int"),
}
"""Methods of the built-in types."""
