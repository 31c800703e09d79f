"""Landing rows: all of them, once, whole or not at all."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from resources.lake import LakeError
from resources.landing import Landing, Landings, is_landed
from tracepile.sources.hub.rows import Numbered

ROOT = Path(__file__).parents[2]


def rows(*numbers: int) -> list[Numbered]:
    return [Numbered(number, {"code": f"print({number})", "inputs": [""]}) for number in numbers]


def land(home: Path, given: list[Numbered], *, file: str = "mine.jsonl", part: int = 500) -> Landing:
    return Landings(home).land(given, file=file, schema="stdio", licence="MIT", rows_per_part=part)


def landed_numbers(home: Path) -> list[tuple[str, int]]:
    """Every row of every landing, as file and number."""
    landings = Landings(home)
    found = []
    for landing in landings.all():
        for shard in landing.shards:
            part = landings.part(shard)
            assert part is not None
            found += [(landing.file, row.number) for row in part.rows]
    return found


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    strange = {"code": "x = 'ä\ud800'", "inputs": [1.5, None, {"a": [float("inf")]}], "big": 10**30}
    given = [Numbered(1, strange), Numbered(2, None, "no JSON: line 2"), *rows(4)]
    landing = land(tmp_path, given)
    assert (landing.rows, landing.repeated, landing.parts) == (3, 0, 1)
    part = Landings(tmp_path).part(landing.shards[0])
    assert part is not None
    assert (part.landing, part.rows) == (landing, given)


@pytest.mark.parametrize(
    ("count", "part", "sizes"), [(0, 3, []), (1, 3, [1]), (3, 3, [3]), (4, 3, [3, 1]), (7, 2, [2, 2, 2, 1])]
)
def test_rows_are_cut_into_parts_in_their_order(tmp_path: Path, count: int, part: int, sizes: list[int]) -> None:
    landing = land(tmp_path, rows(*range(1, count + 1)), part=part)
    found = [Landings(tmp_path).part(shard) for shard in landing.shards]
    assert [len(piece.rows) for piece in found if piece is not None] == sizes
    assert [row.number for piece in found if piece is not None for row in piece.rows] == list(range(1, count + 1))


def test_a_file_that_is_added_again_changes_nothing(tmp_path: Path) -> None:
    first = land(tmp_path, [*rows(1, 2), Numbered(3, None, "no JSON")])
    again = land(tmp_path, [*rows(1, 2), Numbered(3, None, "no JSON")])
    assert (again.rows, again.repeated, again.shards) == (0, 3, ())
    assert Landings(tmp_path).all() == [first]


def test_a_file_that_has_grown_gives_its_new_rows(tmp_path: Path) -> None:
    land(tmp_path, rows(1, 2))
    grown = land(tmp_path, rows(1, 2, 3))
    assert (grown.rows, grown.repeated) == (1, 2)
    assert sorted(landed_numbers(tmp_path)) == [("mine.jsonl", 1), ("mine.jsonl", 2), ("mine.jsonl", 3)]


def test_a_row_that_stands_twice_lands_once(tmp_path: Path) -> None:
    landing = land(tmp_path, [*rows(1), Numbered(2, rows(1)[0].row), *rows(3)])
    assert (landing.rows, landing.repeated) == (2, 1)


def test_another_schema_reads_the_same_row_anew(tmp_path: Path) -> None:
    land(tmp_path, rows(1))
    other = Landings(tmp_path).land(rows(1), file="mine.jsonl", schema="functions")
    assert other.rows == 1


@pytest.mark.parametrize(
    ("file", "begins"),
    [
        ("codeio_200.jsonl.gz", "codeio_200-"),
        ("a b/ü.parquet", "a_b-"),
        ("....", "file-"),
        ("x" * 99 + ".jsonl", "x" * 32 + "-"),
    ],
)
def test_keys_name_the_file_and_can_name_a_shard(tmp_path: Path, file: str, begins: str) -> None:
    landing = land(tmp_path, rows(1), file=file)
    assert landing.key.startswith(begins)
    assert is_landed(landing.shards[0])
    assert len(landing.shards[0]) <= 64


def test_generated_shards_are_not_landed(tmp_path: Path) -> None:
    assert not is_landed("s0000")
    assert Landings(tmp_path).part("s0000") is None


def test_a_landed_shard_whose_rows_are_gone_is_no_empty_shard(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match="mine-0123abcd"):
        Landings(tmp_path).part("mine-0123abcd-0000")


def test_rows_that_fail_halfway_leave_nothing_to_be_seen(tmp_path: Path) -> None:
    def broken() -> Iterator[Numbered]:
        yield from rows(1, 2, 3)
        raise RuntimeError("the connection was cut")

    with pytest.raises(RuntimeError, match="cut"):
        Landings(tmp_path).land(broken(), file="mine.jsonl", schema="stdio", rows_per_part=1)
    assert Landings(tmp_path).all() == []
    assert land(tmp_path, rows(1, 2, 3, 4), part=1).rows == 4
    assert len(landed_numbers(tmp_path)) == 4


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("landing.json", b"{"),
        ("landing.json", b'{"key": 1}'),
        ("landing.json", None),
        ("part-0000.parquet", b"{"),
        ("part-0000.parquet", b""),
    ],
)
def test_damage_is_named_with_what_to_do(tmp_path: Path, file: str, content: bytes | None) -> None:
    landing, other = land(tmp_path, rows(1)), land(tmp_path, rows(2), file="other.jsonl")
    landings = Landings(tmp_path)
    path = landings.folder / landing.key / file
    path.write_bytes(path.read_bytes().replace(b'"parts": 1', b'"parts": "1"') if content is None else content)
    with pytest.raises(LakeError, match="add"):
        landings.part(landing.shards[0])
    with pytest.raises(LakeError, match="add"):
        land(tmp_path, rows(3))
    damaged: list[str] = []
    readable = landings.all(damaged=damaged)
    assert other in readable
    assert bool(damaged) == (file == "landing.json")


def test_another_licence_for_rows_that_landed_is_refused(tmp_path: Path) -> None:
    Landings(tmp_path).land(rows(1), file="mine.jsonl", schema="stdio")
    with pytest.raises(LakeError, match="licence unknown"):
        land(tmp_path, rows(1))


def test_broken_rows_of_two_files_of_one_name_both_land(tmp_path: Path) -> None:
    first = land(tmp_path, [*rows(1), Numbered(2, None, "no JSON")], file="train.jsonl")
    second = land(tmp_path, [*rows(5), Numbered(2, None, "no JSON")], file="train.jsonl")
    assert (first.rows, second.rows) == (2, 2)


def test_a_landing_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[Numbered]:
        yield from rows(*range(1, 120))
        raise OSError("the connection is gone")

    with pytest.raises(OSError, match="connection"):
        Landings(tmp_path).land(broken(), file="mine.jsonl", schema="stdio", rows_per_part=50)
    assert [path.name for path in (tmp_path / "landed").iterdir()] == [".lock"]


def start_landing(home: Path, file: str, count: int) -> subprocess.Popen[str]:
    script = textwrap.dedent(f"""
        import sys, time
        from resources.landing import Landings
        from tracepile.sources.hub.rows import Numbered

        def rows():
            for number in range(1, {count} + 1):
                yield Numbered(number, {{"code": f"print({{number}})"}})
                if number % 100 == 0:
                    print(number, flush=True)
                    time.sleep(0.002)

        Landings({str(home)!r}).land(rows(), file={file!r}, schema="stdio", rows_per_part=50)
        print("done", flush=True)
    """)
    return subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_killed_again_and_again_no_row_is_lost_and_none_is_doubled(tmp_path: Path) -> None:
    for lines in (1, 9, 17, 2):
        process = start_landing(tmp_path, "mine.jsonl", 2_000)
        assert process.stdout is not None
        for _ in range(lines):
            process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert Landings(tmp_path).all() == []
    unfinished = tmp_path / "landed" / ".unfinished"
    assert Landings(tmp_path).remove_leftovers() == [unfinished]
    assert not unfinished.exists()
    finished = start_landing(tmp_path, "mine.jsonl", 2_000)
    assert finished.communicate(timeout=60)[0].endswith("done\n")
    assert landed_numbers(tmp_path) == [("mine.jsonl", number) for number in range(1, 2_001)]


def test_two_at_once_are_told_to_wait(tmp_path: Path) -> None:
    process = start_landing(tmp_path, "mine.jsonl", 20_000)
    assert process.stdout is not None
    process.stdout.readline()
    with pytest.raises(LakeError, match="another process"):
        land(tmp_path, rows(1))
    assert Landings(tmp_path).remove_leftovers() == []
    process.kill()
    process.wait()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            assert land(tmp_path, rows(1)).rows == 1
        except LakeError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("a process that was killed still holds the lock")
