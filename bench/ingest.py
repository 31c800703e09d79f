"""What adding a data set costs: memory against a gibibyte, and time against only parsing the file.

    python bench/ingest.py [rows]

Writes a file of that many different functions, adds it to a fresh lake with `tracepile add` in a process of its own,
adds it again, and counts what landed. The limit of the time is one pass of `json.loads` over the lines.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.tables import ratio, table
from resources.landing import Landings

ROWS = 100_000
LIMIT_BYTES = 2**30
CODE = """
def weighted_{number}(values):
    total = {number}
    for position, value in enumerate(values):
        if value > {bound}:
            total += position * value
    return total
"""


def write_rows(path: Path, count: int) -> None:
    """Write a file of `count` different functions with two inputs each."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            name = f"weighted_{number}"
            calls = [f"{name}([{number % 7}, {number % 11}, 5])", f"{name}([])"]
            row = {"code": CODE.format(number=number, bound=number % 13), "entry_point": name, "calls": calls}
            file.write(json.dumps(row) + "\n")


def parse(path: Path) -> float:
    """Give the seconds that one pass of the JSON parser takes."""
    start = time.perf_counter()
    with path.open(encoding="utf-8") as file:
        for line in file:
            json.loads(line)
    return time.perf_counter() - start


def add(path: Path, home: Path) -> float:
    """Add the file to the lake of a project and give the seconds it took."""
    start = time.perf_counter()
    command = [str(Path(sys.executable).with_name("tracepile")), "--home", str(home), "add", str(path)]
    subprocess.run([*command, "--schema", "functions", "--licence", "MIT"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path, home = Path(folder) / "rows.jsonl", Path(folder) / "project"
        home.mkdir()
        write_rows(path, count)
        limit = parse(path)
        first = add(path, home)
        second = add(path, home)
        landed = sum(landing.rows for landing in Landings(home / "lake").all())
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    if landed != count:
        raise SystemExit(f"{landed:,} rows landed, {count:,} were written and added twice")
    sys.stdout.write(
        table(
            [f"{landed:,} rows", "ratio"],
            [
                ["peak memory against 1 GiB", ratio(peak / LIMIT_BYTES)],
                ["time against parsing alone", ratio(first / limit)],
                ["the same for a second time", ratio(second / limit)],
            ],
        )
    )


if __name__ == "__main__":
    main()
