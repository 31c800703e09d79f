"""Plots for the metadata of a materialization: PNG pictures inside Markdown, drawn without a display."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_BLUE = "#3b6ea8"
_RED = "#b5534a"
_SIZE = (6.4, 2.8)


def histogram(title: str, label: str, values: Sequence[float]) -> str:
    """Draw how values are distributed, as Markdown with the picture inside; say so when there are none."""
    if not values:
        return f"{title}: no rows."
    figure = _figure(left=0.12)
    axes = figure.add_subplot()
    axes.hist(values, bins=min(40, max(5, len(set(values)))), color=_BLUE, edgecolor="white")
    axes.set(title=title, xlabel=label, ylabel="rows")
    return _markdown(title, figure)


def funnel(title: str, kept: int, dropped: Mapping[str, int]) -> str:
    """Draw what was kept and what was dropped for each reason, as Markdown with the picture inside."""
    figure = _figure(left=0.3)
    axes = figure.add_subplot()
    labels = ["kept", *dropped]
    axes.barh(labels, [kept, *dropped.values()], color=[_BLUE] + [_RED] * len(dropped))
    axes.invert_yaxis()
    axes.set(title=title, xlabel="items")
    return _markdown(title, figure)


def _figure(left: float) -> Figure:
    # Not through pyplot, which keeps every figure in a global list; and imported here, since it takes half a second.
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=_SIZE, dpi=100)
    # Fixed margins: finding them by layout takes longer than all the rest of a small shard.
    figure.subplots_adjust(left=left, right=0.97, top=0.88, bottom=0.2)
    return figure


def _markdown(title: str, figure: Figure) -> str:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return f"![{title}](data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()})"
