"""English for word problems: people, plurals, money, lists and clock times."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

_SHE = ("Maya", "Priya", "Elena", "Grace", "Amara", "Sofia", "Hannah", "Leila", "Ingrid", "Mei", "Rosa", "Nadia")
_HE = ("Omar", "Daniel", "Kenji", "Lucas", "Ravi", "Tomas", "Samuel", "Mateo", "Viktor", "Felix", "Jamal", "Henrik")


@dataclass(frozen=True, slots=True)
class Person:
    """A character of a story with the pronouns that refer to them."""

    name: str
    they: str
    their: str

    @property
    def They(self) -> str:
        """The subject pronoun with a capital letter."""
        return self.they.capitalize()


def people(rng: random.Random, number: int) -> list[Person]:
    """Draw `number` people with distinct names."""
    everyone = [Person(name, "she", "her") for name in _SHE] + [Person(name, "he", "his") for name in _HE]
    return rng.sample(everyone, number)


@dataclass(frozen=True, slots=True)
class Noun:
    """A countable noun in both numbers."""

    singular: str
    plural: str

    def of(self, number: int) -> str:
        """Give the form that agrees with `number`."""
        return self.singular if number == 1 else self.plural


def noun(singular: str, plural: str = "") -> Noun:
    """Give a noun whose plural, unless told, is regular."""
    return Noun(singular, plural or f"{singular}s")


def digits(number: int) -> str:
    """Write a number in digits, with commas from 10,000 on."""
    return f"{number:,}" if abs(number) >= 10_000 else str(number)


def counted(number: int, what: Noun) -> str:
    """Write a number with its noun: `1 apple`, `12 apples`."""
    return f"{digits(number)} {what.of(number)}"


def dollars(cents: int) -> str:
    """Write an amount of cents as dollars: `$12`, `$3.50`, `$12,400`."""
    whole, part = divmod(cents, 100)
    return f"${digits(whole)}.{part:02d}" if part else f"${digits(whole)}"


def listed(parts: Sequence[str], conjunction: str = "and") -> str:
    """Join parts in a sentence: `a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"


def ordinal(number: int) -> str:
    """Write an ordinal in digits: `1st`, `22nd`, `13th`."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def sentence(text: str) -> str:
    """Start a text with a capital letter."""
    return text[:1].upper() + text[1:]


def money(amount: Fraction) -> float:
    """Round an exact amount of dollars to whole cents, halves up."""
    return float(Fraction(int(amount * 100 + Fraction(1, 2)), 100))


def paragraph(*sentences: str) -> str:
    """Set sentences one after another, leaving empty ones out."""
    return " ".join(sentence(text) for text in sentences if text)


def with_pronouns(rng: random.Random, who: Person | None, told: list[str]) -> list[str]:
    """Say `she` or `he` where a sentence goes on about the person whom the sentence before began with."""
    if who is None:
        return told
    spoken = told[:1]
    for before, text in pairwise(told):
        goes_on = before.startswith(f"{who.name} ") and text.startswith(f"{who.name} ")
        spoken.append(who.They + text.removeprefix(who.name) if goes_on and rng.random() < 0.7 else text)
    return spoken
