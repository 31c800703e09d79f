"""Dagster's own storage for a project: where it lies and how it is set up."""

from __future__ import annotations

from pathlib import Path

from dagster import DagsterInstance
from dagster._core.instance.ref import InstanceRef

from resources.lake import replace_file

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
"""


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
    """
    folder = prepare_dagster_home(home)
    overrides = {
        # To keep it in files, Dagster would redirect this very process's standard output.
        "compute_logs": {"module": "dagster._core.storage.noop_compute_log_manager", "class": "NoOpComputeLogManager"}
    }
    return DagsterInstance.from_ref(InstanceRef.from_dir(str(folder), overrides=overrides))
