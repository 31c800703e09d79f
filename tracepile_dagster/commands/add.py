"""`tracepile add`: the rows of a user's file land in the lake, where they become shards."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from resources.landing import Landing, Landings
from resources.settings import load_settings
from tracepile.errors import TracePileError
from tracepile.sources.hub import SCHEMAS, open_rows
from tracepile_dagster.commands import terminal
from tracepile_dagster.commands.progress import progress


class BenchmarkError(TracePileError):
    """A benchmark was about to become training data."""


def add(path: str, schema: str, licence: str | None, *, benchmark: bool, as_json: bool) -> None:
    """Land the rows of a file and say which shards they become.

    Args:
        path: a file, a folder or an address that `open_rows` reads.
        schema: how its rows are laid out, a name in `SCHEMAS`.
        licence: licence of the rows that name none.
        benchmark: whether a benchmark may land.
        as_json: whether to print a JSON object instead of sentences.

    Raises:
        HubError: the file cannot be read, or is laid out in another way.
        BenchmarkError: the schema is a benchmark's, and that was not asked for.
        LakeError: the lake cannot be written.
    """
    if SCHEMAS[schema].benchmark and not benchmark:
        raise BenchmarkError(
            f"{schema} is a benchmark: models are tested on it, so its programs do not belong in training data. "
            "To look at it use `tracepile try` or `tracepile audit`; to add it all the same say --benchmark."
        )
    settings = load_settings()
    source = open_rows(path, schema)
    with progress(f"adding the rows of {source.name}", counted=True) as advance:
        landing = Landings(settings.lake_path).land(
            source.rows,
            file=source.name,
            schema=schema,
            licence=licence,
            rows_per_part=settings.landed_rows,
            progress=advance,
        )
    if as_json:
        sys.stdout.write(json.dumps(asdict(landing) | {"shards": landing.shards}, indent=2) + "\n")
    else:
        _print(landing)


def _print(landing: Landing) -> None:
    repeated = f"{landing.repeated:,} rows of {landing.file} had landed before and were left out"
    if not landing.rows:
        terminal.prose(f"{repeated}: nothing new." if landing.repeated else f"{landing.file} has no rows.")
        return
    first, last = landing.shards[0], landing.shards[-1]
    shards = f"shard {first}" if first == last else f"{landing.parts} shards, {first} to {last}"
    terminal.prose(f"{landing.rows:,} rows of {landing.file} landed and become {shards}.")
    if landing.repeated:
        terminal.prose(f"{repeated}.")
    terminal.prose("")
    terminal.heading("Next")
    terminal.table(
        ("command", "what it does"),
        [
            ("tracepile build", "make these shards now, with whatever else is not complete"),
            ("tracepile ui", "or leave it to the sensor `landed_rows`, which is on while the interface runs"),
            ("tracepile stats", "afterwards: how many rows became programs, and why the others did not"),
        ],
    )
