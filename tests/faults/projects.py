"""A small project of landed rows whose programs take long enough, inside C, to be met while they run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dagster import DagsterInstance

from resources.lake import Lake
from resources.landing import Landings
from resources.settings import Settings
from tests.projects import small_settings
from tracepile.sources.hub.rows import Numbered
from tracepile_dagster.build import BuildReport, Step, adopt_landed, build

SLOW = "sum(range(1_000_000))"
ROWS: list[dict[str, Any]] = [
    {
        "code": f"def weigh(n):\n    total = {SLOW}\n    if n % 2 == 0:\n        total += n\n    return total\n",
        "entry_point": "weigh",
        "inputs": [[4], [7]],
    },
    {
        "code": f"def collect(items):\n    seen = []\n    for item in items:\n        seen.append(item + {SLOW})\n"
        "    return seen\n",
        "entry_point": "collect",
        "inputs": [[[3, 1]], [[5]]],
    },
]
USES_THE_JAIL = (
    "landed_programs",
    "rewrites",
    "traces",
    "traces_reexecution",
    "qa_pairs",
    "rationales",
    "rationales_kill_rate",
    "corpus_reproof",
)
"""The components and checks in which programs run."""


def landed_project(home: Path, **changes: object) -> Settings:
    """Make a project with the rows in it, not yet built; `changes` are settings."""
    settings = small_settings(home, **({"landed_cases": 2, "workers": 1} | changes))
    rows = [Numbered(number, row) for number, row in enumerate(ROWS, start=1)]
    Landings(settings.lake_path).land(rows, file="slow.jsonl", schema="functions")
    return settings


def build_landed(
    settings: Settings, instance: DagsterInstance, progress: Callable[[Step], None] | None = None
) -> BuildReport:
    """Build every landed shard."""
    keys = adopt_landed(instance=instance, lake=Lake(settings.lake_path))
    return build(keys, instance=instance, settings=settings, progress=progress)


def files(settings: Settings) -> dict[str, bytes]:
    """Give every file of the lake, whatever its name, by its path; links and empty folders do not count."""
    root = settings.lake_path
    found = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}
