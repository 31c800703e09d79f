"""Fresh inputs from given ones: change a literal argument, or a number on standard input, a little."""

from __future__ import annotations

import ast
import random
import re
from typing import Any

from tracepile.records import Case

# Half as much again of anything larger may overflow; a NaN is not below it either.
_HUGE = 1e300

_INTEGER = re.compile(r"(?<![\w.+-])-?\d+(?![\w.])")


def mutated_case(case: Case, rng: random.Random) -> Case | None:
    """Give a case like the given one with another input and nothing expected; None where none can be made."""
    if case.call is not None:
        call = mutated_call(case.call, rng)
        return None if call is None else Case(case.program_id, call=call)
    stdin = mutated_input(case.stdin or "", rng)
    return None if stdin is None else Case(case.program_id, stdin=stdin)


def mutated_call(call: str, rng: random.Random) -> str | None:
    """Change one argument of `function(literal, ...)`, keeping its type; None where there is none to change."""
    try:
        tree = ast.parse(call, mode="eval").body
        if not isinstance(tree, ast.Call):
            return None
        positional = [ast.literal_eval(argument) for argument in tree.args]
        named = [(keyword.arg, ast.literal_eval(keyword.value)) for keyword in tree.keywords]
    except (SyntaxError, ValueError):
        return None
    total = len(positional) + len(named)
    if total == 0:
        return None
    chosen = rng.randrange(total)
    if chosen < len(positional):
        positional[chosen] = mutated_value(positional[chosen], rng)
    else:
        name, value = named[chosen - len(positional)]
        named[chosen - len(positional)] = (name, mutated_value(value, rng))
    arguments = [_literal(value) for value in positional] + [f"{name}={_literal(value)}" for name, value in named]
    text = f"{ast.unparse(tree.func)}({', '.join(arguments)})"
    return None if text == call else text


def mutated_value(value: Any, rng: random.Random) -> Any:
    """Give a value of the same type, near the given one; None, and what has no near value, stays."""
    match value:
        case bool():
            return not value
        case int():
            return _other_integer(value, rng)
        case float():
            return round(value * rng.uniform(0.5, 1.5), 6) if abs(value) < _HUGE else value
        case str():
            return _other_sequence(value, rng)
        case bytes():
            return _other_sequence(value, rng)
        case list() | tuple():
            return type(value)(_other_items(list(value), rng))
        case dict():
            return dict(_other_items(list(value.items()), rng, keys_stay=True))
        case set() | frozenset():
            ordered = sorted(value, key=lambda item: (type(item).__name__, repr(item)))
            return type(value)(_other_items(ordered, rng)) or value
        case _:
            return value


def mutated_input(text: str, rng: random.Random) -> str | None:
    """Change one integer of a text, in its second half of lines where it has several; None if it has none.

    The first line mostly says how much follows; a changed count gives an input that no solution reads.
    """
    found = list(_INTEGER.finditer(text))
    first_line = text.partition("\n")[0]
    later = [match for match in found if match.start() > len(first_line)]
    if not found:
        return None
    match = rng.choice(later or found)
    return f"{text[: match.start()]}{_other_integer(int(match.group()), rng)}{text[match.end() :]}"


def _other_integer(value: int, rng: random.Random) -> int:
    drawn = rng.choice((value + 1, value - 1, value + 2, value - 2, value + rng.randint(3, 10), value // 2, 1))
    return max(drawn, 0) if value >= 0 else drawn


def _other_sequence[T: (str, bytes)](value: T, rng: random.Random) -> T:
    if not value:
        return value
    at, other = rng.randrange(len(value)), rng.randrange(len(value))
    changed: tuple[T, ...] = (
        value[:at] + value[at + 1 :],
        value[: at + 1] + value[at:],
        value[:at] + value[other : other + 1] + value[at + 1 :],
        value[::-1],
    )
    return rng.choice(changed)


def _other_items(items: list[Any], rng: random.Random, *, keys_stay: bool = False) -> list[Any]:
    if not items:
        return items
    changed, at = list(items), rng.randrange(len(items))
    match rng.choice(("change", "change", "remove", "repeat", "swap")):
        case "remove" if len(items) > 1:
            del changed[at]
        case "repeat" if not keys_stay:
            changed.insert(at, items[at])
        case "swap":
            other = rng.randrange(len(items))
            changed[at], changed[other] = changed[other], changed[at]
        case _ if keys_stay:
            key, value = items[at]
            changed[at] = (key, mutated_value(value, rng))
        case _:
            changed[at] = mutated_value(items[at], rng)
    return changed


def _literal(value: Any) -> str:
    """Give the source text of a value that came from a literal."""
    # An infinity is written as a literal that overflows, since `inf` is a name.
    return re.sub(r"\binf\b", "1e999", repr(value)) if isinstance(value, float) else repr(value)
