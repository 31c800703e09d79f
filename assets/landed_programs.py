"""Landed programs: the rows of the files that a user added, read as programs with enough inputs to run them on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assets.component import Platform, Presentation, Produced, component
from assets.limits import run_limits
from resources.landing import Landings
from resources.rows import program_row
from resources.stages.inputs import Inputs, draw_inputs
from tracepile.records import Reject
from tracepile.sources.hub import STAGE, programs_of
from tracepile.sources.sourced import SourcedProgram


@component(
    group="sources",
    description=(
        "Programs from the files that were added with `tracepile add`, row by row.\n\n"
        "Every row of the file is either a program here or a reject with its reason, and carries the file and the row "
        "it came from. Functions that come with too few inputs get generated ones, chosen because they reach lines "
        "and branches that no other input reached. Empty in shards that are generated."
    ),
    tags={"domain": "landed"},
    presentation=Presentation(("source", "origin", "code", "cases")),
    engine=(
        "resources.landing",
        "resources.stages.inputs",
        "tracepile.sources.hub",
        "tracepile.inputs",
        "tracepile.execution",
        "tracepile.records",
    ),
    settings=("landed_cases", "line_limit", "time_limit_seconds", "memory_limit_mb"),
)
def landed_programs(shard: str, platform: Platform) -> Produced:
    """Read the programs of a landed shard and complete their inputs; a generated shard has none."""
    landed = Landings(platform.lake.root).part(shard)
    if landed is None:
        return Produced([])
    landing, settings = landed.landing, platform.settings
    items = programs_of(
        landed.rows, landing.schema, file=landing.file, licence=landing.licence, cases=settings.landed_cases
    )
    programs, rejects = _merged(items, settings.landed_cases)
    limits = run_limits(settings)
    tasks = [Inputs(sourced, shard, settings.landed_cases, limits) for sourced in programs]
    produced = Produced([], rejects)
    for completed in platform.workers.map(draw_inputs, tasks, chunk=8):
        if isinstance(completed, Reject):
            produced.rejects.append(completed)
        else:
            produced.rows.append(program_row(completed))
    return produced


def _merged(items: Iterable[SourcedProgram | Reject], cases: int) -> tuple[list[SourcedProgram], list[Reject]]:
    """Give each program once with the inputs of all its rows, since some data sets have a row for each input."""
    kept: dict[str, SourcedProgram] = {}
    rejects: list[Reject] = []
    for item in items:
        if isinstance(item, Reject):
            rejects.append(item)
            continue
        program = item.program
        first = kept.get(program.id)
        if first is None:
            kept[program.id] = item
            continue
        known = {case.id for case in first.cases}
        new = tuple(case for case in item.cases if case.id not in known)
        if new:
            kept[program.id] = replace(first, cases=first.cases + new)
        else:
            detail = f"{first.program.origin} has the same program, {program.id}, and these inputs"
            rejects.append(Reject(STAGE, program.origin, program.source, "repeated_program", detail))
    return [replace(sourced, cases=sourced.cases[:cases]) for sourced in kept.values()], rejects
