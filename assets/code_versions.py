"""Which version of the code made an asset: a hash over the files of the modules that its content depends on."""

from __future__ import annotations

import hashlib
import importlib.util
import platform
from functools import cache
from pathlib import Path

_IGNORED = {"__pycache__", ".mypy_cache", ".ruff_cache"}


def code_version(*modules: str) -> str:
    """Give a version that changes when a file of one of the modules or packages changes, data files included.

    The interpreter's minor version counts too, since what programs print may depend on it.

    Raises:
        ModuleNotFoundError: a module does not exist.
    """
    digest = hashlib.sha256(".".join(platform.python_version_tuple()[:2]).encode())
    for module in sorted(modules):
        digest.update(_module_hash(module))
    return digest.hexdigest()[:12]


@cache
def _module_hash(module: str) -> bytes:
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"there is no module {module!r} to take the version of")
    origin = Path(spec.origin)
    root = origin.parent if origin.name == "__init__.py" else origin
    files = [root] if root.is_file() else sorted(path for path in root.rglob("*") if path.is_file())
    digest = hashlib.sha256(module.encode())
    for path in files:
        if not _IGNORED.intersection(path.parts) and path.suffix not in (".pyc", ".so"):
            digest.update(path.relative_to(root.parent).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()
