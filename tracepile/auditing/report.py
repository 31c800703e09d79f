"""The report about a file: what `tracepile audit` counts and keeps while findings go by."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any, NamedTuple

from tracepile.auditing.findings import Finding, Verdict
from tracepile.auditing.recomputation import unreadable
from tracepile.auditing.summary import Summary
from tracepile.errors import TracePileError
from tracepile.execution import Limits
from tracepile.execution.expectations import DEFAULT_TOLERANCES
from tracepile.execution.value_differences import Tolerance
from tracepile.records import Reject

LONGEST_TEXT = 4_000
"""Characters of an input, an output or an explanation that a report keeps."""

LONGEST_CODE = 20_000
"""Characters of a program that a report keeps."""


class Audited(NamedTuple):
    """What a report keeps of the findings about one program. Its code comes along where a pair fails."""

    findings: list[Finding]
    code: str | None


def audited(findings: list[Finding], code: str) -> Audited:
    """Give what a report keeps of the findings about one program: no text of right pairs, and of long texts a part."""
    failing = any(finding.verdict.fails for finding in findings)
    return Audited(list(map(_shortened, findings)), _cut(code, LONGEST_CODE) if failing else None)


@dataclass(slots=True)
class Report:
    """What was found about a file, in bounded memory.

    Attributes:
        file: the data set.
        schema: how its rows are laid out.
        tolerance: how far floats may lie apart; None for `DEFAULT_TOLERANCES`.
        seeds: the hash seeds of the runs.
        limits: what one run may use.
        summary: the findings, counted, and the first that fail.
        codes: the programs of the findings that are kept, by id.
        damage: why the rest of the file could not be read, if so.
    """

    file: str
    schema: str
    tolerance: Tolerance | None
    seeds: tuple[int, ...]
    limits: Limits
    summary: Summary = field(default_factory=Summary)
    codes: dict[str, str] = field(default_factory=dict)
    damage: str | None = None

    def add(self, found: Audited) -> None:
        """Count what was found about a program."""
        before = len(self.summary.failing)
        for finding in found.findings:
            self.summary.add(finding)
        if found.code is not None and len(self.summary.failing) > before:
            self.codes[found.findings[0].program_id] = found.code

    def add_unreadable(self, reject: Reject) -> None:
        """Count a row that could not be read."""
        self.summary.add(_shortened(unreadable(reject)))

    def note_damage(self, error: TracePileError) -> None:
        """Take down why the rest of the file could not be read."""
        self.damage = str(error)

    def as_json(self) -> dict[str, Any]:
        """Give the report as docs/audit.md describes it."""
        summary = self.summary
        tolerances = DEFAULT_TOLERANCES if self.tolerance is None else dict.fromkeys(DEFAULT_TOLERANCES, self.tolerance)
        return {
            "file": self.file,
            "schema": self.schema,
            "seeds": list(self.seeds),
            "seconds": self.limits.seconds,
            "memory_bytes": self.limits.memory_bytes,
            "tolerance": {form: asdict(tolerance) for form, tolerance in sorted(tolerances.items())},
            "programs": summary.programs,
            "failing_programs": summary.failing_programs,
            "unreadable_rows": summary.unreadable,
            "pairs": summary.pairs,
            "judged": summary.judged,
            "failing": summary.failures,
            "verdicts": {verdict.value: summary.verdicts[verdict] for verdict in Verdict},
            "notes": dict(sorted(summary.notes.items())),
            "not_judged": [asdict(unjudged) for unjudged in summary.not_judged()],
            "findings": [asdict(finding) for finding in summary.failing],
            "findings_left_out": summary.failures - len(summary.failing),
            "damage": self.damage,
        }


def _shortened(finding: Finding) -> Finding:
    said = replace(finding, detail=_cut(finding.detail), cause=_cut(finding.cause))
    if not finding.verdict.fails:
        return replace(said, call=None, stdin=None, expected=None, got=None)
    return replace(
        said,
        call=finding.call and _cut(finding.call),
        stdin=finding.stdin and _cut(finding.stdin),
        expected=finding.expected and _cut(finding.expected),
        got=finding.got and _cut(finding.got),
    )


def _cut(text: str, most: int = LONGEST_TEXT) -> str:
    return text if len(text) <= most else f"{text[:most]}… ({len(text):,} characters)"
