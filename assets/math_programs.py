"""Math word problems: a statement in words and the program that solves it."""

from __future__ import annotations

from assets.component import Platform, Presentation, Produced, component
from resources.landing import is_landed
from resources.rows import program_row
from tracepile.sources.math import math_programs as compose_math_programs


@component(
    group="sources",
    description=(
        "Math word problems and the programs that solve them, composed from the shard's key.\n\n"
        "Each row is a program: a `solution()` whose quantities stand in the statement. The expected answer was "
        "computed a second way, so that a wrong program is found when it runs."
    ),
    tags={"domain": "math"},
    presentation=Presentation(("source", "statement", "code")),
    engine=("resources.landing", "tracepile.sources.math", "tracepile.sources.sourced", "tracepile.records"),
    settings=("math_programs",),
)
def math_programs(shard: str, platform: Platform) -> Produced:
    """Compose the math programs of a shard; a shard of landed rows has none."""
    if is_landed(shard):
        return Produced([])
    programs = compose_math_programs(shard, platform.settings.math_programs)
    return Produced([program_row(sourced) for sourced in programs])
