"""All classical algorithms, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tracepile.sources.classical import (
    arithmetic,
    backtracking,
    bit_tricks,
    containers,
    dynamic_programming,
    flows,
    geometry,
    graph_structure,
    graphs,
    greedy,
    matrices,
    number_theory,
    optimal_plans,
    parsing,
    puzzles,
    range_queries,
    scheduling,
    searching,
    simulation,
    sorting,
    string_matching,
    strings,
    structures,
    styles,
    trees,
    weighted_graphs,
)
from tracepile.sources.classical.algorithm import Algorithm

_FAMILIES = (
    sorting,
    searching,
    graphs,
    graph_structure,
    weighted_graphs,
    flows,
    dynamic_programming,
    optimal_plans,
    strings,
    string_matching,
    number_theory,
    arithmetic,
    bit_tricks,
    structures,
    containers,
    range_queries,
    trees,
    greedy,
    scheduling,
    backtracking,
    puzzles,
    geometry,
    matrices,
    parsing,
    simulation,
    styles,
)

ALGORITHMS: Mapping[str, Algorithm] = MappingProxyType(
    {algorithm.name: algorithm for family in _FAMILIES for algorithm in family.ALGORITHMS}
)
