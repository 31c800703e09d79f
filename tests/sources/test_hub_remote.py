"""Data sets on the Hugging Face hub, read through its own library from a server on this machine."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.sources.hub_rows import PROGRAM, programs
from tests.sources.hub_server import HubServer
from tracepile.sources.hub import HubError, read_programs

ADDRESS = "hf://datasets/some/data"
LINES = b"".join(json.dumps(PROGRAM | {"id": number, "statement": None}).encode() + b"\n" for number in range(5))


def parquet(rows: list[dict[str, object]]) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), file)
    return file.getvalue()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    files = {
        "train.jsonl": LINES,
        "data/train.jsonl.gz": gzip.compress(LINES, mtime=0),
        "data/train-00000-of-00002.parquet": parquet([PROGRAM, PROGRAM]),
        "data/train-00001-of-00002.parquet": parquet([PROGRAM]),
    }
    with HubServer(files) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        monkeypatch.setenv("HF_TOKEN", "hf_secret")
        yield hub


@pytest.mark.parametrize(
    ("path", "origins"),
    [
        ("train.jsonl", [f"train.jsonl:{row}" for row in range(1, 6)]),
        ("data/train.jsonl.gz", [f"train.jsonl.gz:{row}" for row in range(1, 6)]),
        ("data/train-00000-of-00002.parquet", [f"train-00000-of-00002.parquet:{row}" for row in (1, 2)]),
        ("data/train-*.parquet", [f"train-*.parquet:{row}" for row in (1, 2, 3)]),
    ],
)
def test_files_on_the_hub_are_read_as_local_ones(server: HubServer, path: str, origins: list[str]) -> None:
    found = programs(f"{ADDRESS}/{path}", "stdio")
    assert [sourced.program.origin for sourced in found] == origins
    assert server.tokens == {"Bearer hf_secret"}


def test_reading_goes_on_after_a_row(server: HubServer) -> None:
    found = programs(f"{ADDRESS}/train.jsonl", "stdio", after=3)
    assert [sourced.program.origin for sourced in found] == ["train.jsonl:4", "train.jsonl:5"]


def test_a_large_file_comes_in_pieces_as_far_as_it_is_read(server: HubServer) -> None:
    row = json.dumps(PROGRAM | {"statement": "x" * 100_000}).encode() + b"\n"
    server.files["large.jsonl"] = row * 400
    items = read_programs(f"{ADDRESS}/large.jsonl", "stdio")
    next(items)
    assert 0 < server.largest < len(row) * 400 / 3


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"{ADDRESS}/nothing.jsonl", "there is no hf://datasets/some/data/nothing.jsonl on the hub"),
        (f"{ADDRESS}/none/nothing.jsonl", "there is no hf://datasets/some/data/none/nothing.jsonl on the hub"),
        (f"{ADDRESS}@other/train.jsonl", "revision not found"),
        ("hf://datasets/no/body/train.jsonl", "Check owner, name and path"),
        (f"{ADDRESS}/data/test-*.parquet", "nothing on the hub matches"),
        ("hf://datasets/some/gated/train.jsonl", "HF_TOKEN"),
        (f"{ADDRESS}/train.csv", "unknown ending"),
        ("hf://train.jsonl", "cannot be read from the hub"),
    ],
)
def test_what_is_not_there_or_closed_is_said(server: HubServer, address: str, words: str) -> None:
    with pytest.raises(HubError, match=words):
        read_programs(address, "stdio")


def test_an_error_of_the_server_is_said(server: HubServer) -> None:
    server.broken = 403
    with pytest.raises(HubError, match="accept the data set's terms"):
        read_programs(f"{ADDRESS}/train.jsonl", "stdio")
    server.broken = 400
    with pytest.raises(HubError, match="the hub answered with an error"):
        read_programs(f"{ADDRESS}/train.jsonl", "stdio")


def test_without_a_network_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with HubServer({}) as hub:
        url = hub.url
    monkeypatch.setenv("HF_ENDPOINT", url)
    with pytest.raises(HubError, match="check the network, or download the file and give its path"):
        read_programs(f"{ADDRESS}/train.jsonl", "stdio")


def test_without_the_extra_it_is_said_how_to_install_it() -> None:
    script = (
        "import sys\nsys.modules['huggingface_hub'] = None\nfrom tracepile.sources.hub import HubError, read_programs\n"
        f"try:\n    read_programs('{ADDRESS}/train.jsonl', 'stdio')\nexcept HubError as err:\n    print(err)\n"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert "pip install 'tracepile[hub]'" in answer.stdout
