"""Published rationales are proven anew, from the samples themselves."""

from __future__ import annotations

from dagster import MetadataValue

from assets import markdown
from assets.component import Platform
from assets.limits import witness_limits
from assets.reading import read_programs
from checks.sampling import draw
from checks.shard_check import Judgement, shard_check
from resources.stages.auditing import Claimed, prove_again


def judge_reproof(shard: str, platform: Platform) -> Judgement:
    """Prove a sample of a shard's published rationales."""
    lake, settings = platform.lake, platform.settings
    samples = lake.read("corpus", shard, ["id", "kind", "program_id", "case_id", "completion"])
    rows = [row for row in samples.iter_rows(named=True) if row["kind"] == "rationale"]
    sample = draw(rows, settings.audit_sample, seed=f"reproof:{shard}")
    programs = {sourced.program.id: sourced for sourced in read_programs(lake, shard)}
    limits = witness_limits(settings)
    tasks = []
    for row in sample:
        sourced = programs[row["program_id"]]
        (case,) = (case for case in sourced.cases if case.id == row["case_id"])
        tasks.append(Claimed(row["completion"], sourced.program, case, limits))
    complaints = list(platform.workers.map(prove_again, tasks, chunk=4))
    unproven = [
        {"sample": row["id"], "source": programs[row["program_id"]].program.source, "what is wrong": "; ".join(found)}
        for row, found in zip(sample, complaints, strict=True)
        if found
    ]
    metadata = {"proven anew": len(sample) - len(unproven), "rationales": len(rows), "unproven": len(unproven)}
    if unproven:
        shown = {"offending rows": MetadataValue.md(markdown.table(["sample", "source", "what is wrong"], unproven))}
        return Judgement(False, f"{len(unproven)} of {len(sample)} rationales are not proven", metadata | shown)
    return Judgement(True, f"{len(sample)} of {len(rows):,} rationales were proven anew", metadata)


reproof = shard_check(
    "corpus",
    name="reproof",
    description=(
        "A sample of the shard's rationales is read from the corpus and proven anew against runs under a third hash "
        "seed."
    ),
    blocking=True,
)(judge_reproof)
