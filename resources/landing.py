"""Where a user's data lands: the rows of a file as they came, cut into parts that become one shard each.

    <lake>/landed/<landing>/part-0000.parquet
    <lake>/landed/<landing>/landing.json

A landing is a folder that appears under its name in one moment, when every row is in it, and never changes again.
Nothing is judged here: what a row means, and why it is dropped, is the business of the component that reads it.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import polars as pl
from pydantic import TypeAdapter, ValidationError

from resources.lake import LakeError, replace_file
from tracepile.sources.hub.rows import Numbered

FOLDER = "landed"

RECORD = "landing.json"
"""The file that says that a landing is complete."""

_UNFINISHED = ".unfinished"
_LONGEST_PART_CHARACTERS = 32 * 2**20
_SCHEMA = pl.Schema({"row": pl.Int64, "digest": pl.UInt64, "text": pl.String, "problem": pl.String})
_SHARD = re.compile(r"(?P<landing>[A-Za-z0-9_]+-[0-9a-f]{8})-(?P<part>\d{4,})")
_LONGEST_NAME = 32


@dataclass(frozen=True, slots=True)
class Landing:
    """A file whose rows have landed.

    Attributes:
        key: names the landing; begins like the file.
        file: the file's name, as rows quote it.
        schema: how its rows are laid out.
        licence: licence of the rows that name none, if it was said.
        rows: rows that landed, over all parts.
        repeated: rows that did not land, since the same row had landed before, here or in an earlier landing.
        parts: how many parts there are; each becomes a shard.
    """

    key: str
    file: str
    schema: str
    licence: str | None
    rows: int
    repeated: int
    parts: int

    @property
    def shards(self) -> tuple[str, ...]:
        """The keys of the shards, in the order of the rows."""
        return tuple(f"{self.key}-{part:04d}" for part in range(self.parts))


_LANDING = TypeAdapter(Landing)


class Landed(NamedTuple):
    """One part of a landing: the landing and the rows."""

    landing: Landing
    rows: list[Numbered]


class Landings:
    """The landed files of the lake in a folder."""

    def __init__(self, lake: Path | str) -> None:
        self.folder = Path(lake) / FOLDER

    def land(
        self,
        rows: Iterable[Numbered],
        *,
        file: str,
        schema: str,
        licence: str | None = None,
        rows_per_part: int = 500,
        progress: Callable[[], None] | None = None,
    ) -> Landing:
        """Keep the rows of a file, those that have not landed before.

        So a file that is added again gives a landing without rows, which is not kept, and one that has grown gives
        the rows that are new. A call that was interrupted or killed leaves nothing to be seen.

        Args:
            rows: the rows with their numbers, in order.
            file: the file's name.
            schema: how the rows are laid out.
            licence: licence of rows that name none.
            rows_per_part: most rows of a part.
            progress: called after each row.

        Raises:
            LakeError: the folder cannot be written, or another process is adding rows.
        """
        with self._locked(), _removed_again(self.folder / _UNFINISHED) as folder:
            known = self._digests()
            hashed = hashlib.sha256()
            landed = repeated = parts = size = previous = 0
            part: list[dict[str, object]] = []
            for number, row, problem in rows:
                text = "" if row is None else json.dumps(row, separators=(",", ":"))
                # A broken row is known by its number, what is wrong and the row before; every other by what it says.
                digest = _digest(schema, text or f"{number}:{problem}:{previous}")
                previous = digest
                if progress is not None:
                    progress()
                if digest in known:
                    repeated += 1
                    continue
                known.add(digest)
                hashed.update(digest.to_bytes(8))
                if part and (len(part) == rows_per_part or size + len(text) > _LONGEST_PART_CHARACTERS):
                    _write_part(folder, parts, part)
                    parts, part, size = parts + 1, [], 0
                part.append({"row": number, "digest": digest, "text": text, "problem": problem or None})
                size += len(text)
                landed += 1
            if part:
                _write_part(folder, parts, part)
                parts += 1
            landing = Landing(f"{_slug(file)}-{hashed.hexdigest()[:8]}", file, schema, licence, landed, repeated, parts)
            if landed:
                replace_file(folder / RECORD, (json.dumps(asdict(landing), indent=2) + "\n").encode())
                _move(folder, self.folder / landing.key)
            elif repeated:
                self._refuse_other_licence(landing)
        return landing

    def remove_leftovers(self) -> list[Path]:
        """Delete what a landing that was killed left; give what was deleted. Nothing while a landing is under way."""
        folder = self.folder / _UNFINISHED
        if folder.exists():
            with contextlib.suppress(LakeError), self._locked():
                shutil.rmtree(folder, ignore_errors=True)
                return [folder]
        return []

    def find(self, key: str) -> Landing | None:
        """Give the landing of a key; None where there is none.

        Raises:
            LakeError: its record is damaged.
        """
        return _read_record(self.folder / key / RECORD)

    def all(self, *, damaged: list[str] | None = None) -> list[Landing]:
        """Give every landing, sorted by key.

        Args:
            damaged: takes what is wrong with the records that cannot be read; without it the first one is an error.

        Raises:
            LakeError: a record is damaged.
        """
        found: list[Landing] = []
        for path in sorted(self.folder.glob(f"[!.]*/{RECORD}")):
            try:
                landing = _read_record(path)
            except LakeError as err:
                if damaged is None:
                    raise
                damaged.append(str(err))
                continue
            if landing is not None:
                found.append(landing)
        return found

    def part(self, shard: str) -> Landed | None:
        """Give the rows that a shard is made of; None where its key is not one of landed rows.

        Raises:
            LakeError: the rows are not there, or damaged.
        """
        match = _SHARD.fullmatch(shard)
        if match is None:
            return None
        landing = self.find(match["landing"])
        if landing is None:
            raise LakeError(
                f"the rows of shard {shard} are not in {self.folder}: bring the folder {match['landing']} back, "
                "or add the file again."
            )
        path = self.folder / landing.key / f"part-{match['part']}.parquet"
        with _readable(path, landing.file):
            frame = pl.read_parquet(path, columns=["row", "text", "problem"])
            rows = [
                Numbered(number, json.loads(text) if problem is None else None, problem or "")
                for number, text, problem in frame.iter_rows()
            ]
        return Landed(landing, rows)

    def files(self, shards: Collection[str] | None = None) -> list[Path]:
        """List the files of every landing, or of those that some shards are made of, sorted."""
        wanted = [landing for landing in self.all() if shards is None or set(landing.shards) & set(shards)]
        return sorted(path for landing in wanted for path in (self.folder / landing.key).iterdir())

    def _digests(self) -> set[int]:
        digests: set[int] = set()
        for landing in self.all():
            for path in sorted((self.folder / landing.key).glob("part-*.parquet")):
                with _readable(path, landing.file):
                    digests.update(pl.read_parquet(path, columns=["digest"])["digest"])
        return digests

    def _refuse_other_licence(self, asked: Landing) -> None:
        for landing in self.all():
            if (landing.file, landing.schema) == (asked.file, asked.schema) and landing.licence != asked.licence:
                raise LakeError(
                    f"the rows of {landing.file} landed before with the licence {landing.licence or 'unknown'}, and a "
                    f"landing does not change. Remove the folder {self.folder / landing.key}, then add the file again."
                )

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep a second process from adding rows at the same time; a process that was killed holds no lock."""
        with contextlib.ExitStack() as stack:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                lock = stack.enter_context((self.folder / ".lock").open("w"))
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as err:
                raise LakeError(
                    f"another process is adding rows to {self.folder}: wait until it has ended, and run again."
                ) from err
            except OSError as err:
                raise LakeError(
                    f"cannot write {self.folder}: {err.strerror or err}. Repair that and run again."
                ) from err
            yield


