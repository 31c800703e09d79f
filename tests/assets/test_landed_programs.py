"""A landed shard in Dagster: every row is a program or a reject, and its programs become samples."""

from collections import Counter
from pathlib import Path

import pytest

from resources.lake import Lake
from resources.landing import Landings
from tests.projects import small_settings
from tracepile.sources.hub.rows import Numbered
from tracepile_dagster.build import adopt_landed, build
from tracepile_dagster.instance import project_instance

CLAMP = """
def clamp(value, low, high):
    if value < low:
        return low
    if value > high:
        return high
    return value
"""
ROWS = [
    {"code": CLAMP, "entry_point": "clamp", "calls": ["clamp(5, 1, 3)"], "outputs": [3]},
    {"code": CLAMP, "entry_point": "clamp", "calls": ["clamp(2, 1, 3)"], "outputs": [2]},
    {"code": CLAMP, "entry_point": "clamp", "calls": ["clamp(2, 1, 3)"], "outputs": [2], "id": 7},
    {"code": "def f(n):\n    return n * 2\n", "entry_point": "f", "calls": ["f(4)"], "outputs": [9]},
    {"code": "def f(n):\n    while n:\n        pass\n", "entry_point": "f", "calls": ["f(1)"]},
    {"code": "import numpy\ndef f(n):\n    return numpy.abs(n)\n", "entry_point": "f", "calls": ["f(1)"]},
    {"code": "def f(n:\n", "entry_point": "f", "calls": ["f(1)"]},
    {"code": 3, "entry_point": "f", "calls": ["f(1)"]},
]


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    settings = small_settings(tmp_path_factory.mktemp("landed"), line_limit=3_000, landed_cases=3)
    lake = Lake(settings.lake_path)
    rows = [*(Numbered(number, row) for number, row in enumerate(ROWS, 1)), Numbered(9, None, "no JSON")]
    landing = Landings(lake.root).land(rows, file="mine.jsonl", schema="functions", licence="MIT")
    with project_instance(settings.dagster_home) as instance:
        shards = adopt_landed(instance=instance, lake=lake)
        assert shards == list(landing.shards)
        report = build(shards, instance=instance, settings=settings)
        assert report.complete, report
    return lake


def test_every_row_is_accounted_for(lake: Lake) -> None:
    (shard,) = lake.shards("landed_programs")
    programs = lake.read("landed_programs", shard)
    assert programs["origin"].to_list() == [f"mine.jsonl:{row}" for row in (1, 4, 5, 7)]
    assert set(programs["licence"]) == {"MIT"}
    rejects = lake.read_rejects("landed_programs", shard)
    assert dict(rejects.select("subject_id", "reason").iter_rows()) == {
        "mine.jsonl:3": "repeated_program",
        "mine.jsonl:6": "needs_module",
        "mine.jsonl:8": "bad_value",
        "mine.jsonl:9": "bad_json",
    }


def test_inputs_of_all_rows_of_a_program_come_before_generated_ones(lake: Lake) -> None:
    (shard,) = lake.shards("landed_programs")
    cases = lake.read("landed_programs", shard)["cases"].to_list()[0]
    assert [case["call"] for case in cases[:2]] == ["clamp(5, 1, 3)", "clamp(2, 1, 3)"]
    assert [case["expected"] for case in cases] == ["3", "2", None]


def test_what_does_not_do_what_was_recorded_is_dropped(lake: Lake) -> None:
    (shard,) = lake.shards("traces")
    reasons = Counter(lake.read_rejects("traces", shard)["reason"])
    assert reasons["wrong_output"] >= 1
    assert reasons["invalid_program"] >= 1
    assert reasons["line_limit"] + reasons["time_limit"] >= 1
    corpus = lake.read("corpus", shard)
    assert corpus.height > 0
    assert corpus["proven"].all()


@pytest.mark.parametrize("component", ["math_programs", "classical_algorithms", "competition_solutions"])
def test_generated_components_are_empty_there(lake: Lake, component: str) -> None:
    assert [lake.read(component, shard).height for shard in lake.shards(component)] == [0]


def test_a_shard_of_unusable_rows_is_complete_and_empty(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    Landings(settings.lake_path).land([Numbered(1, None, "no JSON")], file="mine.jsonl", schema="stdio")
    with project_instance(settings.dagster_home) as instance:
        shards = adopt_landed(instance=instance, lake=Lake(settings.lake_path))
        (report,) = build(shards, instance=instance, settings=settings).shards
    assert report.complete, report
    assert Lake(settings.lake_path).read("corpus", shards[0]).height == 0
