"""What the words of a problem say against its programs: a judge that talks back, or several right answers."""

from __future__ import annotations

import re

from tracepile.sources.hub.schema import RowError

_INTERACTIVE = re.compile(
    r"\b(?:this is an interactive (?:problem|task)|interactive (?:problem|task)s?\b|the interactor\b|interact with "
    r"(?:the|our) (?:judge|jury|grader|system|program|interactor|testing system))"
    r"|^[\W_]*interaction(?: protocol)?[\W_]*$",
    re.IGNORECASE | re.MULTILINE,
)
_THINGS = (
    r"(?:answers?|solutions?|ways?|options?|outputs?|results?|sequences?|strings?|arrays?|permutations?|pairs?|"
    r"variants?|possibilities|paths?|sets?|numbers?|trees?|graphs?|arrangements?|configurations?|orders?|plans?|"
    r"schedules?|such \w+)"
)
_SEVERAL = re.compile(
    # if there are several possible answers, print any of them
    r"\bif (?:there (?:are|is|exist|exists)|multiple|several|many|more than one)\b[^.!?\n]{0,140}?"
    r"\b(?:print|output|find|return|give|choose|report|display|write|construct)s? (?:any|one of|either)\b"
    # print any of them; you may print any
    r"|\b(?:print|output|find|return|give|report|display|write) any (?:one )?(?:of them|of the|of these|of those|"
    rf"valid|possible|suitable|correct|appropriate|such|optimal|one\b|{_THINGS})"
    r"|\bany (?:\w+ ){0,2}(?:of them |of these |of the \w+ )?(?:is|are|will be|would be) "
    r"(?:accepted|acceptable|considered correct|correct|allowed)"
    r"|\b(?:print|output|return|display|give)\b[^.!?\n]{0,60}\bin (?:any|arbitrary) order\b"
    r"|\b(?:the )?(?:answers?|solutions?) (?:is|are|may be|need) not (?:be )?unique\b",
    re.IGNORECASE,
)


def check_statement(statement: str | None) -> None:
    """Make sure that a problem has one right output for each input, read once from the beginning.

    Raises:
        RowError: `interactive`, or `special_checker` where several answers are right.
    """
    if statement is None:
        return
    text = re.sub(r"[ \t]+", " ", statement)
    for reason, pattern, words in (
        ("interactive", _INTERACTIVE, "the program talks with a judge"),
        ("special_checker", _SEVERAL, "several outputs are right"),
    ):
        found = pattern.search(text)
        if found is not None:
            raise RowError(reason, f"{words}; the statement says {' '.join(found[0].split())[:120]!r}")
