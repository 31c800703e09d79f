"""What is said of a loop's variables and ends: what the run does not bear out is refused, and it is not narrated."""

from __future__ import annotations

import re

import pytest

from tracepile.execution import Jail, trace_cases
from tracepile.execution.witness_log import Step, StepKind
from tracepile.narration import narrate
from tracepile.records import Case, Domain, Program
from tracepile.verification import GRAMMARS, verify
from tracepile.verification.remark_claims import RemarkClaim
from tracepile.verification.remarks import Remarks
from tracepile.verification.story import Story
from tracepile.verification.verifying import witness

SKIPPED = """\
def f(xs):
    kept = []
    for x in xs:
        if x < 3:
            continue
        if x % 2:
            kept.append(x)
        elif x > 5:
            x += 1
            if x > 8:
                break
    return kept
"""
NESTED = """\
def f(xs):
    n = 0
    for x in xs:
        if x % 2:
            if x > 3:
                break
        n += x
    return n
"""
CAUGHT = """\
def f(xs):
    n = 0
    for x in xs:
        try:
            if x < 0:
                raise ValueError("no")
            n += x
        except ValueError:
            n += 1
    return n
"""
AGAIN = """\
def f(xs):
    for x in xs:
        try:
            if x > 0:
                return x
        finally:
            continue
    return 0
"""
HELD_OFF = """\
class Quiet:
    def __enter__(self):
        return self
    def __exit__(self, *args):
        return True
def f(xs):
    n = 0
    for x in xs:
        with Quiet():
            if x > 0:
                raise ValueError
        n += 1
    return n
"""
FAILING = """\
def g(x):
    raise ValueError(x)
def f(xs):
    try:
        for x in xs:
            if x > 1:
                return g(x)
    except ValueError:
        return -1
    return 0
"""
APART = """\
def f(i, j):
    while i > j:
        i += 1
        j -= 1
        if i > 12:
            break
    return i
"""
BREAKING = """\
def f(i, j):
    while i < j:
        i += 1
        j -= 1
        if i > 2:
            i -= 50
            break
    return i
"""
ZIGZAG = """\
def f(i, j):
    while i < j:
        i += 3
        j -= 1
        i -= 2
    return i
"""
OVERSHOT = """\
def f(i, j):
    while i < j:
        i += 100
        j -= 0
    return i
"""
SHARED = """\
def f(i, j):
    def back():
        nonlocal i
        i -= 9
        i += 9
    while i < j:
        i += 1
        j -= 1
        back()
    return i
"""
STILL = """\
def f(i, j):
    while i < j:
        i += 0
        j -= 0
        if i < j:
            break
    return i
"""
SEARCH = """\
def f(items, x):
    low, high = 0, len(items) - 1
    while low <= high:
        middle = (low + high) // 2
        if items[middle] == x:
            return middle
        if items[middle] < x:
            low = middle + 1
        else:
            high = middle - 1
    raise ValueError
"""
TAKING = """\
def f(xs):
    best = 0
    while xs:
        if xs.pop() > best:
            best = xs.pop()
    return best
"""
LONGEST = """\
def f(words):
    best = 0
    for word in words:
        if len(word) > best:
            best = len(word)
    return best
"""
HALVES = """\
from fractions import Fraction
def f(i, j):
    i, j = Fraction(i), Fraction(j)
    while i < j:
        i += Fraction(1, 2)
        j -= Fraction(1, 2)
    return i
"""
RAISING = """\
def f(xs):
    for x in xs:
        if x < 0:
            raise ValueError(x)
        if x == 4:
            x = 0
        elif x > 9:
            break
    return xs
"""
LAST = """\
def f(xs):
    for x in xs:
        if x > 1:
            break
"""


def witnessed(code: str, call: str, jail: Jail) -> tuple[Program, Case, Story]:
    program = Program(Domain.CLASSICAL, "test", "serving", "MIT", code, entry_point="f")
    case = Case(program.id, call=call)
    (story,) = witness([(program, case)], jail)
    assert isinstance(story, Story)
    return program, case, story


def first_header(story: Story, line: int) -> Step:
    return next(step for step in story.log.steps if step.kind is StepKind.DONE and step.line == line)


def problem(sentence: str, story: Story) -> str | None:
    claim = GRAMMARS["teacher"].read(sentence)
    assert isinstance(claim, RemarkClaim)
    match = re.search(r"(?:loop|condition) of line (\d+)", sentence)
    assert match is not None
    return Remarks(story).problem(claim, 0, None, first_header(story, int(match[1])))


CLOSE = "In the loop of line {0}, i and j close in on each other: i never falls and j never rises."

