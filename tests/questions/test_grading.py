"""Which answers count as right."""

from __future__ import annotations

import pytest

from tests.questions.conftest import all_questions
from tests.questions.examples import GAPS, LARGEST_GAP, SUM
from tracepile.questions import accepts


@pytest.mark.parametrize(
    ("family", "answer", "right"),
    [
        ("output", "11", True),
        ("output", " 11\n", True),
        ("output", "11.0", False),
        ("output", "'11'", False),
        ("output", "eleven", False),
        ("output", "import os", False),
        ("input_for_output", "largest_gap([3, 9, 10, 21])", True),
        ("input_for_output", "largest_gap([0, 11])", True),
        ("input_for_output", "largest_gap(nums=[0, 11])", True),
        ("input_for_output", "largest_gap([0, 12])", False),
        ("input_for_output", "largest_gap(list(range(3)))", False),
        ("input_for_output", "print(11)", False),
        ("input_for_output", "[0, 11]", False),
        ("input_for_output", "largest_gap(", False),
    ],
)
def test_a_value_or_a_call_is_judged_by_what_it_means(family, answer, right, watch, other_jail) -> None:
    run = watch(LARGEST_GAP, GAPS)
    question = all_questions(family, run)[0]
    assert accepts(question, answer, run.program, run.case, jail=other_jail) is right


@pytest.mark.parametrize(
    ("answer", "right"),
    [(r"'2\n5\n7\n'", True), (r"'1\n12'", True), (r"'1\n11'", False), ("2 5 7", False), ("12", False)],
)
def test_any_right_standard_input_is_accepted(answer, right, watch, other_jail) -> None:
    run = watch(SUM, "2\n5\n7\n")
    question = all_questions("input_for_output", run)[0]
    assert accepts(question, answer, run.program, run.case, jail=other_jail) is right
