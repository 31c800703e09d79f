"""A release: a folder of training sets with a card and a manifest that appears whole, and is never changed."""

from __future__ import annotations

import contextlib
import glob
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracepile.release.card import Config, Funnel, dataset_card
from tracepile.release.files import FORMATS, RowWriter, open_rows
from tracepile.release.manifest import (
    MANIFEST,
    Manifest,
    ReleasedFile,
    ReleaseError,
    file_hash,
    read_manifest,
    verify_release,
)
from tracepile.release.splits import SPLITS, Shares, family_of, split_of
from tracepile.release.statistics import Statistics
from tracepile.release.training_sets import SETUPS, Sample, Setup

CARD = "README.md"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,95}")
_COLUMNS = ("id", "kind", "domain", "source", "prompt", "completion", "tokens", "proven", "licence")


def write_release(
    samples: Iterable[Sample],
    folder: Path | str,
    *,
    name: str,
    setups: Sequence[str] = tuple(SETUPS),
    file_format: str = "jsonl",
    shares: Shares | None = None,
    seed: str = "",
    version: str = "",
    funnel: Funnel | None = None,
) -> Manifest:
    """Write samples as training sets into a new folder, in their order, each sample once for every setup.

    The folder appears under its name when everything in it is complete and on disk. A sample whose id came before is
    left out and counted. Splits without samples have no file.

    Args:
        samples: rows of the corpus; they are read once and not held.
        folder: where the release goes.
        name: letters, digits, `_`, `-` and `.`.
        setups: names from `SETUPS`, the default of the card first.
        file_format: `jsonl` or `parquet`.
        shares: the share of families of each split (default: 0.9, 0.05 and 0.05).
        seed: chooses among ways to part the families.
        version: which version of the corpus it is, for the card and the manifest.
        funnel: what each stage of the build dropped, for the card.

    Returns:
        The manifest; of the release that is there already, when that is the same.

    Raises:
        ReleaseError: an argument cannot be used, there are no samples, a sample lacks a column or is not proven, the
            disk refuses, or the folder holds something else. The folder is as it was before.
    """
    target, chosen = Path(folder).absolute(), _chosen(name, setups, file_format)
    temporary = target.parent / f".{target.name}.{os.getpid()}.{secrets.token_hex(4)}.tmp"
    try:
        _remove_leftovers(target)
        temporary.mkdir(parents=True)
        try:
            plan = _Plan(name, version, file_format, seed, shares or Shares(), chosen, funnel)
            manifest = _build(samples, temporary, plan)
            return _publish(temporary, target, manifest)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except UnicodeEncodeError as err:
        raise ReleaseError(f"a sample holds a lone surrogate, which no file can keep: {err}. Leave it out.") from err
    except OSError as err:
        raise ReleaseError(
            f"cannot write the release to {target}: {err}. Make room or allow writing, then run it again."
        ) from err


@dataclass(frozen=True, slots=True)
class _Plan:
    name: str
    version: str
    file_format: str
    seed: str
    shares: Shares
    setups: tuple[Setup, ...]
    funnel: Funnel | None

    def path(self, setup: Setup, split: str) -> str:
        return f"{setup.name}/{split}.{self.file_format}"


def _chosen(name: str, setups: Sequence[str], file_format: str) -> tuple[Setup, ...]:
    if not _NAME.fullmatch(name):
        raise ReleaseError(f"{name!r} cannot name a release: use up to 96 letters, digits, '_', '-' and '.'")
    if file_format not in FORMATS:
        raise ReleaseError(f"there is no format {file_format!r}; there are {', '.join(FORMATS)}")
    unknown = [setup for setup in setups if setup not in SETUPS]
    if unknown or not setups:
        raise ReleaseError(f"there is no setup {', '.join(unknown) or 'given'}; choose among {', '.join(SETUPS)}")
    return tuple(SETUPS[setup] for setup in dict.fromkeys(setups))


