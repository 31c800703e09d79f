"""The solutions of one competition problem print the same."""

from __future__ import annotations

from dagster import MetadataValue

from assets import markdown
from assets.component import Platform
from assets.limits import run_limits
from assets.reading import read_programs
from checks.shard_check import Judgement, shard_check
from resources.stages.auditing import Contest, compare_solutions
from tracepile.sources.sourced import SourcedProgram


def judge_agreement(shard: str, platform: Platform) -> Judgement:
    """Run the solutions of each problem of a shard on one another's inputs."""
    problems: dict[str, list[SourcedProgram]] = {}
    for sourced in read_programs(platform.lake, shard, ("competition_solutions",)):
        problems.setdefault(sourced.program.source, []).append(sourced)
    limits = run_limits(platform.settings)
    contests = [
        Contest(
            source,
            tuple(solutions),
            tuple(dict.fromkeys(case.stdin or "" for sourced in solutions for case in sourced.cases)),
            limits,
        )
        for source, solutions in problems.items()
        if len(solutions) > 1
    ]
    results = list(platform.workers.map(compare_solutions, contests, chunk=4))
    compared = sum(result.compared for result in results)
    disagreements = [found for result in results for found in result.disagreements]
    metadata = {"problems": len(contests), "outputs compared": compared, "disagreements": len(disagreements)}
    if disagreements:
        rows = [
            {"source": found.source, "input": found.stdin, "one": found.first, "other": found.second}
            for found in disagreements
        ]
        shown = {"offending rows": MetadataValue.md(markdown.table(["source", "input", "one", "other"], rows))}
        return Judgement(False, f"solutions disagree on {len(disagreements)} of {compared} inputs", metadata | shown)
    return Judgement(True, f"{compared} outputs of {len(contests)} problems agree", metadata)


agreement = shard_check(
    "competition_solutions",
    name="agreement",
    description=(
        "Solutions of one problem use different methods. On every input that either of them has in the shard, all must "
        "print the same."
    ),
    blocking=True,
)(judge_agreement)
