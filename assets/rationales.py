"""Rationales: runs told in plain sentences, every one proven."""

from __future__ import annotations

from assets.component import Platform, Presentation, Produced, component
from assets.limits import witness_limits
from assets.reading import read_runs, together
from resources.schemas import PROGRAM_TABLES
from resources.stages.narrating import Narrating, tell


@component(
    group="narration",
    description=(
        "Chains of execution: each run told step by step in plain English.\n\n"
        "The verifier reads the text alone, runs the program again and checks every claim of every sentence. Only "
        "rationales without one contradicted or unread sentence are here; the others are rejects that quote the "
        "sentence."
    ),
    tags={"proof": "verifier"},
    presentation=Presentation(("source", "text", "claims", "tokens"), "tokens", "tokens of a rationale"),
    upstream=(*PROGRAM_TABLES, "traces"),
    engine=(
        "assets.limits",
        "resources.stages.narrating",
        "resources.stages.runs",
        "tracepile.narration",
        "tracepile.verification",
        "tracepile.execution",
        "tracepile.tokens",
        "tracepile.records",
    ),
    settings=("voice", "max_tokens", "line_limit", "time_limit_seconds", "memory_limit_mb"),
    lineage={
        "trace_id": [("traces", "id")],
        "program_id": [("traces", "program_id")],
        "case_id": [("traces", "case_id")],
        "domain": [("traces", "domain")],
        "source": [("traces", "source")],
        "text": [("traces", "trace"), *((table, "code") for table in PROGRAM_TABLES)],
        "sentences": [("traces", "trace")],
    },
)
def rationales(shard: str, platform: Platform) -> Produced:
    """Tell the runs of a shard and prove what was told."""
    settings = platform.settings
    limits = witness_limits(settings)
    tasks = [
        Narrating(runs, settings.voice, shard, settings.max_tokens, limits)
        for runs in together(read_runs(platform.lake, shard), shard)
    ]
    produced = Produced([])
    for outcome in platform.workers.map(tell, tasks, chunk=1):
        produced.rows.extend(outcome.rows)
        produced.rejects.extend(outcome.rejects)
    return produced
