"""What one who answers is shown."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

from tests.questions.conftest import all_questions
from tests.questions.examples import GAPS, LARGEST_GAP, SUM
from tracepile.questions import FAMILIES, prompt


def test_a_question_about_a_line_shows_numbers_and_the_call(watch) -> None:
    run = watch(LARGEST_GAP, GAPS)
    question = next(q for q in all_questions("loop_iterations", run) if q.parameters["phrasing"] == 0)
    program = replace(run.program, statement="Find the largest gap between neighbours.\n")
    assert prompt(program, run.case, question) == dedent("""\
        Find the largest gap between neighbours.

        ```python
         1 | def largest_gap(nums):
         2 |     best = 0
         3 |     for a, b in zip(nums, nums[1:]):
         4 |         if b - a > best:
         5 |             best = b - a
         6 |     return best
        ```

        The call is `largest_gap([3, 9, 10, 21])`.

        Question: How many iterations does the loop on line 3 make?""")


def test_a_question_without_lines_shows_the_code_as_it_is(watch) -> None:
    run = watch(SUM, "2\n5\n7\n")
    question = next(q for q in all_questions("output", run) if q.parameters["phrasing"] == 0)
    assert prompt(run.program, run.case, question) == dedent("""\
        ```python
        n = int(input())
        total = 0
        for i in range(n):
            total += int(input())
        print(total)
        ```

        The standard input is:

        ```text
        2
        5
        7
        ```

        Question: What does the program print? Give the whole standard output as one Python string.""")


def test_an_input_that_is_asked_for_is_not_shown(watch) -> None:
    run = watch(LARGEST_GAP, GAPS)
    for question in all_questions("input_for_output", run):
        shown = prompt(run.program, run.case, question)
        assert GAPS not in shown
        assert "[3, 9, 10, 21]" not in shown
        assert "`largest_gap`" in shown
        assert "11" in shown


def test_what_runs_while_a_program_is_loaded_is_ruled_out(watch) -> None:
    code = "def double(n):\n    m = n * 2\n    return m\n\n\nfour = double(2)\n"
    run = watch(code, "double(5)")
    question = all_questions("variable_value", run)[0]
    assert question.answer == "10"
    assert "The call is `double(5)`. The question is about this call alone" in prompt(run.program, run.case, question)


def test_a_fence_is_longer_than_any_in_the_code(watch) -> None:
    run = watch('def fence(n):\n    return "```" * n\n', "fence(2)")
    shown = prompt(run.program, run.case, all_questions("output", run)[0])
    assert shown.startswith("````python\ndef fence(n):\n")
    assert "\n````\n\nThe call is `fence(2)`." in shown


def test_whatever_names_a_line_shows_line_numbers(watch) -> None:
    run = watch(LARGEST_GAP, GAPS)
    for name, family in FAMILIES.items():
        for question in all_questions(name, run):
            names_a_line = " line " in question.question
            assert family.numbered or not names_a_line
            assert (" 1 | def largest_gap" in prompt(run.program, run.case, question)) is family.numbered
