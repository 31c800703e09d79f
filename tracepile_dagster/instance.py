"""Dagster's own storage for a project: where it lies and how it is set up."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from dagster import DagsterInstance
from dagster._core.instance.ref import InstanceRef

from resources.lake import replace_file
from tracepile.errors import TracePileError

DAGSTER_YAML = """\
# Written by TracePile when this folder was made; change it as you like.
telemetry:
  enabled: false
nux:
  enabled: false # the sign-up window of the web interface
concurrency:
  runs:
    max_concurrent_runs: 1 # one run uses every core by itself, through its workers
run_monitoring:
  enabled: true
  start_timeout_seconds: 300 # a run that has not begun by then never will
run_retries:
  enabled: true
  max_retries: 2
  retry_on_asset_or_op_failure: false # only what was killed is tried again by itself
"""

_LITTLE_BYTES = 2**20


class StorageError(TracePileError):
    """Dagster's own storage cannot be read or written."""


@contextlib.contextmanager
def storage_errors(home: Path | str) -> Iterator[None]:
    """Turn what goes wrong with Dagster's storage in a folder into an error that says what to do.

    Raises:
        StorageError: the database refused, mostly because the disk is full or the folder may not be written to.
    """
    try:
        yield
    except Exception as err:
        if not isinstance(err.__cause__, sqlite3.Error):
            raise
        raise StorageError(_complaint(Path(home), str(err.__cause__))) from err


def _complaint(folder: Path, said: str) -> str:
    free = shutil.disk_usage(folder).free
    # SQLite says of a full disk most often that there was an error of input or output.
    full = "full" in said or free < _LITTLE_BYTES
    advice = f"the disk is full, {free:,} bytes are free. Free some space" if full else "Repair that"
    return (
        f"Dagster's storage in {folder} cannot be used: {said}; {advice}, then run the same command again to continue. "
        "Every finished component is kept."
    )


def prepare_dagster_home(home: Path | str) -> Path:
    """Make the folder for Dagster's storage with its `dagster.yaml`, unless it is there; give its absolute path."""
    folder = Path(home).absolute()
    file = folder / "dagster.yaml"
    if not file.exists():
        replace_file(file, DAGSTER_YAML.encode())
    return folder


def project_instance(home: Path | str) -> DagsterInstance:
    """Open the Dagster instance in a folder, which is made when it is not there.

    Use it as a context manager. What the steps of its runs print goes where it always goes; only runs that the web
    interface starts keep it in files.

    Raises:
        LakeError: the folder cannot be written.
        StorageError: the storage in it cannot be used.
    """
    folder = prepare_dagster_home(home)
    overrides = {
        # To keep it in files, Dagster would redirect this very process's standard output.
        "compute_logs": {"module": "dagster._core.storage.noop_compute_log_manager", "class": "NoOpComputeLogManager"}
    }
    with storage_errors(folder):
        try:
            return DagsterInstance.from_ref(InstanceRef.from_dir(str(folder), overrides=overrides))
        except OSError as err:
            raise StorageError(_complaint(folder, err.strerror or str(err))) from err
