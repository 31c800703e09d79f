"""The partition of every component: the shard, a small slice of the whole with the same key through the graph."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from dagster import DynamicPartitionsDefinition

SHARDS = DynamicPartitionsDefinition(name="shard")

_NUMBERED = re.compile(r"s(\d{4,})")


def shard_key(number: int) -> str:
    """Give the key of the shard with a number: 0 gives `s0000`."""
    return f"s{number:04d}"


def is_numbered(key: str) -> bool:
    """Whether a key is one that a new shard may have, such as `s0007`."""
    return _NUMBERED.fullmatch(key) is not None


def next_shards(existing: Collection[str], count: int) -> Sequence[str]:
    """Give the keys of `count` new shards, numbered on from the highest that exists."""
    numbers = [int(match[1]) for key in existing if (match := _NUMBERED.fullmatch(key))]
    first = max(numbers, default=-1) + 1
    return [shard_key(first + offset) for offset in range(count)]
