"""Releases: equal bytes from equal samples, families kept together, a card that parses, tampering found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from resources.schemas import TABLES
from tracepile.records import content_id
from tracepile.release import (
    SETUPS,
    SPLITS,
    ReleaseError,
    Shares,
    read_manifest,
    split_of,
    verify_release,
    write_release,
)
from tracepile.release.card import hub_licence, size_category

FAMILIES = [*(f"classical/algorithm_{n}" for n in range(60)), *(f"hub/mine/{n}" for n in range(40))]
Change = Callable[[dict[str, Any]], None]


def sample(family: str, number: int, **changed: Any) -> dict[str, Any]:
    """One row as the corpus has them."""
    prompt, completion = (
        f"{family} runs on input {number}: é “|” <b>",
        f"Line 1 returns {number}.\nThe answer is {number}.",
    )
    return {
        "id": content_id("sample", prompt, completion),
        "kind": "rationale" if number % 2 else "question",
        "domain": "classical",
        "source": family,
        "rewritten": number % 3 == 0,
        "prompt": prompt,
        "completion": completion,
        "tokens": 20 + number,
        "proven": True,
        "licence": "MIT" if family.startswith("hub") else "Apache-2.0",
        **changed,
    }


def samples() -> Iterator[dict[str, Any]]:
    """Five samples of each family, the families in turn."""
    return (sample(family, number) for number in range(5) for family in FAMILIES)


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows(folder: Path, setup: str, split: str) -> list[dict[str, Any]]:
    """The rows of one JSONL file."""
    lines = (folder / setup / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("file_format", ["jsonl", "parquet"])
def test_equal_samples_give_equal_bytes(tmp_path: Path, file_format: str) -> None:
    manifests = [
        write_release(samples(), tmp_path / name, name="tiny", file_format=file_format) for name in ("one", "two")
    ]
    assert manifests[0] == manifests[1] == read_manifest(tmp_path / "one")
    assert content(tmp_path / "one") == content(tmp_path / "two")
    assert len(content(tmp_path / "one")) == len(SETUPS) * len(SPLITS) + 2
    assert verify_release(tmp_path / "one") == ()


def test_another_process_with_another_hash_seed_gives_the_same_release(tmp_path: Path) -> None:
    here = write_release(samples(), tmp_path / "here", name="tiny")
    script = (
        "import sys; from tests.release.test_release import samples; from tracepile.release import write_release; "
        "print(write_release(samples(), sys.argv[1], name='tiny').sha256)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "there")],
        env={**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == here.sha256


def test_the_rows_of_the_corpus_are_what_a_release_is_made_of(tmp_path: Path) -> None:
    row = {name: sample("classical/gcd", 1).get(name, "") for name in TABLES["corpus"].columns}
    assert write_release([row], tmp_path / "r", name="one").samples == 1


def test_each_setup_has_the_rows_that_trainers_read(tmp_path: Path) -> None:
    given = sample("classical/gcd", 1)
    manifest = write_release([given], tmp_path / "r", name="one", shares=Shares(1, 0, 0))
    prompt, completion = given["prompt"], given["completion"]
    assert rows(tmp_path / "r", "continued_pretraining", "train") == [{"text": f"{prompt}\n\n{completion}"}]
    assert rows(tmp_path / "r", "two_stage_finetuning", "train") == [{"prompt": prompt, "completion": completion}]
    assert rows(tmp_path / "r", "instruction_tuning", "train") == [
        {"messages": [{"role": "user", "content": prompt}, {"role": "assistant", "content": completion}]}
    ]
    assert {file.path: file.rows for file in manifest.files} == {
        "README.md": None,
        **{f"{setup}/train.jsonl": 1 for setup in SETUPS},
    }


def test_parquet_holds_what_jsonl_holds(tmp_path: Path) -> None:
    write_release(samples(), tmp_path / "jsonl", name="tiny")
    write_release(samples(), tmp_path / "parquet", name="tiny", file_format="parquet")
    for setup in SETUPS:
        for split in SPLITS:
            table = pq.read_table(tmp_path / "parquet" / setup / f"{split}.parquet")
            assert table.to_pylist() == rows(tmp_path / "jsonl", setup, split)


def test_no_family_is_in_two_splits_and_nothing_is_lost(tmp_path: Path) -> None:
    write_release(samples(), tmp_path / "r", name="tiny", shares=Shares(0.6, 0.2, 0.2))
    splits_of: dict[str, set[str]] = defaultdict(set)
    prompts = []
    for split in SPLITS:
        for row in rows(tmp_path / "r", "two_stage_finetuning", split):
            splits_of[row["prompt"].partition(" ")[0]].add(split)
            prompts.append(row["prompt"])
    assert sorted(splits_of) == sorted(FAMILIES)
    assert all(len(splits) == 1 for splits in splits_of.values())
    assert set().union(*splits_of.values()) == set(SPLITS)
    assert sorted(prompts) == sorted(row["prompt"] for row in samples())


@given(st.text(min_size=1), st.text(max_size=5), st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_a_family_keeps_its_split_when_only_training_shrinks_for_validation(
    family: str, seed: str, cuts: tuple[float, float]
) -> None:
    test, both = sorted(cuts)
    split = split_of(family, Shares(1 - both, both - test, test), seed)
    assert split == split_of(family, Shares(1 - both, both - test, test), seed)
    assert (split == "test") == (split_of(family, Shares(1 - test, 0, test), seed) == "test")


def test_splits_get_about_their_share_of_families() -> None:
    found = [split_of(f"hub/many/{n}", Shares(0.8, 0.1, 0.1)) for n in range(5_000)]
    assert {split: round(found.count(split) / 5_000, 1) for split in SPLITS} == {
        "train": 0.8,
        "validation": 0.1,
        "test": 0.1,
    }


@pytest.mark.parametrize("shares", [(0.5, 0.5, 0.5), (1.2, -0.1, -0.1), (0, 0, 0)])
def test_shares_that_are_none_are_refused(shares: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="add up to 1"):
        Shares(*shares)


def test_the_card_has_metadata_that_parses_and_names_existing_files(tmp_path: Path) -> None:
    funnel = {"traces": {"time_limit": 3, "wrong_output": 12}, "hub": {"bad_json": 1}}
    write_release(samples(), tmp_path / "r", name="tiny", version="v1: new", funnel=funnel)
    card = (tmp_path / "r" / "README.md").read_text(encoding="utf-8")
    _, front, body = card.split("---\n", 2)
    metadata = yaml.safe_load(front)
    assert metadata["license"] == ["apache-2.0", "mit"]
    assert metadata["language"] == ["en"]
    assert metadata["size_categories"] == ["n<1K"]
    assert [config["config_name"] for config in metadata["configs"]] == list(SETUPS)
    assert [config.get("default", False) for config in metadata["configs"]] == [True, False, False]
    for config in metadata["configs"]:
        assert [file["split"] for file in config["data_files"]] == list(SPLITS)
        assert all((tmp_path / "r" / file["path"]).is_file() for file in config["data_files"])
    assert "500 samples with 11,000 tokens" in body
    assert "| classical | Apache-2.0 | 300 | 6,600 |" in body
    assert "| hub/mine | MIT | 200 | 4,400 |" in body
    assert body.index("| traces | wrong_output | 12 |") < body.index("| traces | time_limit | 3 |")


def test_odd_licences_and_sources_do_not_break_the_card(tmp_path: Path) -> None:
    odd = sample('hub/a|b<i>"/1', 1, licence='NVIDIA "special": yes\n- x')
    write_release([odd, sample("classical/gcd", 2)], tmp_path / "r", name="odd", shares=Shares(1, 0, 0))
    card = (tmp_path / "r" / "README.md").read_text(encoding="utf-8")
    metadata = yaml.safe_load(card.split("---\n", 2)[1])
    assert metadata["license"] == ["apache-2.0", "other"]
    assert metadata["license_name"] == 'NVIDIA "special": yes- x'
    assert '| hub/a\\|b&lt;i>" | NVIDIA "special": yes - x | 1 | 21 |' in card


@pytest.mark.parametrize(
    ("licence", "identifier"),
    [("Apache-2.0", "apache-2.0"), ("GPL-3.0-only", "gpl-3.0"), ("unknown", "unknown"), ("Mine", "other")],
)
def test_licences_are_named_as_the_hub_names_them(licence: str, identifier: str) -> None:
    assert hub_licence(licence) == identifier


@pytest.mark.parametrize(
    ("count", "category"),
    [(1, "n<1K"), (999, "n<1K"), (1_000, "1K<n<10K"), (2_600_000, "1M<n<10M"), (10**7, "10M<n<100M")],
)
def test_sizes_are_named_as_the_hub_names_them(count: int, category: str) -> None:
    assert size_category(count) == category


def test_a_sample_that_comes_twice_is_released_once(tmp_path: Path) -> None:
    manifest = write_release([*samples(), *samples()], tmp_path / "r", name="tiny")
    assert (manifest.samples, manifest.duplicates) == (500, 500)


def edit(path: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Change the bytes of one file."""
    return lambda folder: (folder / path).write_bytes(change((folder / path).read_bytes())) and None


