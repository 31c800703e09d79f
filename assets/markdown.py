"""Markdown tables for the metadata of materializations and checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_LONGEST = 120

# What strangers wrote must stay text in the web interface: no picture, no link, no end of the cell.
_MARKUP = re.compile(r"[\\`\[\]|]")


def table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, longest: int | None = _LONGEST) -> str:
    """Write rows as a Markdown table of some columns, with line breaks shown as `⏎`.

    Values of more than `longest` characters are cut, between two words where that keeps at least half of them.
    """
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(_cell(row.get(column), longest) for column in columns) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: Any, longest: int | None) -> str:
    text = "" if value is None else str(value)
    if longest is not None and len(text) > longest:
        text = _cut(text, longest - 1) + "…"
    return (
        _MARKUP.sub(r"\\\g<0>", text).replace("&", "&amp;").replace("<", "&lt;").replace("\r", "").replace("\n", " ⏎ ")
    )


def _cut(text: str, length: int) -> str:
    end = max(text.rfind(space, length // 2, length + 1) for space in " \n")
    return text[: length if end == -1 else end].rstrip()
