"""Tables that read well on a terminal and are Markdown on a page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

_WIDTH = 400


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write rows of text as an aligned Markdown table: the first column to the left, the others to the right."""
    drawn = Table(*columns[:1], box=box.MARKDOWN)
    for column in columns[1:]:
        drawn.add_column(column, justify="right")
    for row in rows:
        drawn.add_row(*row)
    text = io.StringIO()
    Console(file=text, width=_WIDTH, color_system=None, markup=False, emoji=False).print(drawn)
    lines = [line.rstrip() for line in text.getvalue().splitlines() if line.strip()]
    # What is to the right on the terminal is so on the page.
    first, *others = lines[1].strip("|").split("|")
    lines[1] = "|".join(["", first, *(other[:-1] + ":" for other in others), ""])
    return "\n".join(lines) + "\n"


def ratio(value: float) -> str:
    """Write a ratio with as many digits as mean something: `0.013`, `0.43`, `8.2`, `117`."""
    digits = 3 if value < 0.1 else 2 if value < 2 else 1 if value < 20 else 0
    return f"{value:,.{digits}f}"
