"""Rewrites: the same programs in other words, each proven equivalent by running both."""

from __future__ import annotations

from assets.component import Platform, Presentation, Produced, component
from assets.reading import ORIGINALS, read_programs, together
from resources.stages.rewriting import Rewriting, rewrite

_COPIED = ("domain", "source", "origin", "licence", "language", "statement", "tags")


@component(
    group="execution",
    description=(
        "Programs rewritten so that they look different and do the same: renamed, reordered, restructured.\n\n"
        "A rewrite is kept only if it behaved as its original on every input tried, in the jail; `inputs`, "
        "`fresh_inputs` and `agreed` are the evidence. What was refuted is among the rejects."
    ),
    tags={"proof": "differential-execution"},
    presentation=Presentation(("source", "rewrites", "inputs", "agreed", "code"), "inputs", "inputs compared"),
    upstream=ORIGINALS,
    engine=(
        "resources.stages.rewriting",
        "tracepile.rewriting",
        "tracepile.execution",
        "tracepile.sources",
        "tracepile.records",
    ),
    settings=("rewrites_per_program", "rewrite_inputs"),
    lineage={
        "rewritten_from": [(table, "id") for table in ORIGINALS],
        "code": [(table, "code") for table in ORIGINALS],
        "cases": [(table, "cases") for table in ORIGINALS],
        **{column: [(table, column) for table in ORIGINALS] for column in _COPIED},
    },
)
def rewrites(shard: str, platform: Platform) -> Produced:
    """Rewrite the programs of a shard."""
    settings = platform.settings
    if settings.rewrites_per_program == 0:
        return Produced([])
    tasks = [
        Rewriting(programs, shard, settings.rewrites_per_program, settings.rewrite_inputs)
        for programs in together(read_programs(platform.lake, shard, ORIGINALS), shard)
    ]
    produced = Produced([])
    for outcome in platform.workers.map(rewrite, tasks, chunk=1):
        produced.rows.extend(outcome.rows)
        produced.rejects.extend(outcome.rejects)
    return produced
