"""Programs that a user brings: JSONL, gzipped JSONL and Parquet files in a few known schemas."""

from tracepile.sources.hub.reading import SCHEMAS, read_programs
from tracepile.sources.hub.rows import HubError
from tracepile.sources.hub.schema import Draft, RowError, Schema

__all__ = ["SCHEMAS", "Draft", "HubError", "RowError", "Schema", "read_programs"]
