"""The data-quality check of every component: its suite of rules over a shard, with the offending rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
from dagster import AssetChecksDefinition, MetadataValue

from assets import markdown
from assets.component import Platform
from checks.expectations import Finding, examine
from checks.rules import SUITES, Suite, rules_of
from checks.shard_check import Judgement, shard_check
from resources.lake import Lake
from resources.landing import is_landed
from resources.stages.outcome import INTERNAL_ERROR

NAME = "data_quality"

_ROWS_SHOWN = 10


def judge_table(table: str, shard: str, lake: Lake) -> Judgement:
    """Examine one shard of a table by its suite."""
    suite = SUITES[table]
    frame = _with_references(lake.read(table, shard), suite, shard, lake)
    findings = examine(frame, rules_of(table, may_be_empty=is_landed(shard)), name=table)
    failed = [finding for finding in findings if not finding.holds]
    metadata: dict[str, Any] = {
        "broken rules": len(failed),
        "findings": MetadataValue.md(_findings_table(failed or findings)),
    }
    faults = lake.read_rejects(table, shard).filter(pl.col("reason") == INTERNAL_ERROR)
    if faults.height:
        metadata["internal errors"] = MetadataValue.md(
            markdown.table(faults.columns, faults.head(_ROWS_SHOWN).to_dicts())
        )
        summary = f"{faults.height:,} items were dropped by errors of the platform: {faults['detail'][0]}"
        return Judgement(False, summary, metadata)
    if failed:
        metadata["offending rows"] = MetadataValue.md(_offending_rows(frame, suite, failed))
        summary = "; ".join(f"{_said(finding)} ({finding.broken:,} rows)" for finding in failed)
        return Judgement(False, f"{len(failed)} of {len(findings)} rules are broken: {summary}", metadata)
    return Judgement(True, f"all {len(findings)} rules hold for {frame.height:,} rows", metadata)


def _with_references(frame: pl.DataFrame, suite: Suite, shard: str, lake: Lake) -> pl.DataFrame:
    flags = []
    for reference in suite.references:
        known = pl.concat([lake.read(table, shard, [reference.of])[reference.of] for table in reference.tables])
        flags.append(pl.col(reference.column).is_in(known.unique().to_list()).alias(reference.flag))
    return frame.with_columns(flags)


def _findings_table(findings: Sequence[Finding]) -> str:
    return markdown.table(
        ["rule", "holds", "rows", "why"],
        [
            {
                "rule": _said(finding),
                "holds": "yes" if finding.holds else "NO",
                "rows": f"{finding.broken:,}" if finding.broken else finding.observed,
                "why": finding.rule.why,
            }
            for finding in findings
        ],
    )


def _offending_rows(frame: pl.DataFrame, suite: Suite, failed: Sequence[Finding]) -> str:
    rows: list[dict[str, Any]] = []
    columns = list(suite.shown)
    for finding in failed:
        columns += [column for column in _columns(finding) if column not in columns]
        rows += [
            {"rule": _said(finding), **frame.row(position, named=True)} for position in finding.positions[:_ROWS_SHOWN]
        ]
    return markdown.table(["rule", *columns], rows)


def _columns(finding: Finding) -> list[str]:
    arguments = finding.rule.arguments
    return [arguments[key] for key in ("column", "column_A", "column_B") if key in arguments]


def _said(finding: Finding) -> str:
    rule = finding.rule
    rest = {key: value for key, value in rule.arguments.items() if not key.startswith("column")}
    said = " ".join([", ".join(_columns(finding)), rule.expectation.removeprefix("Expect")]).strip()
    return f"{said} {rest}" if rest else said


def _check(table: str) -> AssetChecksDefinition:
    @shard_check(
        table,
        name=NAME,
        description=f"Every row of {table} obeys the {len(rules_of(table))} rules of its suite.",
        blocking=True,
    )
    def data_quality(shard: str, platform: Platform) -> Judgement:
        return judge_table(table, shard, platform.lake)

    return data_quality


DATA_QUALITY_CHECKS = [_check(table) for table in SUITES]
