"""The data-quality rules of every table, as data: what must hold, in the terms of Great Expectations.

Columns that are not nullable, row ids and references are checked for every table from its schema; what is listed here
comes on top of that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from resources.schemas import PROGRAM_TABLES, TABLES
from tracepile.records import Domain, Status


@dataclass(frozen=True, slots=True)
class Rule:
    """One expectation of Great Expectations (the name of its class), its arguments, and why it must hold."""

    expectation: str
    arguments: Mapping[str, Any]
    why: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: every value of `column` must be in `of` of one of the tables, in the same shard."""

    column: str
    tables: tuple[str, ...]
    of: str = "id"

    @property
    def flag(self) -> str:
        """Name of the column that says for each row whether the reference holds."""
        return f"{self.column} exists in {' or '.join(self.tables)}"


@dataclass(frozen=True, slots=True)
class Suite:
    """The rules of one table. `shown` are the columns by which an offending row is recognised."""

    rules: tuple[Rule, ...]
    shown: tuple[str, ...]
    references: tuple[Reference, ...] = field(default=())


def _values(column: str, *allowed: str) -> Rule:
    return Rule(
        "ExpectColumnValuesToBeInSet", {"column": column, "value_set": list(allowed)}, "the values are a closed set"
    )


def _between(column: str, low: float, high: float | None = None) -> Rule:
    return Rule(
        "ExpectColumnValuesToBeBetween",
        {"column": column, "min_value": low, **({} if high is None else {"max_value": high})},
        "a value outside is a mistake of the step that made it",
    )


def _matches(column: str, pattern: str, why: str) -> Rule:
    return Rule("ExpectColumnValuesToMatchRegex", {"column": column, "regex": pattern}, why)


def _at_least(larger: str, smaller: str, why: str) -> Rule:
    return Rule(
        "ExpectColumnPairValuesAToBeGreaterThanB",
        {"column_A": larger, "column_B": smaller, "or_equal": True},
        why,
    )


def _said(column: str) -> Rule:
    return _matches(column, r"\S", "an empty text teaches nothing")


def _present(column: str) -> Rule:
    return Rule("ExpectColumnValuesToNotBeNull", {"column": column}, "every program of this kind has one")


_ANY_ROWS = Rule("ExpectTableRowCountToBeBetween", {"min_value": 1}, "a shard without rows is a step that failed")


_DOMAIN = _values("domain", *(domain.value for domain in Domain))
_ID = _matches("id", r"^[0-9a-f]{20}$", "ids are content hashes")

_PROGRAM = (_ID, _said("code"), _said("licence"), _values("language", "python"))
_PROGRAM_SHOWN = ("id", "source", "origin", "code")
_SUBJECT_REFERENCES = (Reference("trace_id", ("traces",)), Reference("program_id", PROGRAM_TABLES))

SUITES: Mapping[str, Suite] = MappingProxyType(
    {
        "math_programs": Suite(
            (
                *_PROGRAM,
                _values("domain", "math"),
                _present("statement"),
                _said("statement"),
                _present("entry_point"),
                _values("entry_point", "solution"),
            ),
            _PROGRAM_SHOWN,
        ),
        "classical_algorithms": Suite(
            (
                *_PROGRAM,
                _values("domain", "classical"),
                _present("statement"),
                _said("statement"),
                _present("entry_point"),
            ),
            _PROGRAM_SHOWN,
        ),
        "competition_solutions": Suite(
            (*_PROGRAM, _values("domain", "competition"), _present("statement"), _said("statement")), _PROGRAM_SHOWN
        ),
        "landed_programs": Suite((*_PROGRAM, _DOMAIN), _PROGRAM_SHOWN),
        "rewrites": Suite(
            (
                *_PROGRAM,
                _DOMAIN,
                _between("inputs", 1),
                _at_least("inputs", "fresh_inputs", "fresh inputs are among the inputs"),
                Rule(
                    "ExpectColumnPairValuesToBeEqual",
                    {"column_A": "agreed", "column_B": "inputs"},
                    "a rewrite must agree with its original on every input",
                ),
            ),
            ("id", "source", "rewrites", "inputs", "agreed"),
            (Reference("rewritten_from", tuple(name for name in PROGRAM_TABLES if name != "rewrites")),),
        ),
        "traces": Suite(
            (
                _ID,
                _DOMAIN,
                _ANY_ROWS,
                _values("status", *(status.value for status in Status if status.usable)),
                _between("lines", 1),
                _between("calls", 0),
                _between("max_depth", 0),
                _at_least("events", "lines", "every executed line is an event"),
                _matches("trace", r"^\{.*\}$", "the trace is a JSON object on one line"),
            ),
            ("id", "source", "call", "stdin", "status", "lines", "events"),
            (Reference("program_id", PROGRAM_TABLES),),
        ),
        "rationales": Suite(
            (
                _ID,
                _DOMAIN,
                _ANY_ROWS,
                _said("text"),
                Rule(
                    "ExpectColumnValuesToBeInSet",
                    {"column": "proven", "value_set": [True]},
                    "only proven text is published",
                ),
                _between("tokens", 5),
                _between("sentence_count", 1),
                _between("claims", 1),
                Rule("ExpectColumnValuesToBeUnique", {"column": "trace_id"}, "a run is told once in a shard"),
            ),
            ("id", "source", "text", "tokens", "claims", "proven"),
            _SUBJECT_REFERENCES,
        ),
        "qa_pairs": Suite(
            (
                _ID,
                _DOMAIN,
                _said("question"),
                _matches("answer", r"(?s)^.+$", "a question has an answer"),
                _said("family"),
                _between("tokens", 2),
                _between("difficulty", 0, 1),
                _matches("parameters", r"^\{.*\}$", "the parameters are a JSON object"),
            ),
            ("id", "source", "family", "question", "answer"),
            _SUBJECT_REFERENCES,
        ),
        "corpus": Suite(
            (
                _ID,
                _DOMAIN,
                _ANY_ROWS,
                _values("kind", "rationale", "question"),
                _said("prompt"),
                _said("completion"),
                _said("licence"),
                _between("tokens", 10),
                _between("difficulty", 0, 1),
                Rule(
                    "ExpectColumnValuesToBeInSet",
                    {"column": "proven", "value_set": [True]},
                    "only what is proven is published",
                ),
                Rule(
                    "ExpectColumnValuesToBeUnique", {"column": "subject_id"}, "a rationale or question gives one sample"
                ),
            ),
            ("id", "kind", "source", "prompt", "completion", "tokens"),
            (*_SUBJECT_REFERENCES, Reference("subject_id", ("rationales", "qa_pairs"))),
        ),
    }
)


def rules_of(table: str, *, may_be_empty: bool = False) -> tuple[Rule, ...]:
    """Give every rule of a table: those of its schema, its references, and those listed for it.

    Args:
        table: the table's name.
        may_be_empty: whether a shard without rows is in order: strangers' programs may all be unusable.
    """
    suite = SUITES[table]
    present = tuple(
        Rule("ExpectColumnValuesToNotBeNull", {"column": name}, "the column may not be null")
        for name, column in TABLES[table].columns.items()
        if not column.nullable
    )
    unique = Rule("ExpectColumnValuesToBeUnique", {"column": "id"}, "an id names one row of a shard")
    references = tuple(
        Rule(
            "ExpectColumnValuesToBeInSet",
            {"column": reference.flag, "value_set": [True]},
            "what a row refers to must be in the same shard",
        )
        for reference in suite.references
    )
    listed = tuple(rule for rule in suite.rules if rule is not _ANY_ROWS or not may_be_empty)
    return (*present, unique, *references, *listed)
