"""Random values that several families draw their arguments from."""

from __future__ import annotations

import random
from string import ascii_uppercase

WORDS = (
    "amber", "birch", "cedar", "delta", "ember", "fern", "grove", "hazel", "iris", "jade", "kelp", "lilac",
    "maple", "nectar", "olive", "pine", "quartz", "reed", "sage", "thorn", "umber", "violet", "willow", "yarrow",
)  # fmt: skip

type Node = int | str


def integers(rng: random.Random, length: int, low: int, high: int) -> list[int]:
    """Give `length` integers of `[low, high]`, repeats allowed."""
    return [rng.randint(low, high) for _ in range(length)]


def distinct_integers(rng: random.Random, length: int, low: int, high: int) -> list[int]:
    """Give `length` different integers of `[low, high]`, in random order."""
    return rng.sample(range(low, high + 1), length)


def words(rng: random.Random, length: int) -> list[str]:
    """Give `length` different short words, in random order."""
    return rng.sample(WORDS, length)


def text(rng: random.Random, length: int, alphabet: str) -> str:
    """Give a string of `length` characters of the alphabet."""
    return "".join(rng.choice(alphabet) for _ in range(length))


def nodes(rng: random.Random, count: int) -> list[Node]:
    """Give names for the nodes of a graph: letters from A, or numbers from 0 or 1."""
    style = rng.choice(("letters", "from zero", "from one"))
    if style == "letters":
        return list(ascii_uppercase[:count])
    first = 0 if style == "from zero" else 1
    return list(range(first, first + count))
