"""Further styles of algorithms that stand elsewhere: recursive, iterative, object-oriented, or with a generator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from tracepile.sources.classical import (
    backtracking,
    dynamic_programming,
    graphs,
    number_theory,
    searching,
    sorting,
    strings,
    structures,
    trees,
)
from tracepile.sources.classical.algorithm import Algorithm

_FAMILIES = (
    sorting,
    searching,
    graphs,
    dynamic_programming,
    strings,
    number_theory,
    structures,
    trees,
    backtracking,
)
_PARTNERS: Mapping[str, Algorithm] = {
    algorithm.name: algorithm for family in _FAMILIES for algorithm in family.ALGORITHMS
}
_RELATED = {"recursive": ("recursion",), "object-oriented": ("class",)}


class _Style(NamedTuple):
    """How an algorithm is written, and what that changes.

    Attributes:
        partner: name of the algorithm with the same task and inputs.
        technique: the style.
        sentence: what the statement says about the style.
        complexity: where the style costs more.
        source: where the style is another algorithm.
    """

    partner: str
    technique: str
    sentence: str
    complexity: str | None = None
    source: str | None = None


_STYLES = (
    _Style("merge_sort", "iterative", "Merge neighbouring runs of length 1, 2, 4 and so on, without recursion."),
    _Style("quick_sort", "iterative", "Keep the ranges that are still to be sorted on a stack, without recursion."),
    _Style("insertion_sort", "recursive", "Sort all but the last by recursion, and let the last sink by recursion."),
    _Style("selection_sort", "recursive", "Put the smallest first, and sort what is behind it by recursion."),
    _Style("binary_search", "recursive", "Search the half that may hold the target by recursion."),
    _Style("lower_bound", "iterative", "Move the two ends of the range in a loop, without recursion."),
    _Style("quickselect", "iterative", "Go on with the part that holds the rank in a loop, without recursion."),
    _Style("gcd", "recursive", "Reduce the pair by recursion."),
    _Style("extended_gcd", "iterative", "Carry the coefficients along in a loop, without recursion."),
    _Style("modular_power", "recursive", "Square the power with half the exponent, found by recursion."),
    _Style("convert_base", "recursive", "Write the quotient by recursion, then the last digit."),
    _Style("collatz", "generator", "A generator yields the numbers one by one."),
    _Style(
        "collatz",
        "recursive",
        "Put each number before the sequence of the next, found by recursion.",
        complexity="O(k^2) for a sequence of k numbers, since each call copies the rest",
    ),
    _Style("sieve_of_eratosthenes", "generator", "A generator yields the primes one by one."),
    _Style("fibonacci", "recursive", "Compute elements by recursion, each one once."),
    _Style("prime_factors", "recursive", "Split off one factor or go on to the next divisor in each call."),
    _Style("depth_first_order", "iterative", "Keep the nodes that are still to be visited on a stack."),
    _Style("depth_first_order", "generator", "A generator with a stack of iterators yields the nodes one by one."),
    _Style(
        "has_cycle",
        "iterative",
        "Remove nodes without incoming arcs until none is left.",
        source="Kahn, Topological Sorting of Large Networks, Communications of the ACM 5(11), 1962",
    ),
    _Style("is_bipartite", "recursive", "Colour the neighbours of each node by recursion."),
    _Style("tower_of_hanoi", "iterative", "Keep the towers that are still to be moved on a stack, without recursion."),
    _Style("power_set", "recursive", "Extend the subsets of all but the last item, found by recursion."),
    _Style("permutations", "generator", "A recursive generator yields the orders one by one."),
    _Style("combinations", "iterative", "Advance a list of chosen positions like an odometer, without recursion."),
    _Style(
        "knapsack",
        "recursive",
        "Try each item in and out of the knapsack by recursion.",
        complexity="O(2^n) for n items",
    ),
    _Style(
        "is_palindrome",
        "recursive",
        "Compare the outer letters, and the inner ones by recursion.",
        complexity="O(n^2) for n characters, since each call copies the inner ones",
    ),
    _Style("run_length_encoding", "generator", "A generator yields the runs one by one."),
    _Style("balanced_brackets", "object-oriented", "An object keeps the open brackets and judges each bracket."),
    _Style("level_order", "recursive", "Walk the tree by recursion, and file each key under its depth."),
)

PARTNER_OF: Mapping[str, str] = MappingProxyType(
    {f"{style.partner}_{style.technique.replace('-', '_')}": style.partner for style in _STYLES}
)
"""The algorithm of the same task and the same inputs, for each name of `ALGORITHMS`."""


def _restyled(style: _Style) -> Algorithm:
    partner = _PARTNERS[style.partner]
    return replace(
        partner,
        name=f"{style.partner}_{style.technique.replace('-', '_')}",
        statement=f"{partner.statement} {style.sentence}",
        complexity=style.complexity or partner.complexity,
        source=style.source or partner.source,
        techniques=(
            style.technique,
            *_RELATED.get(style.technique, ()),
            *(("exception",) if "exception" in partner.techniques else ()),
        ),
    )


ALGORITHMS = tuple(_restyled(style) for style in _STYLES)
