"""What a competition problem is: its statement, two solutions of different methods, and its inputs."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

SOLUTIONS = ("solution", "alternative")
SIZES = range(1, 6)

_EXAMPLE = re.compile(r"Input:\n\n```\n(.*?)```\n\nOutput:\n\n```\n(.*?)```", re.DOTALL)

# A generator of a small size repeats itself, so distinct inputs need more draws than inputs.
_DRAWS_PER_INPUT = 20


class Example(NamedTuple):
    """An input of the statement and the output that the statement gives for it."""

    stdin: str
    stdout: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; the statement and the code of its solutions are files in `problems/<slug>/`.

    Attributes:
        slug: name of the folder.
        rating: difficulty on the scale of Codeforces, in steps of 100.
        topics: the field's tags, such as `greedy` or `two pointers`.
        generate: gives a valid input from a source of chance and a size in `SIZES`.
        constraints: whether a well-formed input obeys the statement; may raise ValueError or IndexError on others.
        edge_cases: valid inputs at the borders of the constraints that still run in a few hundred lines.
    """

    slug: str
    rating: int
    topics: tuple[str, ...]
    generate: Callable[[random.Random, int], str]
    constraints: Callable[[str], bool]
    edge_cases: tuple[str, ...]

    @property
    def statement(self) -> str:
        """The problem in words, as Markdown."""
        return _read(self.slug, "statement.md")

    @property
    def examples(self) -> tuple[Example, ...]:
        """The examples that the statement shows, in its order."""
        return tuple(Example(*pair) for pair in _EXAMPLE.findall(self.statement))

    @property
    def tags(self) -> tuple[str, ...]:
        """The topics, then the rating as `rating-<n>`."""
        return (*self.topics, f"rating-{self.rating}")

    def code(self, name: str) -> str:
        """Give the source of one of the two `SOLUTIONS`.

        Raises:
            ValueError: the name is not one of `SOLUTIONS`.
        """
        if name not in SOLUTIONS:
            raise ValueError(f"problem {self.slug!r} has no solution {name!r}; choose one of {', '.join(SOLUTIONS)}")
        return _read(self.slug, f"{name}.py")

    def accepts(self, stdin: str) -> bool:
        """Whether an input has the format and obeys the constraints of the statement."""
        try:
            return self.constraints(stdin)
        except (ValueError, IndexError):
            return False

    def inputs(self, rng: random.Random, count: int, *, exclude: frozenset[str] = frozenset()) -> Iterator[str]:
        """Give up to `count` distinct generated inputs that are not in `exclude`, over all sizes in turn.

        Fewer come only where the generator keeps repeating itself.
        """
        seen = set(exclude)
        start = rng.randrange(len(SIZES))
        given = 0
        for draw in range(count * _DRAWS_PER_INPUT):
            if given == count:
                return
            stdin = self.generate(rng, SIZES[(start + draw) % len(SIZES)])
            if stdin not in seen:
                seen.add(stdin)
                given += 1
                yield stdin


@cache
def _read(slug: str, name: str) -> str:
    return files(__package__).joinpath("problems", slug, name).read_text(encoding="utf-8")