TRAIN = "instruction_tuning/train.jsonl"


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (edit(TRAIN, lambda b: b.replace(b"answer is 1", b"answer is 2", 1)), [f"{TRAIN}: its content"]),
        (edit("README.md", lambda b: b + b"\n"), ["README.md: its content"]),
        (lambda folder: (folder / TRAIN).unlink(), [f"{TRAIN}: missing"]),
        (lambda folder: (folder / "more.jsonl").write_text("{}"), ["more.jsonl: not in the manifest"]),
        (
            lambda folder: (folder / TRAIN).rename(folder / "x") and (folder / TRAIN).symlink_to(folder / "x"),
            [f"{TRAIN}: its content", "x: not in the manifest"],
        ),
        (edit("manifest.json", lambda b: b.rstrip()), ["manifest.json: edited"]),
        (
            edit("manifest.json", lambda b: b.replace(b'"README.md"', b'"../escaped"')),
            ["../escaped: missing", "README.md: not in the manifest"],
        ),
    ],
)
def test_tampering_is_found_and_named(tmp_path: Path, tamper: Callable[[Path], object], named: list[str]) -> None:
    write_release(samples(), tmp_path / "r", name="tiny")
    tamper(tmp_path / "r")
    differences = verify_release(tmp_path / "r")
    assert len(differences) == len(named)
    assert all(difference.startswith(name) for difference, name in zip(differences, named, strict=True))
    with pytest.raises(ReleaseError, match=r"was changed|holds another release"):
        write_release(samples(), tmp_path / "r", name="tiny")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema_version": 9}', '{"schema_version": 1, "files": [{}]}', "\xff"]
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text, encoding="latin-1")
    with pytest.raises(ReleaseError, match=r"manifest\.json"):
        verify_release(tmp_path)
    with pytest.raises(ReleaseError, match="is no release"):
        verify_release(tmp_path / "elsewhere")


