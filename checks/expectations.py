"""Rules run by Great Expectations over a frame, with the rows that break them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from checks.rules import Rule

_POSITION = "position"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found: whether it holds, how many rows break it, and their positions."""

    rule: Rule
    holds: bool
    broken: int
    positions: tuple[int, ...]
    observed: str


def examine(frame: pl.DataFrame, rules: Sequence[Rule], *, name: str) -> list[Finding]:
    """Run rules over a frame, in their order.

    Raises:
        ValueError: a rule could not be evaluated, for instance because its column does not exist.
    """
    # Read when the package is imported, which takes seconds and a quarter of a gigabyte: only a check does it.
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx  # noqa: PLC0415
    from great_expectations.data_context.types.base import (  # noqa: PLC0415
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    context = gx.get_context(
        mode="ephemeral",
        project_config=DataContextConfig(
            # Otherwise it makes a folder for pages about the data, which nobody looks at and nobody removes.
            store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
            progress_bars=ProgressBarsConfig(globally=False),
            analytics_enabled=False,
        ),
    )
    batch = (
        context.data_sources.add_pandas("lake")
        .add_dataframe_asset(name)
        .add_batch_definition_whole_dataframe("shard")
        .get_batch(batch_parameters={"dataframe": _to_pandas(frame)})
    )
    expectations = [
        getattr(gx.expectations, rule.expectation)(**rule.arguments, meta={_POSITION: position})
        for position, rule in enumerate(rules)
    ]
    report = batch.validate(
        gx.ExpectationSuite(name=name, expectations=expectations), result_format={"result_format": "COMPLETE"}
    )
    # The report is in an order of its own.
    by_position = {
        result.expectation_config.meta[_POSITION]: result
        for result in report.results
        if result.expectation_config is not None
    }
    return [_finding(rule, by_position[position]) for position, rule in enumerate(rules)]


def _finding(rule: Rule, result: Any) -> Finding:
    if _raised(result.exception_info):
        raise ValueError(f"{rule.expectation} {dict(rule.arguments)} could not be evaluated: {result.exception_info}")
    details: dict[str, Any] = result.result
    return Finding(
        rule,
        holds=bool(result.success),
        broken=details.get("unexpected_count", 0 if result.success else 1),
        positions=tuple(details.get("unexpected_index_list") or ()),
        observed=str(details.get("observed_value", "")),
    )


def _raised(info: Any) -> bool:
    # One entry for the whole rule, or one for each of the metrics that it needed.
    entries = [info or {}, *(info or {}).values()]
    return any(isinstance(entry, dict) and entry.get("raised_exception") for entry in entries)


def _to_pandas(frame: pl.DataFrame) -> Any:
    # Lists and structs are of no use to a rule, and slow to turn into Python objects.
    flat = [name for name, dtype in frame.schema.items() if not dtype.is_nested()]
    nested = [
        pl.col(name).is_not_null().replace_strict({True: "present", False: None}, return_dtype=pl.String).alias(name)
        for name, dtype in frame.schema.items()
        if dtype.is_nested()
    ]
    return frame.select(*flat, *nested).to_pandas()
