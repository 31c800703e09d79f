"""The manifest of a release: every file with its hash, so that any change is found."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from tracepile.errors import TracePileError
from tracepile.release.splits import Shares

MANIFEST = "manifest.json"
SCHEMA_VERSION = 1


class ReleaseError(TracePileError):
    """A release cannot be written or read, or is not what it says it is."""


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """One file of a release; `rows` is None for the card."""

    path: str
    sha256: str
    bytes: int
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release holds, file by file. Equal manifests mean equal releases."""

    name: str
    version: str
    format: str
    seed: str
    shares: Shares
    samples: int
    tokens: int
    duplicates: int
    files: tuple[ReleasedFile, ...]

    def to_json(self) -> str:
        """Give the text of `manifest.json`."""
        data = {"schema_version": SCHEMA_VERSION, **asdict(self)}
        return json.dumps(data, indent=2, ensure_ascii=False, sort_keys=True) + "\n"

    @property
    def sha256(self) -> str:
        """Hash of `manifest.json`: one text that pins every byte of the release."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


def read_manifest(folder: Path | str) -> Manifest:
    """Read the manifest of a release.

    Raises:
        ReleaseError: there is none, or it is not one that this version reads.
    """
    path = Path(folder) / MANIFEST
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data.pop("schema_version") != SCHEMA_VERSION:
            raise ReleaseError(f"{path} has another schema version than {SCHEMA_VERSION}: write the release again")
        files = tuple(ReleasedFile(**file) for file in data.pop("files"))
        if not all(isinstance(file.path, str) for file in files):
            raise TypeError("a file has no path")
        return Manifest(**data | {"shares": Shares(**data["shares"])}, files=files)
    except FileNotFoundError:
        raise ReleaseError(f"{path} does not exist: {folder} is no release") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as err:
        raise ReleaseError(f"{path} is no manifest of a release: {err!r}") from err


def verify_release(folder: Path | str) -> tuple[str, ...]:
    """Hash every file of a release again and say what differs from its manifest; nothing when all is as it was.

    Raises:
        ReleaseError: the folder holds no readable manifest.
    """
    root, manifest = Path(folder), read_manifest(folder)
    present = {path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir()}
    differences = [] if (root / MANIFEST).read_text(encoding="utf-8") == manifest.to_json() else [f"{MANIFEST}: edited"]
    for file in manifest.files:
        if file.path not in present:
            differences.append(f"{file.path}: missing")
        elif not _is_intact(root / file.path, file):
            differences.append(f"{file.path}: its content is another than the manifest says")
    listed = {file.path for file in manifest.files} | {MANIFEST}
    return (*differences, *(f"{path}: not in the manifest" for path in sorted(present - listed)))


def _is_intact(path: Path, file: ReleasedFile) -> bool:
    try:
        return not path.is_symlink() and file_hash(path) == file.sha256
    except OSError as err:
        raise ReleaseError(f"{path} cannot be read: {err}. Allow reading it, then verify again.") from err


def file_hash(path: Path) -> str:
    """Give the SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
