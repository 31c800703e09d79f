"""Courses of a school whose numbers of places are told by comparison with each other's."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem
from tracepile.sources.math.relations import World, relate

_COURSES = (
    "the chess course", "the choir", "the drama group", "the pottery class", "the chemistry club", "the dance class",
    "the history club", "the swimming course", "the orchestra", "the film club", "the robotics team", "the book club",
)  # fmt: skip


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw the places of some courses and a question about them."""
    world = World(
        names=_COURSES,
        unit=rng.choice(("places", "members", "students")),
        have="has",
        all_have="these groups have",
        every="groups",
        value="For each of them a fee of ${} is collected.",
        distractors=("The school is {} years old.", "The school has {} classrooms.", "Nobody is in two groups."),
    )
    return relate(rng, difficulty, world)
