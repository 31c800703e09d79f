"""A copy of the lake in any S3-compatible object store: what differs is sent, what is equal is not."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]
from dagster_aws.s3 import S3Resource

from resources.lake import PART, Lake, replace_file
from resources.landing import FOLDER, RECORD, Landings
from resources.schemas import REJECTS, TABLES
from tracepile.errors import TracePileError

_HASH = "sha256"
_KEY = re.compile(
    rf"(?:(?:{'|'.join(name for name in TABLES if name != REJECTS.name)})|{REJECTS.name}/asset=[a-z_]+)"
    rf"/shard=([A-Za-z0-9][A-Za-z0-9_.-]{{0,63}})/{re.escape(PART)}"
)


_LANDED_KEY = re.compile(rf"{FOLDER}/([A-Za-z0-9_]+-[0-9a-f]{{8}})/(?:part-\d{{4,}}\.parquet|{re.escape(RECORD)})")


class ObjectStoreError(TracePileError):
    """The object store cannot be reached, or refuses, or holds something else than was sent."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """What a push or a pull did: the files that were moved, their bytes, and how many were equal already."""

    moved: tuple[str, ...]
    bytes: int
    equal: int


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """The lake's mirror under `prefix` in `bucket`, reached through `s3`.

    Each file is one object, put whole, so that readers of the bucket never see a part of one either.
    """

    s3: S3Resource
    bucket: str
    prefix: str = "lake"

    def push(self, lake: Lake, shards: Collection[str] | None = None) -> Transfer:
        """Send the files of some shards (default: of all) that the store lacks or holds with another content.

        Raises:
            ObjectStoreError: the store cannot be reached or refuses. What was sent stays; a rerun sends the rest.
        """
        client = self.s3.get_client()
        with self._named():
            there = dict(self._list(client))
            moved: list[str] = []
            size = 0
            files = lake.files(shards) + Landings(lake.root).files(shards)
            for path in files:
                key = path.relative_to(lake.root).as_posix()
                content = path.read_bytes()
                if key in there and self._equal(client, key, there[key], content):
                    continue
                client.put_object(
                    Bucket=self.bucket,
                    Key=self._full(key),
                    Body=content,
                    Metadata={_HASH: hashlib.sha256(content).hexdigest()},
                )
                moved.append(key)
                size += len(content)
        return Transfer(tuple(moved), size, len(files) - len(moved))

    def pull(self, lake: Lake, shards: Collection[str] | None = None) -> Transfer:
        """Fetch the files of some shards (default: of all) that the lake lacks or holds with another content.

        Raises:
            ObjectStoreError: the store cannot be reached or refuses, or an object is not what was once sent.
            LakeError: the lake cannot be written.
        """
        client = self.s3.get_client()
        with self._named():
            moved: list[str] = []
            size = equal = 0
            # The record of a landing comes after its rows: it says that they are all there.
            for key, tag in sorted(self._list(client), key=lambda entry: entry[0].endswith(RECORD)):
                if not _wanted(key, shards):
                    continue
                path = lake.root / key
                if path.exists() and self._equal(client, key, tag, path.read_bytes()):
                    equal += 1
                    continue
                content = self._fetch(client, key)
                replace_file(path, content)
                moved.append(key)
                size += len(content)
        return Transfer(tuple(moved), size, equal)

    def _full(self, key: str) -> str:
        return f"{self.prefix}/{key}" if self.prefix else key

    def _list(self, client: Any) -> Iterator[tuple[str, str]]:
        start = self._full("")
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=start):
            for entry in page.get("Contents", ()):
                yield entry["Key"].removeprefix(start), entry["ETag"].strip('"')

    def _equal(self, client: Any, key: str, tag: str, content: bytes) -> bool:
        # The tag of an object that was put whole is its MD5, except where the store encrypts: then ask for our own.
        if tag == hashlib.md5(content, usedforsecurity=False).hexdigest():
            return True
        head = client.head_object(Bucket=self.bucket, Key=self._full(key))
        return bool(head["Metadata"].get(_HASH) == hashlib.sha256(content).hexdigest())

    def _fetch(self, client: Any, key: str) -> bytes:
        reply = client.get_object(Bucket=self.bucket, Key=self._full(key))
        content: bytes = reply["Body"].read()
        promised = reply["Metadata"].get(_HASH)
        if promised is not None and promised != hashlib.sha256(content).hexdigest():
            raise ObjectStoreError(
                f"{self._full(key)} in bucket {self.bucket} is not what was sent. Push it again from a good lake."
            )
        return content

    @contextlib.contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except (BotoCoreError, ClientError) as err:
            raise ObjectStoreError(
                f"bucket {self.bucket!r} at {self.s3.endpoint_url or 'the default endpoint'}: {err}. "
                "Check the endpoint, the bucket's name and the credentials, then run again: nothing is sent twice."
            ) from err


def _wanted(key: str, shards: Collection[str] | None) -> bool:
    """Whether an object is a file of the lake, and one that some shards are made of."""
    if (match := _KEY.fullmatch(key)) is not None:
        return shards is None or match[1] in shards
    if (match := _LANDED_KEY.fullmatch(key)) is not None:
        return shards is None or any(shard.startswith(f"{match[1]}-") for shard in shards)
    return False
