"""The schema of CodeContests (deepmind/code_contests): problems with many solutions each.

    description       text: the problem
    solutions         `{"language": [...], "solution": [...]}`; language 3 or `PYTHON3` is read
    public_tests      `{"input": [...], "output": [...]}`; also private_tests and generated_tests
    input_file        optional text: the file read in the place of standard input, `files` where there is one
    name              optional text

The k-th solution of a row becomes the program `file:row#k`. Solutions in other languages are counted in one reject of
the row, and its `incorrect_solutions` are not looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tracepile.records import Domain
from tracepile.sources.hub.columns import ended, listed, mapping, optional_text
from tracepile.sources.hub.judge_tests import paired, tests_in, whole
from tracepile.sources.hub.languages import is_python
from tracepile.sources.hub.schema import Draft, Row, RowError
from tracepile.sources.hub.statements import check_statement

_LANGUAGES = {0: "an unknown language", 1: "Python 2", 2: "C++", 3: "Python 3", 4: "Java"}


class CodeContests:
    """Rows of CodeContests."""

    name = "code-contests"
    domain = Domain.COMPETITION
    required = (("description",), ("solutions",), ("public_tests", "private_tests", "generated_tests"))
    benchmark = False

    def drafts(self, row: Row) -> Iterator[Draft | RowError]:
        """Read one row."""
        for column in ("input_file", "output_file"):
            if optional_text(row, column) is not None:
                raise RowError("files", f"{column!r} is {row[column]!r}: the programs do not use standard streams")
        statement = optional_text(row, "description")
        check_statement(statement)
        tests = whole(tests_in(row, "public_tests", "private_tests", "generated_tests"))
        licence, problem = optional_text(row, "licence", "license"), optional_text(row, "name")
        solutions = _solutions(row)
        if not solutions:
            raise RowError("no_code", "'solutions' is empty")
        others: Counter[str] = Counter()
        for position, (language, code) in enumerate(solutions, start=1):
            part = position if len(solutions) > 1 else 0
            if not is_python(language):
                others[language] += 1
            elif not isinstance(code, str) or not code.strip():
                yield RowError("no_code", "the solution is empty", part)
            else:
                yield Draft(ended(code), None, tests, statement, problem, licence, part=part)
        if others:
            counted = ", ".join(f"{count} in {language}" for language, count in sorted(others.items()))
            yield RowError("language", f"{others.total()} of {len(solutions)} solutions are not Python 3: {counted}")


def _solutions(row: Row) -> list[tuple[str, object]]:
    value = row.get("solutions")
    if isinstance(value, list):
        entries = listed(row, "solutions") or []
        if not all(isinstance(entry, dict) for entry in entries):
            raise RowError("bad_value", "'solutions' holds something else than a language and a solution")
        pairs = [(entry.get("language"), entry.get("solution")) for entry in entries]
    else:
        packed = mapping(row, "solutions") or {}
        pairs = paired(packed.get("language"), packed.get("solution"), "solutions")
    return [(_name(language), code) for language, code in pairs]


def _name(language: object) -> str:
    return _LANGUAGES.get(language, f"language {language}") if isinstance(language, int) else str(language)
