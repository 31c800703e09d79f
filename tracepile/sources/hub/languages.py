"""The names by which contest sites call programming languages."""

from __future__ import annotations

import re

from tracepile.sources.hub.schema import RowError

_PYTHON_3 = re.compile(r"(?:c?python|py|pypy)(?:3.*)?")


def check_language(name: str | None) -> None:
    """Make sure that a name stands for Python 3, such as `Python 3`, `PyPy 3-64`, `py3` or `python`.

    Raises:
        RowError: `language` for another; PyPy 2 and Python 2 are others.
    """
    if name is not None and not is_python(name):
        raise RowError("language", f"the program is written in {name!r}, not in Python 3")


def is_python(name: str) -> bool:
    """Whether a name stands for Python 3, or for Python without a version."""
    return _PYTHON_3.fullmatch(re.sub(r"[^a-z0-9]", "", name.lower())) is not None
