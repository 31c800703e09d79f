"""What belongs to a shard's programs is cut into pieces of work that do not depend on the machine."""

import pytest

from assets.reading import together
from resources.landing import is_landed


@pytest.mark.parametrize(
    ("shard", "sizes"),
    [("s0000", [8, 8, 4]), ("codeio_200-3f9a0c1d-0000", [1] * 20)],
)
def test_only_programs_of_tracepile_share_processes(shard: str, sizes: list[int]) -> None:
    assert is_landed(shard) == (sizes[0] == 1)
    pieces = list(together(range(20), shard))
    assert [len(piece) for piece in pieces] == sizes
    assert [number for piece in pieces for number in piece] == list(range(20))