def test_a_release_is_never_changed(tmp_path: Path) -> None:
    first = write_release(samples(), tmp_path / "r", name="tiny")
    before = content(tmp_path / "r")
    with pytest.raises(ReleaseError, match=r"another release .*README\.md.* choose another folder"):
        write_release([sample("classical/gcd", 1)], tmp_path / "r", name="tiny")
    assert write_release(samples(), tmp_path / "r", name="tiny") == first
    assert content(tmp_path / "r") == before
    assert os.listdir(tmp_path) == ["r"]


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep")
    with pytest.raises(ReleaseError, match="is no release"):
        write_release(samples(), tmp_path / "mine", name="tiny")
    assert content(tmp_path) == {"mine/notes.txt": b"keep"}


def drop(column: str) -> Change:
    """Take a column away."""
    return lambda row: row.pop(column)


def put(column: str, value: object) -> Change:
    """Give a column another value."""
    return lambda row: row.update({column: value})


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (drop("completion"), "lacks completion"),
        (drop("licence"), "lacks licence"),
        (put("source", ""), "lacks source"),
        (put("proven", False), "is not proven"),
        (put("proven", 1), "is not proven"),
        (put("prompt", "\ud800"), "lone surrogate"),
    ],
)
@pytest.mark.parametrize("file_format", ["jsonl", "parquet"])
def test_a_sample_that_may_not_be_released_leaves_nothing_behind(
    tmp_path: Path, change: Change, named: str, file_format: str
) -> None:
    bad = sample("classical/gcd", 1)
    change(bad)
    with pytest.raises(ReleaseError, match=named):
        write_release([*samples(), bad], tmp_path / "r", name="tiny", file_format=file_format)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"name": "../up"}, "cannot name a release"),
        ({"name": "tiny", "setups": ["sft"]}, "no setup sft"),
        ({"name": "tiny", "setups": []}, "choose among"),
        ({"name": "tiny", "file_format": "csv"}, "jsonl, parquet"),
    ],
)
def test_arguments_that_cannot_be_used_are_named(tmp_path: Path, options: dict[str, Any], named: str) -> None:
    with pytest.raises(ReleaseError, match=named):
        write_release(samples(), tmp_path / "r", **options)


def test_nothing_to_release_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="no samples"):
        write_release([], tmp_path / "r", name="tiny")


def test_a_crash_leaves_nothing_visible_and_the_next_build_clears_up(tmp_path: Path) -> None:
    script = (
        "import os, sys; from tests.release.test_release import samples; from tracepile.release import write_release\n"
        "def dying():\n"
        "    yield from samples()\n"
        "    os._exit(9)\n"
        "write_release(dying(), sys.argv[1], name='tiny')"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", script, str(tmp_path / "r")], env=env, check=False)
    assert ran.returncode == 9
    (leftover,) = os.listdir(tmp_path)
    assert leftover.startswith(".r.") and leftover.endswith(".tmp")
    write_release(samples(), tmp_path / "r", name="tiny")
    assert os.listdir(tmp_path) == ["r"]
    assert verify_release(tmp_path / "r") == ()
