"""Friends whose collections are told by comparison with each other's."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem
from tracepile.sources.math.relations import World, relate
from tracepile.sources.math.wording import people

_THINGS = ("stamps", "coins", "postcards", "fossils", "comics", "badges", "marbles", "records")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw the collections of some friends and a question about them."""
    things = rng.choice(_THINGS)
    world = World(
        names=tuple(person.name for person in people(rng, 12)),
        unit=things,
        have="has",
        all_have="they have",
        every="friends",
        value=f"Each of the {things} is worth ${{}}.",
        distractors=("They have been friends for {} years.", "Their club meets on Fridays."),
    )
    return relate(rng, difficulty, world)
