"""Classical algorithms: readable programs, with inputs drawn anew in every shard."""

from __future__ import annotations

from assets.component import Platform, Presentation, Produced, component
from resources.landing import is_landed
from resources.rows import program_row
from tracepile.sources.classical import classical_programs


@component(
    group="sources",
    description=(
        "Classical algorithms (sorting, searching, graphs, dynamic programming, strings, number theory).\n\n"
        "The programs are the same in every shard; their inputs, in `cases`, are drawn from the shard's key."
    ),
    tags={"domain": "classical"},
    presentation=Presentation(("source", "statement", "code")),
    engine=("resources.landing", "tracepile.sources.classical", "tracepile.sources.sourced", "tracepile.records"),
    settings=("classical_algorithms", "classical_cases"),
)
def classical_algorithms(shard: str, platform: Platform) -> Produced:
    """Draw the classical algorithms of a shard and their inputs; a shard of landed rows has none."""
    if is_landed(shard):
        return Produced([])
    settings = platform.settings
    programs = classical_programs(shard, settings.classical_algorithms, cases=settings.classical_cases)
    return Produced([program_row(sourced) for sourced in programs])
