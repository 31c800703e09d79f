"""Builds on disks that are full at some moment, in a mount namespace of its own: what is said, and what comes after.

Run as `python -m tests.faults.full_disk HOME`, where HOME is an empty folder; prints one JSON object.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from resources.lake import Lake
from tests.faults.projects import build_landed, files, landed_project
from tracepile.errors import TracePileError
from tracepile_dagster.build import BuildReport, Step
from tracepile_dagster.commands.doctor import examine
from tracepile_dagster.commands.stats import components
from tracepile_dagster.instance import project_instance


class Disk:
    """A small file system in a folder."""

    def __init__(self, folder: Path, size: str) -> None:
        folder.mkdir(parents=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Leave not a byte."""
        with self._filler.open("ab", buffering=0) as file:
            for size in (2**20, 2**12, 1):
                try:
                    while file.write(bytes(size)) == size:
                        pass
                except OSError:
                    continue

    def make_room(self) -> None:
        """Take away what filled it."""
        self._filler.unlink()


def complaint(act: Callable[[], object]) -> str:
    """Do something, and give the error that a user is shown; a build gives its report's."""
    try:
        done = act()
    except TracePileError as err:
        return str(err)
    return "; ".join(error for shard in done.shards for error in shard.errors) if isinstance(done, BuildReport) else ""


def full_disks(home: Path) -> dict[str, object]:
    """Fill the lake's disk before rows land and before programs are traced; then that of Dagster's storage."""
    lake_disk, storage_disk = Disk(home / "lake", "2m"), Disk(home / ".dagster", "8m")
    os.environ["TMPDIR"] = str(home / "lake")  # temporary files have no place either
    os.environ["TRACEPILE_HOME"] = str(home)
    lake_disk.fill()
    told = {"landing": complaint(lambda: landed_project(home))}
    lake_disk.make_room()
    settings = landed_project(home)

    def build(disk: Disk | None = None, stage: str = "") -> BuildReport:
        def watch(step: Step) -> None:
            if disk is not None and step.name == stage and not step.ended:
                disk.fill()

        with project_instance(settings.dagster_home) as instance:
            return build_landed(settings, instance, watch)

    told["lake"] = complaint(lambda: build(lake_disk, "traces"))
    rows = {component.name: component.rows for component in components(Lake(settings.lake_path))}
    told["doctor"] = "; ".join(finding.detail for finding in examine() if finding.state == "failed")
    lake_disk.make_room()
    half_way = [digests(files(settings))]
    told["storage"] = complaint(lambda: build(storage_disk, "qa_pairs"))
    told["start"] = complaint(build)
    storage_disk.make_room()
    half_way.append(digests(files(settings)))
    complete = build().complete
    return {"told": told, "rows": rows, "half way": half_way, "complete": complete, "files": digests(files(settings))}


def digests(contents: dict[str, bytes]) -> dict[str, str]:
    """Give the hash of every file's content."""
    return {path: hashlib.sha256(content).hexdigest() for path, content in contents.items()}


if __name__ == "__main__":
    print(json.dumps(full_disks(Path(sys.argv[1]) / "home")))
