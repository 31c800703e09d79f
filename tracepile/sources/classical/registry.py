"""All classical algorithms, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tracepile.sources.classical import (
    backtracking,
    dynamic_programming,
    graphs,
    greedy,
    number_theory,
    searching,
    sorting,
    strings,
    structures,
    weighted_graphs,
)
from tracepile.sources.classical.algorithm import Algorithm

_FAMILIES = (
    sorting,
    searching,
    graphs,
    weighted_graphs,
    dynamic_programming,
    strings,
    number_theory,
    structures,
    greedy,
    backtracking,
)

ALGORITHMS: Mapping[str, Algorithm] = MappingProxyType(
    {algorithm.name: algorithm for family in _FAMILIES for algorithm in family.ALGORITHMS}
)
