"""Farms whose harvests are told by comparison with each other's."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem
from tracepile.sources.math.relations import World, relate

_CROPS = ("potatoes", "pears", "beans", "pumpkins", "onions", "cherries")
_FARMS = (
    "Hill Farm", "Mill Farm", "Oak Farm", "Lake Farm", "Brook Farm", "Stone Farm", "Rose Farm", "North Farm",
    "South Farm", "Forest Farm", "Bridge Farm", "Valley Farm",
)  # fmt: skip


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw the harvests of some farms and a question about them."""
    crop = rng.choice(_CROPS)
    world = World(
        names=_FARMS,
        unit=f"sacks of {crop}",
        have="fills",
        all_have="the farms fill",
        every="farms",
        value=f"A sack of {crop} is worth ${{}}.",
        distractors=("It has not rained for {} days.", "{} people help with the harvest.", "The soil is good."),
    )
    return relate(rng, difficulty, world)