def _build(samples: Iterable[Sample], folder: Path, plan: _Plan) -> Manifest:
    statistics, seen = Statistics(), set[str]()
    with _writers(folder, plan) as writers:
        for number, sample in enumerate(samples):
            _check(number, sample)
            if sample["id"] in seen:
                statistics.duplicates += 1
                continue
            seen.add(sample["id"])
            split = split_of(family_of(sample["source"]), plan.shares, plan.seed)
            statistics.add(sample, split)
            for setup in plan.setups:
                writers.write(plan.path(setup, split), setup.row(sample))
    if not statistics.total.samples:
        raise ReleaseError("there are no samples to release: build some shards of the corpus first")
    configs = [
        Config(setup, tuple((split, plan.path(setup, split)) for split in SPLITS if split in statistics.by_split))
        for setup in plan.setups
    ]
    card = dataset_card(plan.name, configs, statistics, plan.shares, version=plan.version, funnel=plan.funnel)
    _write_text(folder / CARD, card)
    files = [_describe(folder, CARD)]
    files += [
        _describe(folder, path, statistics.by_split[split].samples)
        for config in configs
        for split, path in config.files
    ]
    manifest = Manifest(
        plan.name,
        plan.version,
        plan.file_format,
        plan.seed,
        plan.shares,
        statistics.total.samples,
        statistics.total.tokens,
        statistics.duplicates,
        tuple(sorted(files, key=lambda file: file.path)),
    )
    _write_text(folder / MANIFEST, manifest.to_json())
    return manifest


class _Writers:
    """The files of a release, each opened by its first row."""

    def __init__(self, folder: Path, file_format: str) -> None:
        self._folder, self._format = folder, file_format
        self._open: dict[str, RowWriter] = {}

    def write(self, path: str, row: Mapping[str, Any]) -> None:
        if path not in self._open:
            (self._folder / path).parent.mkdir(exist_ok=True)
            self._open[path] = open_rows(self._folder / path, self._format)
        self._open[path].write(row)

    def close(self) -> None:
        with contextlib.ExitStack() as stack:
            for writer in self._open.values():
                stack.callback(writer.close)


@contextlib.contextmanager
def _writers(folder: Path, plan: _Plan) -> Iterator[_Writers]:
    with contextlib.closing(_Writers(folder, plan.file_format)) as writers:
        yield writers


def _check(number: int, sample: Sample) -> None:
    missing = [column for column in _COLUMNS if sample.get(column) in (None, "")]
    if missing:
        raise ReleaseError(f"sample {number} lacks {', '.join(missing)}: give rows of the table corpus")
    if sample["proven"] is not True:
        raise ReleaseError(f"sample {sample['id']} is not proven, and only what is proven is released: leave it out")


def _publish(temporary: Path, target: Path, manifest: Manifest) -> Manifest:
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        for path in (temporary, *(entry for entry in temporary.iterdir() if entry.is_dir())):
            _sync(path)
        temporary.replace(target)
        _sync(target.parent)
        return manifest
    there = read_manifest(target) if (target / MANIFEST).exists() else None
    if there is None:
        raise ReleaseError(f"{target} exists and is no release: choose another folder")
    if there != manifest:
        raise ReleaseError(
            f"{target} holds another release ({_difference(there, manifest)}), and a release is never changed: "
            "choose another folder"
        )
    tampered = verify_release(target)
    if tampered:
        raise ReleaseError(f"{target} holds this release, but it was changed: {'; '.join(tampered)}. Remove it first.")
    return there


def _difference(there: Manifest, new: Manifest) -> str:
    old_files = {file.path: file.sha256 for file in there.files}
    new_files = {file.path: file.sha256 for file in new.files}
    differing = sorted(p for p in old_files.keys() | new_files.keys() if old_files.get(p) != new_files.get(p))
    return f"{', '.join(differing)} differ" if differing else "its manifest differs"


def _write_text(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _describe(folder: Path, path: str, rows: int | None = None) -> ReleasedFile:
    return ReleasedFile(path, file_hash(folder / path), (folder / path).stat().st_size, rows)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_leftovers(target: Path) -> None:
    owned = re.compile(rf"\.{re.escape(target.name)}\.(\d+)\.[0-9a-f]{{8}}\.tmp")
    for path in target.parent.glob(f".{glob.escape(target.name)}.*.tmp"):
        match = owned.fullmatch(path.name)
        if match and not _is_running(int(match[1])):
            shutil.rmtree(path, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
