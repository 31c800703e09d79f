"""What is shown while a command is at work: a bar on a terminal, one line elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tracepile_dagster.commands import terminal


@contextlib.contextmanager
def progress(description: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """Show on standard error that something goes on; the given function takes note of one finished part.

    Args:
        description: what goes on.
        total: how many parts there are; None where that is not known.
    """
    if not terminal.err.is_terminal:
        terminal.note(f"{description} …")
        yield lambda: None
        return
    parts = () if total is None else (BarColumn(), MofNCompleteColumn())
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), *parts, TimeElapsedColumn())
    with Progress(*columns, console=terminal.err, transient=True) as bar:
        task = bar.add_task(description, total=total)
        yield lambda: bar.advance(task)
