"""The text that one who answers is shown."""

from __future__ import annotations

import re

from tracepile.questions.catalogue import FAMILIES
from tracepile.questions.program_text import runs_when_loaded
from tracepile.records import Case, Program, Question


def prompt(program: Program, case: Case, question: Question) -> str:
    """Give the whole text of a question: the problem if there is one, the code, the input, and what is asked.

    Lines are numbered where the question is about lines. An input that is asked for is not shown.
    """
    family = FAMILIES[question.family]
    code = program.code.rstrip("\n")
    parts = [program.statement.strip()] if program.statement else []
    parts.append(_fenced(_numbered(code) if family.numbered else code, "python"))
    if family.shows_input:
        parts.append(_input(program, case))
    parts.append(f"Question: {question.question}")
    return "\n\n".join(parts)


def _numbered(code: str) -> str:
    lines = code.split("\n")
    width = max(len(str(len(lines))), 2)
    return "\n".join(f"{number:>{width}} | {line}".rstrip() for number, line in enumerate(lines, 1))


def _input(program: Program, case: Case) -> str:
    if case.call is not None:
        alone = " The question is about this call alone, not about what runs while the program is loaded."
        return f"The call is `{case.call}`.{alone if runs_when_loaded(program.code) else ''}"
    if not case.stdin:
        return "The program is run without any standard input."
    text = case.stdin.removesuffix("\n")
    return f"The standard input is:\n\n{_fenced(text, 'text')}"


def _fenced(text: str, language: str) -> str:
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"