@contextlib.contextmanager
def _removed_again(folder: Path) -> Iterator[Path]:
    """Give a folder that is not there, neither now, whoever left it, nor afterwards, whatever happens."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def is_landed(shard: str) -> bool:
    """Whether a shard's key is one of landed rows, such as `codeio_200-3f9a0c1d-0000`."""
    return _SHARD.fullmatch(shard) is not None


def _slug(file: str) -> str:
    stem = re.sub(r"(\.(jsonl|json|parquet|gz|py))+$", "", file)
    return re.sub(r"[^A-Za-z0-9_]+", "_", stem).strip("_")[:_LONGEST_NAME] or "file"


def _digest(schema: str, text: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{schema}\n{text}".encode()).digest()[:8], "big")


def _write_part(folder: Path, number: int, rows: list[dict[str, object]]) -> None:
    buffer = io.BytesIO()
    pl.DataFrame(rows, schema=_SCHEMA).write_parquet(buffer, compression="zstd", compression_level=3)
    replace_file(folder / f"part-{number:04d}.parquet", buffer.getvalue())


def _move(folder: Path, final: Path) -> None:
    try:
        if (final / RECORD).exists():
            raise LakeError(f"{final} holds other rows under the same key: rename the file, then add it again.")
        shutil.rmtree(final, ignore_errors=True)  # without a record it is nothing that a landing leaves behind
        folder.rename(final)
    except OSError as err:
        raise LakeError(f"cannot move {folder} to {final}: {err}. Repair that and add the file again.") from err


def _read_record(path: Path) -> Landing | None:
    try:
        return _LANDING.validate_json(path.read_bytes(), strict=True)
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as err:
        raise LakeError(
            f"{path} cannot be read: {err}. Remove the folder {path.parent} and add the file again."
        ) from err


@contextlib.contextmanager
def _readable(path: Path, file: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, pl.exceptions.PolarsError) as err:
        raise LakeError(f"{path} cannot be read: {err}. Remove the folder {path.parent} and add {file} again.") from err
