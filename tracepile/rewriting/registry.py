"""The kinds of rewrites: every module of `tracepile.rewriting.kinds` gives one."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from tracepile.rewriting import kinds
from tracepile.rewriting.rewrite import Rewrite


def _registered() -> dict[str, Rewrite]:
    found: dict[str, Rewrite] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(kinds.__path__)):
        rewrite: Rewrite = importlib.import_module(f"{kinds.__name__}.{name}").REWRITE
        if rewrite.name != name:
            raise ImportError(f"{kinds.__name__}.{name} defines the rewrite {rewrite.name!r}: name both alike")
        found[name] = rewrite
    return found


REWRITES: Mapping[str, Rewrite] = MappingProxyType(_registered())
"""Every kind of rewrite by its name, in alphabetical order."""
