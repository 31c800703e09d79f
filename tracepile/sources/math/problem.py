"""What a family of word problems gives: the story, the program that solves it, and the answer known twice."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

HARDEST = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """One word problem and the program that solves it.

    Attributes:
        statement: the problem in English; every quantity that the program assigns stands in it as digits.
        code: source of the program; its function `solution` takes nothing and gives the answer.
        answer: the answer, followed step by step while the story was drawn.
        check: the same answer by another route (exact fractions, a closed form or an enumeration), never from
            the text of the program.
        unit: what the answer counts or measures; empty where the answer has no unit.

    Raises:
        ValueError: `answer` and `check` differ in value or type, so the family that drew them is wrong.
    """

    statement: str
    code: str
    answer: Any
    check: Any
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse a problem whose two answers differ."""
        if type(self.answer) is not type(self.check) or self.answer != self.check:
            raise ValueError(
                f"the two routes to the answer disagree: {self.answer!r} and {self.check!r}; "
                f"correct the family that drew this problem:\n{self.statement}"
            )


Compose = Callable[[random.Random, int], Problem]


def at_difficulty(difficulty: int, sizes: Sequence[int]) -> int:
    """Give the size that belongs to a difficulty: `sizes[0]` for 1 up to `sizes[4]` for 5.

    Raises:
        ValueError: the difficulty is not in 1..5, or there are not five sizes.
    """
    if not 1 <= difficulty <= HARDEST or len(sizes) != HARDEST:
        raise ValueError(f"difficulty {difficulty} with {len(sizes)} sizes; give a difficulty in 1..5 and five sizes")
    return sizes[difficulty - 1]
