"""Whatever part of a build is killed while it works, in whatever stage: the shard comes out as if nothing had been."""

from pathlib import Path

from resources.lake import Lake
from tests.faults.processes import Hunter, Role, left_over
from tests.faults.projects import USES_THE_JAIL, build_landed, files, landed_project
from tracepile_dagster.commands.stats import components
from tracepile_dagster.instance import project_instance

MADE_OF_ROWS = {"landed_programs", "rewrites", "traces", "rationales", "qa_pairs", "corpus"}


def test_a_shard_survives_what_is_killed_below_it_in_every_stage(undisturbed: dict[str, bytes], home: Path) -> None:
    settings = landed_project(home)
    hunter = Hunter(Role, USES_THE_JAIL)
    with project_instance(settings.dagster_home) as instance, hunter:
        report = build_landed(settings, instance, hunter.observe)
    assert report.complete, report
    assert hunter.hits == {(stage, role) for stage in USES_THE_JAIL for role in Role}
    assert files(settings) == undisturbed
    assert {component.name for component in components(Lake(settings.lake_path)) if component.rows} == MADE_OF_ROWS
    assert left_over(hunter.seen) == []
