"""The schema of solutions of Codeforces problems: submissions with their verdict, or solutions written by a model.

Submissions (MatrixStudio/Codeforces-Python-Submissions and the like):

    code            text: the program
    test_cases      list of `{"input": text, "output": text}`
    verdict         optional text: `OK` or another; or `is_correct`, true or false
    language        optional text; or `programmingLanguage`
    description     optional text: the problem; or `problem-description`, `statement`
    id              optional text or number: the problem

Solutions by a model (open-r1/codeforces-cots): `generation` holds the program in its last block of code, and
`official_tests`, `examples`, `generated_checker`, `interaction_format` and `input_mode` belong to the problem. Since
such a program is only as good as the tests that it passes, rows whose tests are not complete are left
(`truncated_tests`).
"""

from __future__ import annotations

from tracepile.records import Domain
from tracepile.sources.hub.columns import code_of, ended, flag, identifier, optional_text
from tracepile.sources.hub.judge_tests import tests_in, whole
from tracepile.sources.hub.languages import check_language, is_python
from tracepile.sources.hub.schema import Draft, Row, RowError
from tracepile.sources.hub.statements import check_statement

_TESTS = ("test_cases", "official_tests", "examples", "public_tests")
_ACCEPTED = frozenset(("ok", "accepted", "ac", "passed", "correct"))
_STANDARD = frozenset(("stdio", "standard input", "stdin"))


class Codeforces:
    """Rows of solutions of Codeforces problems."""

    name = "codeforces"
    domain = Domain.COMPETITION
    required = (("code", "generation"), _TESTS)
    benchmark = False

    def drafts(self, row: Row) -> list[Draft]:
        """Read one row."""
        _check_problem(row)
        code = self._submitted(row) if row.get("code") is not None else self._generated(row)
        tests = whole(tests_in(row, *_TESTS))
        statement = optional_text(row, "description", "problem-description", "statement")
        check_statement(statement)
        return [
            Draft(
                code,
                None,
                tests,
                statement,
                _problem(row),
                optional_text(row, "licence", "license"),
            )
        ]

    def _submitted(self, row: Row) -> str:
        check_language(optional_text(row, "language", "programmingLanguage", "programming_language"))
        verdict = optional_text(row, "verdict")
        if flag(row, "is_correct") is False or (verdict is not None and verdict.strip().lower() not in _ACCEPTED):
            raise RowError("wrong_verdict", f"the judge did not accept the program: {verdict or 'is_correct is false'}")
        return code_of(row, "code")

    def _generated(self, row: Row) -> str:
        if flag(row, "official_tests_complete") is False:
            raise RowError("truncated_tests", "'official_tests_complete' is false, so the solution is not proven right")
        return last_program(code_of(row, "generation"))


def last_program(answer: str) -> str:
    """Give the last block of code in a model's answer, after its thoughts.

    Raises:
        RowError: `no_code` when there is none, `language` when it is marked as another language than Python.
    """
    language: str | None = None
    block: list[str] | None = None
    last: tuple[str, str] | None = None
    for line in answer.rpartition("</think>")[2].splitlines():
        if not line.lstrip().startswith("```"):
            if block is not None:
                block.append(line)
        elif block is None:
            language, block = line.strip().strip("`").strip(), []
        else:
            last, block = (language or "", "\n".join(block)), None
    if last is None or not last[1].strip():
        raise RowError("no_code", "the answer holds no whole block of code between ``` and ```")
    if last[0] and not is_python(last[0]):
        raise RowError("language", f"the last block of code of the answer is marked {last[0]!r}, not Python")
    return ended(last[1])


def _check_problem(row: Row) -> None:
    if optional_text(row, "interaction_format") is not None:
        raise RowError("interactive", "'interaction_format' says that the program talks with a judge")
    if optional_text(row, "generated_checker") is not None:
        raise RowError("special_checker", "'generated_checker' judges the output, so several outputs are right")
    for column in ("input_mode", "input_file", "output_file"):
        mode = optional_text(row, column)
        if mode is not None and mode.strip().lower() not in _STANDARD:
            raise RowError("files", f"{column!r} is {mode!r}: the program does not read and write standard streams")


def _problem(row: Row) -> str | None:
    contest, index = identifier(row, "contest_id", "contestId"), identifier(row, "index")
    return f"{contest}{index}" if contest is not None and index is not None else identifier(row, "id", "title", "name")
