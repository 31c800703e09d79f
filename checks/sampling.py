"""Which rows of a shard a check examines: drawn from the shard's key, so that a rerun examines the same."""

from __future__ import annotations

import random
from collections.abc import Sequence


def draw[Item](items: Sequence[Item], count: int, *, seed: str) -> list[Item]:
    """Draw up to `count` items, in their order; all of them when there are no more."""
    if len(items) <= count:
        return list(items)
    chosen = sorted(random.Random(seed).sample(range(len(items)), count))
    return [items[index] for index in chosen]
