"""Keys of shards, and the versions of the code behind an asset."""

import subprocess
import sys
from pathlib import Path

import pytest

from assets.code_versions import code_version
from assets.shards import next_shards, shard_key


@pytest.mark.parametrize(
    ("existing", "count", "keys"),
    [
        ([], 2, ["s0000", "s0001"]),
        (["s0000", "s0004"], 1, ["s0005"]),
        (["landed-3", "x"], 1, ["s0000"]),
        (["s9999"], 1, ["s10000"]),
        (["s0001"], 0, []),
    ],
)
def test_new_shards_are_numbered_on(existing: list[str], count: int, keys: list[str]) -> None:
    assert next_shards(existing, count) == keys


def test_keys_sort_as_their_numbers() -> None:
    keys = [shard_key(number) for number in (0, 9, 10, 999, 9_999)]
    assert keys == sorted(keys)


def test_a_code_version_follows_the_files(tmp_path: Path) -> None:
    package = tmp_path / "gadgets"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "wheel.py").write_text("SPOKES = 8\n")
    (package / "notes.md").write_text("round\n")

    def version() -> str:
        command = "from assets.code_versions import code_version; print(code_version('gadgets', 'tracepile.records'))"
        root = Path(__file__).parents[2]
        run = subprocess.run(
            [sys.executable, "-c", f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(root)!r}]; {command}"],
            capture_output=True,
            text=True,
            check=True,
        )
        return run.stdout.strip()

    seen = [version()]
    (package / "__pycache__").mkdir(exist_ok=True)
    (package / "__pycache__" / "wheel.pyc").write_bytes(b"compiled")
    assert version() == seen[0]
    for file, text in [("wheel.py", "SPOKES = 9\n"), ("notes.md", "square\n"), ("new.txt", "")]:
        (package / file).write_text(text)
        seen.append(version())
    assert len(set(seen)) == 4


def test_a_module_that_does_not_exist_has_no_version() -> None:
    with pytest.raises(ModuleNotFoundError, match="tracepile"):
        code_version("tracepile.nowhere")
