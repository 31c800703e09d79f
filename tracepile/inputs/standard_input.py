"""Other standard inputs from a given one, in the same layout: counts agree with what they count."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import pairwise

from tracepile.inputs.mutation import mutated_input, mutated_value

_COUNT = re.compile(r"\d+")
_INTEGER = re.compile(r"(?<![\w.])-?\d+(?![\w.])")
_LARGEST_COUNT = 12


def varied_input(text: str, rng: random.Random) -> str | None:
    """Give another input of the same layout; None where there is nothing to vary.

    A number changes a little; words lose, gain or exchange letters; the values of a line are put into another order
    or made equal; and where a number counts the values of the next line, or the lines that follow, one of these is
    dropped or repeated and the count follows. Zero and negative numbers appear only where the given input has such:
    most layouts number things from 1.
    """
    ways = list(_WAYS)
    while ways:
        way = ways.pop(rng.randrange(len(ways)))
        varied = way(text, rng)
        if varied is not None and varied != text and _least(varied) >= min(1, _least(text)):
            return varied
    return None


def _least(text: str) -> int:
    return min(map(int, _INTEGER.findall(text)), default=1)


def _other_word(text: str, rng: random.Random) -> str | None:
    words = [match for match in re.finditer(r"\S+", text) if not re.fullmatch(r"[+-]?[\d.]+", match.group())]
    if not words:
        return None
    match = rng.choice(words)
    word = match.group()
    if str(len(word)) in text[: match.start()].split():  # its length is said before: letters may only change places
        letters = list(word)
        rng.shuffle(letters)
        changed = "".join(letters)
    else:
        changed = mutated_value(word, rng)
    return f"{text[: match.start()]}{changed}{text[match.end() :]}" if changed else None


def _other_order(text: str, rng: random.Random) -> str | None:
    lines = text.split("\n")
    several = [number for number, line in enumerate(lines) if number and len(set(line.split())) > 1]
    if not several:
        return None
    chosen = rng.choice(several)
    values = lines[chosen].split()
    match rng.randrange(4):
        case 0:
            values.sort(key=_order)
        case 1:
            values.sort(key=_order, reverse=True)
        case 2:
            values = [rng.choice(values)] * len(values)
        case _:
            rng.shuffle(values)
    lines[chosen] = " ".join(values)
    return "\n".join(lines)


def _other_values(text: str, rng: random.Random) -> str | None:
    """Drop or repeat one value of a line whose number of values is said on the line before."""
    lines = text.split("\n")
    counted = [
        (number, at)
        for number, (line, following) in enumerate(pairwise(lines))
        for at, token in enumerate(line.split())
        if _COUNT.fullmatch(token) and 0 < int(token) == len(following.split())
        if int(token) == 1 or int(token) != len(text.rstrip("\n").split("\n")) - number - 1
    ]
    if not counted:
        return None
    number, at = rng.choice(counted)
    head, values = lines[number].split(), lines[number + 1].split()
    if not _drop_or_repeat(values, rng):
        return None
    head[at] = str(len(values))
    lines[number], lines[number + 1] = " ".join(head), " ".join(values)
    return "\n".join(lines)


def _other_lines(text: str, rng: random.Random) -> str | None:
    """Drop or repeat one of the last lines, where the number of these is said on the line before them."""
    lines = text.rstrip("\n").split("\n")
    counted = [
        (number, at)
        for number, line in enumerate(lines)
        for at, token in enumerate(line.split())
        if _COUNT.fullmatch(token) and 0 < int(token) == len(lines) - number - 1
    ]
    if not counted:
        return None
    number, at = counted[0]
    head, rest = lines[number].split(), lines[number + 1 :]
    if not _drop_or_repeat(rest, rng):
        return None
    head[at] = str(len(rest))
    return "\n".join([*lines[:number], " ".join(head), *rest]) + ("\n" if text.endswith("\n") else "")


def _drop_or_repeat(values: list[str], rng: random.Random) -> bool:
    at = rng.randrange(len(values))
    if len(values) > 1 and (len(values) >= _LARGEST_COUNT or rng.random() < 0.5):
        del values[at]
    elif len(values) < _LARGEST_COUNT:
        values.insert(rng.randrange(len(values) + 1), values[at])
    else:
        return False
    return True


def _order(token: str) -> tuple[int, float, str]:
    try:
        return (0, float(token), token)
    except ValueError:
        return (1, 0.0, token)


_WAYS: tuple[Callable[[str, random.Random], str | None], ...] = (
    mutated_input,
    mutated_input,
    _other_word,
    _other_order,
    _other_values,
    _other_lines,
)
