"""The code location that Dagster loads: the project in `TRACEPILE_HOME`, or in the current folder."""

from __future__ import annotations

from resources.settings import load_settings
from tracepile_dagster.project import project_definitions

defs = project_definitions(load_settings())
