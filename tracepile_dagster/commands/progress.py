"""What is shown while a command is at work: a bar on a terminal, one line elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tracepile_dagster.commands import terminal


@contextlib.contextmanager
def progress(description: str, total: int | None = None, *, counted: bool = False) -> Iterator[Callable[[], None]]:
    """Show on standard error that something goes on; the given function takes note of one finished part.

    Args:
        description: what goes on.
        total: how many parts there are; None where that is not known.
        counted: whether to show how many parts have ended, also where it is not known how many there are.
    """
    if not terminal.err.is_terminal:
        terminal.note(f"{description} …")
        yield lambda: None
        return
    bars = () if total is None else (BarColumn(),)
    counts = () if total is None and not counted else (MofNCompleteColumn(),)
    said = TextColumn("{task.description}", markup=False)
    columns = (SpinnerColumn(), said, *bars, *counts, TimeElapsedColumn())
    with Progress(*columns, console=terminal.err, transient=True) as bar:
        task = bar.add_task(description, total=total)
        yield lambda: bar.advance(task)
