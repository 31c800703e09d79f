"""One classical algorithm: its program, its task in words, and the inputs it can be run on."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources

SIZES = (1, 2, 3, 4, 5)

type Arguments = tuple[object, ...]
"""Positional arguments of a call, every one of them writable as a Python literal."""


@dataclass(frozen=True, slots=True)
class Algorithm:
    """A classical algorithm whose program is the package's file `programs/<name>.py`.

    Attributes:
        name: unique among all algorithms, and the stem of the program's file.
        family: what kind of task it is, for instance `sorting`.
        statement: the task in words; it specifies the input and the output fully.
        source: the book or paper that describes the algorithm.
        complexity: time in the worst case unless it says otherwise, with what its letters stand for.
        draw: gives random arguments of a size in `SIZES`; a larger size makes a longer run.
        edges: arguments at the borders of the task: empty, single, impossible, refused.
        entry_point: the function that is called.
        techniques: what the program shows besides its task, for instance `recursion`.
    """

    name: str
    family: str
    statement: str
    source: str
    complexity: str
    draw: Callable[[random.Random, int], Arguments]
    edges: tuple[Arguments, ...]
    entry_point: str
    techniques: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Path of the program's file, relative to this package."""
        return f"programs/{self.name}.py"

    @property
    def code(self) -> str:
        """Text of the program's file."""
        package = resources.files("tracepile.sources.classical")
        return package.joinpath("programs", f"{self.name}.py").read_text(encoding="utf-8")

    @property
    def edge_cases(self) -> tuple[str, ...]:
        """Source text of one call for each of `edges`."""
        return tuple(self._call(arguments) for arguments in self.edges)

    def generate(self, rng: random.Random, size: int) -> str:
        """Give the source text of a call with random literal arguments.

        Raises:
            ValueError: the size is not one of `SIZES`.
        """
        if size not in SIZES:
            raise ValueError(f"size {size} of an input of {self.name} is not between {SIZES[0]} and {SIZES[-1]}")
        return self._call(self.draw(rng, size))

    def _call(self, arguments: Arguments) -> str:
        return f"{self.entry_point}({', '.join(map(repr, arguments))})"
