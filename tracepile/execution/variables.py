"""The variables of a frame, the same and in the same order on every release of the interpreter."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterable

# Up to 3.12 `f_locals` is a copy that keeps the order in which names were first bound (PEP 667).
_COPIED = sys.version_info < (3, 13)


def variables(frame: types.FrameType) -> Iterable[tuple[str, object]]:
    """Give the names that are bound in a frame, with their objects: of a function in the order of its code's tables.

    The variables of the module are its globals: its `f_locals` are, on 3.12, also what a comprehension there left.
    """
    code = frame.f_code
    if code.co_name == "<module>":
        return frame.f_globals.items()
    bound = frame.f_locals
    if not _COPIED:
        return bound.items()
    order = dict.fromkeys((*code.co_varnames, *code.co_cellvars, *code.co_freevars))
    return [(name, bound[name]) for name in order if name in bound]
