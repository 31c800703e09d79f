"""Whether an answer that someone gives is right."""

from __future__ import annotations

import ast

from tracepile.execution.jobs import Mode
from tracepile.execution.traces import Executor, job_for
from tracepile.execution.values import freeze, parse
from tracepile.questions.catalogue import FAMILIES
from tracepile.records import Case, Output, Program, Question


def accepts(question: Question, answer: str, program: Program, case: Case, *, jail: Executor) -> bool:
    """Say whether an answer to a question is right.

    Answers count by their value, not by their spelling: `[1,2]` is `[1, 2]`. An input that is asked for is right
    when the program gives the same output for it, found by running it in `jail`.
    """
    if FAMILIES[question.family].shows_input:
        return _same_value(answer, question.answer)
    given = _as_case(answer, program, case)
    if given is None:
        return False
    wanted, found = jail.execute([job_for(Mode.RUN, program, case), job_for(Mode.RUN, program, given)])
    return found.status is wanted.status and _result(case, found.output) == _result(case, wanted.output)


def _same_value(given: str, right: str) -> bool:
    try:
        return bool(freeze(parse(given.strip())) == freeze(parse(right)))
    except ValueError:
        return False


def _as_case(answer: str, program: Program, case: Case) -> Case | None:
    if case.call is None:
        try:
            text = ast.literal_eval(answer.strip())
        except (ValueError, SyntaxError):
            return None
        return Case(program.id, stdin=text) if isinstance(text, str) else None
    try:
        node = ast.parse(answer.strip(), mode="eval").body
    except SyntaxError:
        return None
    asked = ast.parse(case.call.strip(), mode="eval").body
    assert isinstance(asked, ast.Call) and isinstance(asked.func, ast.Name)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id != asked.func.id:
        return None
    return Case(program.id, call=answer.strip())


def _result(case: Case, output: Output) -> str | None:
    return output.returned if case.call is not None else output.stdout
