"""Every kind of rewrite does what its golden file shows; a reader learns the kind from that file."""

import random
from pathlib import Path
from typing import NamedTuple

import pytest

from tracepile.rewriting import REWRITES

GOLDEN = Path(__file__).parent / "golden"


class Example(NamedTuple):
    """One entry of a golden file; `expected` is None where the rewrite does not apply."""

    title: str
    code: str
    expected: str | None


def read_examples(kind: str) -> list[Example]:
    """Read `==== title`, the code, a line `---->` and the rewritten code (nothing: does not apply)."""
    _, *entries = (GOLDEN / f"{kind}.txt").read_text().split("==== ")
    examples = []
    for entry in entries:
        title, _, rest = entry.partition("\n")
        code, arrow, expected = rest.partition("---->\n")
        assert arrow, f"{kind}: the entry {title!r} has no line `---->`"
        examples.append(Example(title, code, expected.strip("\n") + "\n" if expected.strip() else None))
    return examples


def test_every_kind_has_a_golden_file_and_every_file_a_kind() -> None:
    assert sorted(path.stem for path in GOLDEN.glob("*.txt")) == sorted(REWRITES)
    assert len(REWRITES) >= 8


@pytest.mark.parametrize(
    ("kind", "number"), [(kind, number) for kind in REWRITES for number in range(len(read_examples(kind)))]
)
def test_golden(kind: str, number: int) -> None:
    example = read_examples(kind)[number]

    rewritten = REWRITES[kind].apply(example.code, random.Random(f"{kind}:{number}"))

    assert rewritten == example.expected, example.title
    assert (rewritten is None) == example.title.startswith("Does not apply")


@pytest.mark.parametrize("kind", REWRITES)
def test_every_file_shows_where_the_kind_applies_and_where_it_does_not(kind: str) -> None:
    examples = read_examples(kind)
    assert any(example.expected is None for example in examples)
    assert any(example.expected is not None for example in examples)
    assert (GOLDEN / f"{kind}.txt").read_text().startswith(f"# {REWRITES[kind].description}\n")
