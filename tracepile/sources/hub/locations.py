"""Where data sets lie: local files, folders of Python, patterns, the Hugging Face hub and installed packages."""

from __future__ import annotations

import glob
import importlib.util
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from tracepile.errors import TracePileError

ENDINGS = (".jsonl", ".jsonl.gz", ".parquet", ".py")
"""What the names of files end in that hold rows."""

REASONING_GYM = "reasoning-gym"
"""The location that stands for the data inside the installed package of that name."""

_REASONING_GYM_DATA = ("data", "codeio.jsonl.gz")
_HUB = "hf://"
_WILD = "*?["
_REMOTE_BUFFER_BYTES = 2**20


class HubError(TracePileError):
    """A data set cannot be read at all, or is not laid out as was said."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of rows: its full name, as errors give it, its path within the data set, and how it is opened."""

    name: str
    path: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Location:
    """The files of a data set, in order, and the short name that its rows are quoted by."""

    name: str
    files: tuple[DataFile, ...]


def locate(path: Path | str) -> Location:
    """Find the files of a data set.

    Args:
        path: a file, a pattern such as `data/train-*.parquet`, a folder of Python files, either of the first two
            on the Hugging Face hub as `hf://datasets/owner/name/data/train.jsonl`, or the word `reasoning-gym`.
            A pattern stands for its files in sorted order, as if they were one file.

    Raises:
        HubError: nothing is there, or its ending is none of `ENDINGS`, or it cannot be reached.
    """
    text = str(path)
    if text == REASONING_GYM:
        return _installed()
    if text.startswith(_HUB):
        return _on_hub(text)
    file = Path(path)
    if file.is_dir():
        return _folder(file)
    _check_ending(text)
    if file.is_file():
        return Location(file.name, (_local(file),))
    found = sorted(glob.glob(text, recursive=True)) if _is_wild(text) else []
    if not found:
        raise HubError(f"there is no file {path}: check the path")
    return Location(file.name, tuple(_local(Path(name)) for name in found))


def _local(file: Path, folder: Path | None = None) -> DataFile:
    return DataFile(str(file), file.relative_to(folder or file.parent).as_posix(), lambda: file.open("rb"))


def _is_wild(text: str) -> bool:
    return any(char in text for char in _WILD)


def _check_ending(text: str) -> None:
    if not text.endswith(ENDINGS):
        endings = f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
        raise HubError(f"{text} has an unknown ending: give a file ending in {endings}")


def _folder(folder: Path) -> Location:
    if not os.access(folder, os.R_OK | os.X_OK):
        raise HubError(f"the folder {folder} may not be read: allow it, or copy what you need of it")
    files = sorted(
        (file for file in folder.rglob("*.py") if not _is_hidden(file.relative_to(folder))),
        key=lambda file: file.relative_to(folder).as_posix(),
    )
    if not files:
        raise HubError(f"there is no Python file in {folder}; name a folder of .py files, or one data file")
    return Location(folder.resolve().name, tuple(_local(file, folder) for file in files))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


def _installed() -> Location:
    spec = importlib.util.find_spec("reasoning_gym")
    folders = [] if spec is None else list(spec.submodule_search_locations or [])
    for folder in folders:
        file = Path(folder, *_REASONING_GYM_DATA)
        if file.is_file():
            return Location(file.name, (_local(file),))
    if spec is None:
        raise HubError(
            "the package reasoning-gym is not installed: pip install 'tracepile[reasoning-gym]', "
            "or give the path of its data/codeio.jsonl.gz"
        )
    raise HubError(
        f"the installed package reasoning-gym has no {'/'.join(_REASONING_GYM_DATA)}: give the path of such a file"
    )


def _on_hub(address: str) -> Location:
    _check_ending(address)
    try:
        # Costs half a second, and is an extra.
        from huggingface_hub import HfFileSystem  # noqa: PLC0415
    except ImportError as err:
        raise HubError(
            f"{address} is on the Hugging Face hub, and reading from there needs an extra: pip install 'tracepile[hub]'"
        ) from err
    with _explained(address):
        files = HfFileSystem(endpoint=os.environ.get("HF_ENDPOINT"), skip_instance_cache=True)
        names = sorted(files.glob(address)) if _is_wild(address) else [files.info(address)["name"]]
    if not names:
        raise HubError(f"nothing on the hub matches {address}: check the pattern on the data set's page")
    return Location(address.rpartition("/")[2], tuple(_remote(files, f"{_HUB}{name}") for name in names))


def _remote(files: Any, address: str) -> DataFile:
    def opened() -> BinaryIO:
        with _explained(address):
            raw = files.open(address, "rb")
        return io.BufferedReader(_RemoteFile(raw, address), _REMOTE_BUFFER_BYTES)

    return DataFile(address, address.rpartition("/")[2], opened)


class _RemoteFile(io.RawIOBase):
    """A file on the hub, whose errors say what to do."""

    def __init__(self, file: Any, address: str) -> None:
        self._file = file
        self._address = address

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: Any, /) -> int:
        with _explained(self._address):
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


@contextmanager
def _explained(address: str) -> Iterator[None]:
    """Turn whatever the hub's library raises into an error that says what to do."""
    try:
        yield
    except FileNotFoundError as err:
        raise HubError(
            f"there is no {address} on the hub: {err}. Check owner, name and path on the data set's page; "
            "for a private data set set HF_TOKEN"
        ) from err
    except Exception as err:
        # The library raises errors of several HTTP libraries, which it changes from release to release.
        status = getattr(getattr(err, "response", None), "status_code", None)
        if status in (401, 403):
            advice = "accept the data set's terms on its page, and set HF_TOKEN to a token that may read it"
        elif status is not None:
            advice = "the hub answered with an error; try again later"
        else:
            advice = "check the network, or download the file and give its path"
        raise HubError(f"{address} cannot be read from the hub: {type(err).__name__}: {err}; {advice}") from err
