"""Programs that a user brings: files of rows in known schemas, folders of Python, data sets on the hub."""

from tracepile.sources.hub.locations import HubError
from tracepile.sources.hub.reading import (
    BENCHMARK,
    SCHEMAS,
    STAGE,
    Source,
    open_rows,
    programs_of,
    read_programs,
    row_number,
)
from tracepile.sources.hub.rows import Numbered
from tracepile.sources.hub.schema import Draft, RowError, Schema

__all__ = [
    "BENCHMARK",
    "SCHEMAS",
    "STAGE",
    "Draft",
    "HubError",
    "Numbered",
    "RowError",
    "Schema",
    "Source",
    "open_rows",
    "programs_of",
    "read_programs",
    "row_number",
]
