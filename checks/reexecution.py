"""Published runs come out the same when they are repeated under a third hash seed."""

from __future__ import annotations

from dagster import MetadataValue

from assets import markdown
from assets.component import Platform
from assets.limits import run_limits
from assets.reading import read_programs
from checks.sampling import draw
from checks.shard_check import Judgement, shard_check
from resources.rows import read_trace
from resources.stages.auditing import Repeat, repeat


def judge_reexecution(shard: str, platform: Platform) -> Judgement:
    """Repeat a sample of a shard's runs."""
    lake, settings = platform.lake, platform.settings
    programs = {sourced.program.id: sourced for sourced in read_programs(lake, shard)}
    rows = lake.read("traces", shard, ["id", "program_id", "case_id", "trace"]).to_dicts()
    sample = draw(rows, settings.audit_sample, seed=f"reexecution:{shard}")
    tasks = []
    for row in sample:
        sourced = programs[row["program_id"]]
        (case,) = (case for case in sourced.cases if case.id == row["case_id"])
        tasks.append(Repeat(sourced.program, case, read_trace(row).output, run_limits(settings)))
    answers = list(platform.workers.map(repeat, tasks, chunk=8))
    differing = [
        {"trace": row["id"], "source": programs[row["program_id"]].program.source, "difference": answer}
        for row, answer in zip(sample, answers, strict=True)
        if answer is not None
    ]
    metadata = {"repeated": len(sample), "runs": len(rows), "differing": len(differing)}
    if differing:
        shown = {"offending rows": MetadataValue.md(markdown.table(["trace", "source", "difference"], differing))}
        return Judgement(False, f"{len(differing)} of {len(sample)} repeated runs differ", metadata | shown)
    return Judgement(True, f"{len(sample)} of {len(rows):,} runs were repeated and none differs", metadata)


reexecution = shard_check(
    "traces",
    name="reexecution",
    description=(
        "A sample of the shard's runs is repeated in a fresh process under a third hash seed and must give the same "
        "output, exception and arguments."
    ),
    blocking=True,
)(judge_reexecution)
