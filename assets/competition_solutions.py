"""Competition problems: two solutions of each, reading standard input."""

from __future__ import annotations

from assets.component import Platform, Presentation, Produced, component
from resources.landing import is_landed
from resources.rows import program_row
from tracepile.sources.competition import competition_programs


@component(
    group="sources",
    description=(
        "Solutions of competition problems: programs that read standard input and print an answer.\n\n"
        "Every problem has two solutions by different methods, and a check runs them against each other. "
        "Inputs are drawn from the shard's key."
    ),
    tags={"domain": "competition"},
    presentation=Presentation(("source", "statement", "code")),
    engine=("resources.landing", "tracepile.sources.competition", "tracepile.sources.sourced", "tracepile.records"),
    settings=("competition_solutions", "competition_cases"),
)
def competition_solutions(shard: str, platform: Platform) -> Produced:
    """Draw the competition solutions of a shard and their inputs; a shard of landed rows has none."""
    if is_landed(shard):
        return Produced([])
    settings = platform.settings
    programs = competition_programs(shard, settings.competition_solutions, cases=settings.competition_cases)
    return Produced([program_row(sourced) for sourced in programs])
