"""`tracepile push` and `tracepile pull`: the lake's copy in an S3-compatible object store."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator

from botocore.exceptions import BotoCoreError  # type: ignore[import-untyped]
from dagster_aws.s3 import S3Resource

from resources.lake import Lake
from resources.object_store import ObjectStore, ObjectStoreError
from resources.settings import load_settings
from tracepile.errors import TracePileError
from tracepile_dagster.commands import terminal
from tracepile_dagster.commands.progress import progress
from tracepile_dagster.commands.query import open_lake

ENDPOINT_VARIABLES = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")

_URL = re.compile(r"s3://([A-Za-z0-9][A-Za-z0-9._-]{1,254})(?:/(.*))?")


def store_at(url: str) -> ObjectStore:
    """Give the object store that a URL such as `s3://bucket/prefix` names.

    The endpoint and the credentials are those of the environment, under the names that AWS's own tools use.

    Raises:
        TracePileError: it is no such URL.
    """
    match = _URL.fullmatch(url)
    if match is None:
        raise TracePileError(f"{url!r} names no bucket: write s3://bucket/prefix")
    endpoint = next((os.environ[name] for name in ENDPOINT_VARIABLES if os.environ.get(name)), None)
    return ObjectStore(S3Resource(endpoint_url=endpoint), match[1], (match[2] or "").strip("/"))


def push(url: str) -> None:
    """Send what the store lacks or holds with another content, and print how much that was.

    Raises:
        TracePileError: the lake is empty, or the store cannot be reached or refuses.
    """
    store, lake = store_at(url), open_lake()
    with _configured(), progress(f"sending {lake.root} to {url}"):
        sent = store.push(lake)
    terminal.prose(f"{_files(len(sent.moved))} sent ({sent.bytes:,} bytes), {sent.equal:,} were there already.")


def pull(url: str) -> None:
    """Fetch what the lake lacks or holds with another content, and print how much that was.

    Raises:
        TracePileError: the store holds no lake there, cannot be reached or refuses, or the lake cannot be written.
    """
    store, lake = store_at(url), Lake(load_settings().lake_path)
    with _configured(), progress(f"fetching {url} to {lake.root}"):
        fetched = store.pull(lake)
    if not fetched.moved and not fetched.equal:
        raise TracePileError(f"{url} holds no file of a lake. Check the bucket and the prefix, or push a lake there.")
    terminal.prose(
        f"{_files(len(fetched.moved))} fetched ({fetched.bytes:,} bytes), {fetched.equal:,} were here already."
    )


@contextlib.contextmanager
def _configured() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ValueError) as err:
        raise ObjectStoreError(
            f"the object store cannot be used: {err}. Check {', '.join(ENDPOINT_VARIABLES)} and the credentials "
            "(AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE)."
        ) from err


def _files(count: int) -> str:
    return f"{count:,} file{'' if count == 1 else 's'}"
