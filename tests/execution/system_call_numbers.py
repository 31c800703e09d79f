"""The numbers of all system calls, for each kind of machine."""

from functools import cache
from pathlib import Path


@cache
def system_calls() -> dict[str, dict[str, int]]:
    """Read `system_call_numbers.txt`: by machine and by name."""
    found: dict[str, dict[str, int]] = {"x86_64": {}, "aarch64": {}}
    for line in Path(__file__).with_suffix(".txt").read_text().splitlines()[1:]:
        name, *numbers = line.split()
        for table, number in zip(found.values(), numbers, strict=True):
            if number != "-":
                table[name] = int(number)
    return found
