"""Rationales as they are written: one plain file per construct, program and input above, rationale below.

To take over a wanted change of wording, run `TRACEPILE_UPDATE_GOLDEN=1 pytest tests/narration/test_golden.py` and
read the difference before committing it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from tracepile.execution import Jail, trace_cases
from tracepile.narration import narrate
from tracepile.records import Case, Domain, Program, Rationale
from tracepile.verification import verify

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))


class Golden(NamedTuple):
    """The parts of a golden file."""

    comment: str
    program: str
    case: dict[str, str]
    rationale: str


def read(path: Path) -> Golden:
    """Split a golden file at its `---` lines."""
    comment, program, case, rationale = path.read_text(encoding="utf-8").split("--- ", 3)
    kind, _, given = case.partition("\n")
    call_or_input = {"call": given.strip()} if kind == "call" else {"stdin": given}
    return Golden(comment, program.removeprefix("program\n"), call_or_input, rationale.removeprefix("rationale\n"))


def tell(golden: Golden, jail: Jail, recheck: Jail) -> tuple[Program, Case, Rationale]:
    """Trace and narrate a golden file's program."""
    entry = golden.case["call"].partition("(")[0] if "call" in golden.case else None
    program = Program(Domain.CLASSICAL, "golden", "golden", "Apache-2.0", golden.program, entry_point=entry)
    case = Case(program.id, **golden.case)
    traces, rejects = trace_cases(program, [case], jail=jail, recheck=recheck)
    assert not rejects
    return program, case, narrate(program, case, traces[0], seed="golden")


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_rationale_is_as_the_golden_file_says_and_proven(path: Path, jail: Jail, recheck: Jail) -> None:
    golden = read(path)
    program, case, rationale = tell(golden, jail, recheck)
    if os.environ.get("TRACEPILE_UPDATE_GOLDEN"):
        path.write_text(
            path.read_text(encoding="utf-8").partition("--- rationale\n")[0] + f"--- rationale\n{rationale.text}\n"
        )
    else:
        assert rationale.text == golden.rationale.rstrip("\n")
    verdict = verify(rationale.text, program, case, jail=recheck)
    assert verdict.proof.proven, [s for s in verdict.sentences if s.outcome != "proven"]
