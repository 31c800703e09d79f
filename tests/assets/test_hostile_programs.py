"""Hostile programs in a shard, beside good ones: the shard is made, and each has its reason among the rejects."""

from pathlib import Path

from dagster import AssetKey, DagsterInstance

from assets.shards import SHARDS
from resources.lake import Lake
from resources.rows import program_row
from resources.schemas import PROGRAM_TABLES
from tests.projects import small_settings
from tracepile.records import Case, Domain, Program
from tracepile.sources.sourced import SourcedProgram
from tracepile_dagster.project import project_definitions

ATTACKS = Path(__file__).parents[1] / "execution" / "attacks"
REASONS = {
    "network_tcp": {"unsupported"},
    "fork_bomb": {"unsupported"},
    "memory_bomb_fast": {"memory_limit", "value_limit"},
    "endless_loop": {"line_limit"},
    "endless_power": {"time_limit"},
    "huge_output": {"output_limit"},
    "exit_at_once": {"exited"},
    "abort": {"killed"},
    "segfault": {"killed"},
    "stop_the_tracer": {"tampered"},
    "sleep": {"time_limit"},
    "forged_trace": {"tampered"},
}
INLINE = {
    "reads a file": "print(open('/etc/passwd').read())\n",
    "writes a file": "open('/tmp/escaped', 'w').write('x')\n",
    "runs a command": "import subprocess\nsubprocess.run(['true'])\n",
}
GOOD = "n = int(input())\nprint(n * n)\n"


def competition(code: str, source: str, stdin: str) -> SourcedProgram:
    program = Program(Domain.COMPETITION, source, "test", "Apache-2.0", code)
    return SourcedProgram(program, (Case(program.id, stdin=stdin),))


def test_a_shard_with_hostile_programs_is_made_and_says_what_became_of_each(tmp_path: Path) -> None:
    settings = small_settings(
        tmp_path, line_limit=5_000, time_limit_seconds=0.5, memory_limit_mb=256, repeated_share=0.3
    )
    lake = Lake(settings.lake_path)
    # What an attack is told about the host it should look for: nothing of it is there.
    told = (
        '{"port": 9, "socket": "/tmp/none", "folder": "/tmp", "secret": "/etc/passwd", "bystander": 1, "outside": 1, '
    )
    told += '"machine": "x86_64"}\n'
    attacks = {name: (ATTACKS / f"{name}.py").read_text() for name in REASONS} | INLINE
    allowed = REASONS | {key: {"unsupported"} for key in INLINE}
    hostile = [competition(code, f"attack/{name}", told) for name, code in attacks.items()]
    good = [competition(f"{GOOD}# {number}\nx = {number}\n", f"good/{number}", "12\n") for number in range(4)]
    mixed = [good[0], *hostile[:5], good[1], *hostile[5:], good[2], good[3]]
    for table in PROGRAM_TABLES:
        lake.write(table, "s0000", [program_row(p) for p in mixed] if table == "competition_solutions" else [])

    with DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions(str(SHARDS.name), ["s0000"])
        job = project_definitions(settings).resolve_implicit_global_asset_job_def()
        result = job.execute_in_process(asset_selection=[AssetKey("traces")], partition_key="s0000", instance=instance)

    assert result.success
    (made,) = result.asset_materializations_for_node("traces")
    watched_twice = made.metadata["runs watched twice"].value
    assert isinstance(watched_twice, int) and watched_twice > 0
    assert made.metadata["runs disturbed by neighbours"].value == 0
    assert sorted(lake.read("traces", "s0000")["source"]) == [f"good/{number}" for number in range(4)]
    rejects = {row["source"].removeprefix("attack/"): row for row in lake.read_rejects("traces", "s0000").to_dicts()}
    assert {name: row["reason"] for name, row in rejects.items() if row["reason"] not in allowed[name]} == {}
    assert rejects.keys() == allowed.keys()
    assert not Path("/tmp/escaped").exists()
    assert all(row["detail"] for row in rejects.values())
