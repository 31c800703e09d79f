"""Texts to call functions with: words and sentences, and whatever characters the program looks for."""

from __future__ import annotations

import random

from tracepile.inputs.shapes import Shape

_WORDS = tuple(
    "level banana python apple noon hello tree river stone radar lemon garden kayak paper orange cat dog sun book"
    " cloud green little world train window letter coffee summer".split()
)
_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_LONGEST_ALIKE = 12
_VOWELS = frozenset("aeiouAEIOU")
_MIXED = ("Hello World", "aB3 xY", "Python 3.12", "a1b2c3", "Room 101", "ABC abc", "Is it 5 o'clock?", "x9-y8", "OK!")


def ordinary_text(shape: Shape, rng: random.Random, *, short: bool) -> str:
    """Draw a text that has what the program asks for, of a length that it compares with if there is one.

    Args:
        shape: a shape of kind `str`.
        rng: where chance comes from.
        short: whether it is one of several texts.
    """
    text = _any_text(shape, rng, short=short)
    if shape.lengths and rng.random() < 0.4:
        length = rng.choice(shape.lengths)
        text = (text * (length // max(1, len(text)) + 1) if text else "a" * length)[:length]
    return text


def _any_text(shape: Shape, rng: random.Random, *, short: bool) -> str:
    recorded = [value for value in shape.samples if isinstance(value, str) and value]
    if recorded and (rng.random() < 0.6 or not any(char.isalpha() for text in recorded for char in text)):
        return _alike(recorded, rng)
    if shape.separators and rng.random() < 0.8:
        return _separated(shape, rng)
    numeric = "number" in shape.features
    characters, phrases = _looked_for(shape)
    drawn = rng.random()
    if characters and drawn < 0.7:
        return _of_characters(characters, shape, rng)
    if phrases and drawn < 0.5:
        return _around(rng.choice(phrases), rng)
    if numeric and drawn < 0.8:
        return _number(rng)
    if "words" in shape.features and not short:
        return _sentence(rng) if shape.piece is None else " ".join(_part(shape, rng) for _ in range(rng.randint(2, 5)))
    if shape.features & {"digits", "letters", "case"} and drawn < 0.6:
        return rng.choice(_MIXED)
    if short or drawn < 0.6:
        return rng.choice(_WORDS)
    return _sentence(rng) if drawn < 0.75 else _repeated(rng)


def edge_texts(shape: Shape, rng: random.Random) -> list[str]:
    """Give the texts at the edges: the empty one, one character, repetition, and what the program looks for."""
    characters, phrases = _looked_for(shape)
    found = [*phrases, *characters, *shape.separators, "", "a", "aa", "ab", "aba", "abcabc", "A", " ", "Zz9!", "é"]
    found += [_of_characters(characters, shape, rng) for _ in range(4 if characters else 0)]
    if "number" in shape.features:
        found = ["0", "7", "10", "121", "-5", "12345", *found]
    if shape.features & {"digits", "case", "letters"}:
        found += ["ABC", "abc", "123", "aB1", "Hello World"]
    if shape.features & {"words"} or shape.separators:
        found += [_sentence(rng), "one", "  two  words ", _separated(shape, rng)]
    return list(dict.fromkeys(found))


def _looked_for(shape: Shape) -> tuple[list[str], list[str]]:
    """Give the single characters, and the longer texts, that the program compares with."""
    texts = [value for value in shape.constants if isinstance(value, str) and value]
    return [text for text in texts if len(text) == 1], [text for text in texts if len(text) > 1]


def _of_characters(characters: list[str], shape: Shape, rng: random.Random) -> str:
    opening = [char for char in characters if char in _PAIRS]
    if opening:
        return _brackets(opening, rng)
    if set(characters) <= {"0", "1"}:
        return "".join(rng.choice("01") for _ in range(rng.randint(3, 8)))
    if set(characters) <= _VOWELS:
        return rng.choice((*_WORDS, "Education", "queue", "rhythm", "Hello World"))
    letters = [char for char in characters if char.isalpha()]
    if len(letters) == len(characters):
        return "".join(rng.choice(letters) for _ in range(rng.randint(3, 7)))
    if "number" in shape.features or "digits" in shape.features:
        signs = [char for char in characters if not char.isalnum() and not char.isspace()] or ["+"]
        parts = [str(rng.randint(1, 20)) for _ in range(rng.randint(2, 4))]
        gap = rng.choice(("", " "))
        return parts[0] + "".join(f"{gap}{rng.choice(signs)}{gap}{part}" for part in parts[1:])
    filling = [*characters, *characters, *rng.sample("abcxyz", 3)]
    return "".join(rng.choice(filling) for _ in range(rng.randint(3, 9)))


def _brackets(opening: list[str], rng: random.Random) -> str:
    """Draw brackets, half of the time closed as they should be."""
    text: list[str] = []
    closing: list[str] = []
    for _ in range(rng.randint(1, 4)):
        if closing and rng.random() < 0.4:
            text.append(closing.pop())
        char = rng.choice(opening)
        text.append(char)
        closing.append(_PAIRS[char])
    text += closing[::-1]
    if rng.random() < 0.5:
        at = rng.randrange(len(text))
        match rng.randrange(3):
            case 0:
                del text[at]
            case 1:
                text.insert(at, _PAIRS[rng.choice(opening)])
            case _:
                text = text[::-1]
    return "".join(text)


def _separated(shape: Shape, rng: random.Random) -> str:
    separator = rng.choice(shape.separators) if shape.separators else " "
    count = rng.randint(2, 4)
    if "number" in shape.features or separator in (".", ":", "/"):
        return separator.join(str(rng.randint(1, 30)) for _ in range(count))
    return separator.join(_part(shape, rng) for _ in range(count))


def _part(shape: Shape, rng: random.Random) -> str:
    """Draw one part of a text that is split, mostly such as the program looks for."""
    part = shape.piece
    if part is None or not (part.constants or part.features) or rng.random() < 0.25:
        return rng.choice(_WORDS)
    if "number" in part.features:
        return str(rng.randint(1, 30))
    if "digits" in part.features and rng.random() < 0.4:
        return _number(rng)
    return ordinary_text(part, rng, short=True).replace(" ", "") or rng.choice(_WORDS)


def _alike(recorded: list[str], rng: random.Random) -> str:
    """Draw a text of the words of recorded ones, or of their characters where they are of one word."""
    words = [word for text in recorded for word in text.split()]
    if len(words) > len(recorded):
        gap = next((gap for gap in (", ", ",") if any(gap in text for text in recorded)), " ")
        return gap.join(rng.choice(words).strip(",") for _ in range(rng.randint(2, 5)))
    pool = sorted({char for text in recorded for char in text})
    length = min(max(1, len(rng.choice(recorded)) + rng.choice((-1, 0, 1))), _LONGEST_ALIKE)
    if all(char in "()[]{}<>" for char in pool):
        return _brackets([char for char in pool if char in _PAIRS] or ["("], rng)
    return "".join(rng.choice(pool) for _ in range(length))


def _around(phrase: str, rng: random.Random) -> str:
    return rng.choice((phrase, f"{phrase}{rng.choice(_WORDS)}", f"{rng.choice(_WORDS)}{phrase}", f"{phrase} {phrase}"))


def _number(rng: random.Random) -> str:
    return str(rng.choice((rng.randint(0, 9), rng.randint(10, 99), rng.randint(100, 9_999), 121, 1_000)))


def _sentence(rng: random.Random) -> str:
    words = [rng.choice(_WORDS) for _ in range(rng.randint(2, 4))]
    if rng.random() < 0.4:
        words[0] = words[0].capitalize()
    return " ".join(words)


def _repeated(rng: random.Random) -> str:
    letters = rng.sample("abcd", rng.randint(2, 3))
    return "".join(rng.choice(letters) for _ in range(rng.randint(4, 8)))