FALSE = [
    (SKIPPED, "f([1, 4, 5])", "In the loop of line 3, kept collects `x`: line 7 does it whenever line 4 finds that "
     "`x < 3` holds, and nothing else there changes kept.", "does not hang on"),
    (SKIPPED, "f([1, 4, 5])", "In the loop of line 3, kept collects `x`: line 7 does it whenever line 8 finds that "
     "`x % 2` holds, and nothing else there changes kept.", "it is line 6 that tests"),
    (SKIPPED, "f([4, 10])", "The loop of line 3 may end early: line 11 breaks out as soon as line 8 finds that `x > 8` "
     "holds.", "does not leave the loop"),
    (NESTED, "f([4, 5, 1])", "The loop of line 3 may end early: line 6 breaks out as soon as line 4 finds that `x > 3` "
     "holds.", "does not leave the loop"),
    (NESTED, "f([4, 5, 1])", "The loop of line 3 has no end of its own: line 6 breaks out as soon as line 5 finds that "
     "`x > 3` holds.", "has an end of its own"),
    (CAUGHT, "f([-1, 2])", "The loop of line 3 may end early: line 6 raises an exception as soon as line 5 finds that "
     "`x < 0` holds.", "what line 4 does may keep line 6"),
    (CAUGHT, "f([1, 2])", "The loop of line 3 need not run to its end: line 6 raises an exception as soon as line 5 "
     "finds that `x < 0` holds.", "what line 4 does may keep line 6"),
    (AGAIN, "f([1, 2])", "The loop of line 2 may end early: line 5 returns as soon as line 4 finds that `x > 0` holds.",
     "what line 3 does may keep line 5"),
    (HELD_OFF, "f([1, 2])", "The loop of line 8 may end early: line 11 raises an exception as soon as line 10 finds "
     "that `x > 0` holds.", "what line 9 does may keep line 11"),
    (FAILING, "f([1, 2])", "The loop of line 5 may end early: line 7 returns as soon as line 6 finds that `x > 1` "
     "holds.", "line 7 does not leave the loop each time"),
    (APART, "f(10, 0)", CLOSE.format(2), "i begins above j"),
    (APART, "f(10, 0)", "Watch j and i in the loop of line 2: j never falls and i never rises.", "j falls"),
    (BREAKING, "f(0, 10)", CLOSE.format(2), "i falls"),
    (ZIGZAG, "f(0, 10)", CLOSE.format(2), "i falls"),
    (OVERSHOT, "f(0, 5)", CLOSE.format(2), "they end further apart"),
    (SHARED, "f(0, 5)", CLOSE.format(6), "i may be changed more than once by one step"),
    (TAKING, "f([1, 2, 3, 7])", "In the loop of line 3, best keeps the larger of itself and `xs.pop()`: line 5 does it "
     "whenever line 4 finds that `xs.pop() > best` holds, and nothing else there changes best.",
     "line 4 compares 7, and 3"),
    (STILL, "f(0, 5)", CLOSE.format(2), "neither of them moves"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "call", "sentence", "reason"), FALSE)
def test_what_the_run_does_not_bear_out_is_refused(
    code: str, call: str, sentence: str, reason: str, recheck: Jail
) -> None:
    found = problem(sentence, witnessed(code, call, recheck)[2])
    assert found is not None
    assert reason in found


TRUE = [
    (SKIPPED, "f([1, 4, 5])", "In the loop of line 3, kept collects `x`: line 7 does it whenever line 6 finds that "
     "`x % 2` holds, and nothing else there changes kept."),
    (SKIPPED, "f([4, 10, 3])", "The loop of line 3 may end early: line 11 breaks out as soon as line 10 finds that "
     "`x > 8` holds."),
    (NESTED, "f([4, 5, 1])", "The loop of line 3 may end early: line 6 breaks out as soon as line 5 finds that `x > 3` "
     "holds."),
    (NESTED, "f([4, 1])", "The loop of line 3 may end early: line 6 breaks out as soon as line 5 finds that `x > 3` "
     "holds."),
    (SEARCH, "f([1, 4, 6], 4)", "The loop of line 3 may end early: line 6 returns as soon as line 5 finds that "
     "`items[middle] == x` holds."),
    (SEARCH, "f([1, 4, 6], 6)", "In the loop of line 3, low and high close in on each other: low never falls and high "
     "never rises."),
    (LONGEST, "f(['a', 'bcd', 'e'])", "In the loop of line 3, best keeps the larger of itself and `len(word)`: line 5 "
     "does it whenever line 4 finds that `len(word) > best` holds, and nothing else there changes best."),
    (HALVES, "f(0, 4)", CLOSE.format(4)),
    (RAISING, "f([1, -3, 10])", "The loop of line 2 may end early: line 4 raises an exception as soon as line 3 finds "
     "that `x < 0` holds."),
    (RAISING, "f([1, 10])", "The loop of line 2 may end early: line 8 breaks out as soon as line 7 finds that `x > 9` "
     "holds."),
    (LAST, "f([1, 2, 3])", "The loop of line 2 may end early: line 4 breaks out as soon as line 3 finds that `x > 1` "
     "holds."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "call", "sentence"), TRUE)
def test_what_the_run_bears_out_is_proven_and_narrated(
    code: str, call: str, sentence: str, jail: Jail, recheck: Jail
) -> None:
    program, case, story = witnessed(code, call, recheck)
    assert problem(sentence, story) is None
    (trace,), _ = trace_cases(program, [case], jail=jail, recheck=recheck)
    texts = [narrate(program, case, trace, voice="teacher", seed=str(seed)).text for seed in range(16)]
    claims = {GRAMMARS["teacher"].read(part) for text in texts for part in re.split(r"(?<=\.)\s", text)}
    assert GRAMMARS["teacher"].read(sentence) in claims


@pytest.mark.parametrize(("code", "call"), sorted({(code, call) for code, call, _, _ in FALSE}))
def test_none_of_it_is_narrated(code: str, call: str, jail: Jail, recheck: Jail) -> None:
    program, case, story = witnessed(code, call, recheck)
    (trace,), _ = trace_cases(program, [case], jail=jail, recheck=recheck)
    text = narrate(program, case, trace, voice="teacher").text
    assert verify(text, program, case, jail=recheck, voice="teacher").complaints() == ()
    said = {GRAMMARS["teacher"].read(part) for part in re.split(r"(?<=\.)\s", text)}
    false = [GRAMMARS["teacher"].read(sentence) for one, _, sentence, _ in FALSE if one == code]
    assert said.isdisjoint(false)
    assert story.tellable
