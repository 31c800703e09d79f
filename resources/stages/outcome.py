"""What a stage gives for one item."""

from __future__ import annotations

from typing import NamedTuple

from resources.rows import Row
from tracepile.records import Reject


class Outcome(NamedTuple):
    """The rows that go on and the rejects that do not."""

    rows: list[Row]
    rejects: list[Reject]
