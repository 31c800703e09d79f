"""What a stage gives for one item."""

from __future__ import annotations

import errno
import traceback
from collections.abc import Iterable
from typing import NamedTuple

from resources.rows import Row
from tracepile.errors import IsolationError
from tracepile.records import Reject

_LACKING = (errno.EAGAIN, errno.ENOMEM, errno.ENFILE, errno.EMFILE, errno.ENOSPC, errno.EDQUOT)

INTERNAL_ERROR = "internal_error"
"""Reason of a reject that is the platform's own fault. One of them breaks the data-quality check of its table."""


class Outcome(NamedTuple):
    """The rows that go on and the rejects that do not."""

    rows: list[Row]
    rejects: list[Reject]


def gathered(outcomes: Iterable[Outcome]) -> Outcome:
    """Give the rows and the rejects of several items as those of one."""
    rows: list[Row] = []
    rejects: list[Reject] = []
    for outcome in outcomes:
        rows += outcome.rows
        rejects += outcome.rejects
    return Outcome(rows, rejects)


def internal_error(stage: str, subject_id: str, source: str, error: Exception) -> Reject:
    """Give the reject of an item that the platform failed on: the exception and the place that it came from.

    Raises:
        IsolationError: that is the error; no item can be worked on without isolation, so none is at fault.
        MemoryError: that is the error, and so with the next one; what the machine lacks is no fault of the item's.
        OSError: the machine lacks processes, open files, memory or room on its disk.
    """
    if isinstance(error, (IsolationError, MemoryError)) or (isinstance(error, OSError) and error.errno in _LACKING):
        raise error
    place = traceback.extract_tb(error.__traceback__)[-1]
    file = place.filename.rpartition("/")[2]
    detail = f"{type(error).__name__}: {error} (at {file}:{place.lineno}, in {place.name}: {place.line})"
    return Reject(stage, subject_id, source, INTERNAL_ERROR, detail)
