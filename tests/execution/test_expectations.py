"""What is expected against what came out: exact on types, tolerant of what JSON does to values and of last digits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile.execution.expectations import Agreement, Match, Unjudged, judge, read_expected
from tracepile.execution.value_differences import Tolerance
from tracepile.execution.values import render_value
from tracepile.records import Case, Output, RaisedException


def judged(form: str, expected: str | None, returned: str, tolerance: Tolerance | None = None) -> Agreement:
    case = Case("p", call="f()", expected=expected, expected_from="dataset", expected_form=form)
    return judge(case, Output(returned=returned), tolerance=tolerance)


@pytest.mark.parametrize(
    ("expected", "returned", "notes"),
    [
        ("3", "3", ()),
        ("true", "True", ()),
        ("null", "None", ()),
        ('"a"', "'a'", ()),
        ("[1, [2, 3]]", "(1, (2, 3))", ()),
        ("[]", "()", ()),
        ('{"a": [1, 2], "b": null}', "{'b': None, 'a': (1, 2)}", ()),
        ('{"7": 2, "true": 3, "null": 4, "1.5": 5}', "{7: 2, True: 3, None: 4, 1.5: 5}", ()),
        ("NaN", "nan", ()),
        ("[Infinity, -Infinity]", "[inf, -inf]", ()),
        ('{"Infinity": 1}', "{inf: 1}", ()),
        ("null", "nan", ("as_null",)),
        ('["-Infinity", "nan"]', "[-inf, nan]", ("as_text",)),
        ("[1, 2]", "{1, 2}", ("as_list",)),
        ("[2, 1]", "{1, 2}", ("as_list",)),
        ("[[1, 2], [3, 4]]", "{(3, 4), (1, 2)}", ("as_list",)),
        ("[1, 2]", "deque([1, 2])", ("as_list",)),
        ("[0, 1, 2]", "range(0, 3)", ("as_list",)),
        ('{"a": 2}', "Counter({'a': 2})", ()),
        ('{"a": 2}', "defaultdict(int, {'a': 2})", ()),
        ('{"(1, 2)": 3}', "{(1, 2): 3}", ("as_text",)),
        ('"1/3"', "Fraction(1, 3)", ("as_text",)),
        ('"abc"', "b'abc'", ("as_text",)),
        ("0.5", "Decimal('0.5')", ("as_float",)),
        ("[1, 2]", "Point(x=1, y=2)", ("as_list",)),
        ('{"x": 1, "y": 2}', "Point(x=1, y=2)", ("as_object",)),
        ("2.0107e-06", "2.010666990518096e-06", ("rounded",)),
        ("[0.0001439872]", "[0.00014398723697131487]", ("rounded",)),
        ("3.0", "3", ("as_float",)),
        ("[3.0, 4.5]", "[3, 4.5]", ("as_float",)),
        ("[2.0, 1.5]", "{1.5, 2}", ("as_float", "as_list")),
        ("[[9, 10]]", "{frozenset({10, 9})}", ("as_list",)),
        ("[[3, 2], [2, 1], [1]]", "{frozenset({1}), frozenset({1, 2}), frozenset({2, 3})}", ("as_list",)),
        ("[[2, 1], [1, 2]]", "{frozenset({1, 2}), (2, 1)}", ("as_list",)),
        ("[[1, [2, null]], [1, [2, 3]]]", "{(1, (2, 3)), (1, (2, None))}", ("as_list",)),
        ('["1/3", "1/2"]', "{Fraction(1, 2), Fraction(1, 3)}", ("as_list", "as_text")),
        ("[NaN, Infinity]", "{inf, nan}", ("as_list",)),
        ("""{"frozenset({'b', 'a'})": 3}""", "{frozenset({'a', 'b'}): 3}", ("as_text",)),
        ("""{"(1, frozenset({'b', 'a'}))": 3, "x": 4}""", "{'x': 4, (1, frozenset({'a', 'b'})): 3}", ("as_text",)),
        ("\"{'c', 'a', 'b'}\"", "{'a', 'b', 'c'}", ("as_text",)),
        ('"deque([1, 2])"', "deque([1, 2])", ("as_text",)),
        ('"Point(x=1, y={2, 1})"', "Point(x=1, y={1, 2})", ("as_text",)),
    ],
)
def test_what_json_forces_agrees(expected: str, returned: str, notes: tuple[str, ...]) -> None:
    assert judged("json", expected, returned) == Agreement(Match.EQUAL, notes)


@pytest.mark.parametrize(
    ("expected", "returned", "difference"),
    [
        ("1", "True", "expected 1 (int), got True (bool)"),
        ("true", "1", "expected True (bool), got 1 (int)"),
        ("0", "False", "expected 0 (int), got False (bool)"),
        ("1", "1.0", "expected 1 (int), got 1.0 (float)"),
        ("[1.0, 2]", "[1, 2]", "at [0]: expected 1.0 (float), got 1 (int)"),
        ('"3"', "3", "expected '3', got 3"),
        ("null", "0", "expected None, got 0"),
        ("null", "''", "expected None, got ''"),
        ('[1, 2, {"x": 3}]', "[1, 2, {'x': 4}]", "at [2]['x']: expected 3, got 4"),
        ("[1, 2]", "[1, 2, 3]", "expected 2 items, got 3"),
        ('{"a": 1}', "{}", "expected the key 'a', which is missing"),
        ('{"a": {}}', "{'a': {'b': 1}}", "at ['a']: got the key 'b', which is not expected"),
        ("[1, 1]", "{1}", "expected the item 1, which is missing or there less often"),
        ("[1]", "{1, 2}", "got the item 2, which is not expected"),
        ("[1, 2]", "[2, 1]", "at [0]: expected 1, got 2"),
        ("{}", "[]", "expected {}, got []"),
        ("0.1", "0.2", "expected 0.1, got 0.2"),
        ("1e308", "inf", "expected 1e+308, got inf"),
        ("NaN", "0.0", "expected nan, got 0.0"),
        ("9007199254740993", "9007199254740992", "expected 9007199254740993, got 9007199254740992"),
        ('{"x": 1}', "Point(x=2)", "at ['x']: expected 1, got 2"),
        ("[[1, 2], [1, 2]]", "{(1, 2), (2, 1)}", "expected the item [1, 2], which is missing or there less often"),
        ("[[1, 2]]", "{(True, 2)}", "expected the item [1, 2], which is missing or there less often"),
        ("[0.5, 0.3]", "{0.5, 0.4}", "expected the item 0.3, which is missing or there less often"),
        ("\"{'a', 'b'}\"", "{'a', 'c'}", "expected \"{'a', 'b'}\", got {'a', 'c'}"),
        ('"{1}"', "{True}", "expected '{1}', got {True}"),
        ("[2]", "{'c', 'b', 'a'}", "expected the item 2, which is missing or there less often"),
        ("[]", "{'c', 'b', 'a'}", "got the item 'a', which is not expected"),
        ('{"1": 2}', "{(1, frozenset({2})): 2}", "expected the key '1', which is missing"),
    ],
)
def test_what_differs_through_json_is_said_with_its_place(expected: str, returned: str, difference: str) -> None:
    agreement = judged("json", expected, returned)
    assert (agreement.match, agreement.difference) == (Match.DIFFERS, difference)
    assert not agreement.agrees


@pytest.mark.parametrize(
    ("expected", "returned", "match"),
    [
        ("'a'", "'a'", Match.EQUAL),
        ('"a"', "'a'", Match.EQUAL),
        ("{2, 1}", "{1, 2}", Match.EQUAL),
        ("{'b': 1, 'a': 2}", "{'a': 2, 'b': 1}", Match.EQUAL),
        ("[1,2]", "[1, 2]", Match.EQUAL),
        ("nan", "nan", Match.EQUAL),
        ("Node(value=1, next=None)", "Node(value=1, next=None)", Match.EQUAL),
        ("Node(value=1.50, next=None)", "Node(value=1.5, next=None)", Match.EQUAL),
        ("(1, 2)", "[1, 2]", Match.DIFFERS),
        ("{1: 'a'}", "{True: 'a'}", Match.DIFFERS),
        ("{1, 2}", "{1, 2.0}", Match.DIFFERS),
        ("{1, 2}", "frozenset({1, 2})", Match.DIFFERS),
        ("{'a': 1}", "Counter({'a': 1})", Match.DIFFERS),
        ("1", "1.0", Match.DIFFERS),
        ("1.0", "1", Match.DIFFERS),
        ("None", "nan", Match.DIFFERS),
        ("0.30000000000000004", "0.3", Match.DIFFERS),
        ("Node(value=1)", "Node(value=2)", Match.DIFFERS),
        ("Node(value=1)", "Leaf(value=1)", Match.DIFFERS),
        ("{(1,)}", "{(True,)}", Match.DIFFERS),
        ("{frozenset({1})}", "{frozenset({1.0})}", Match.DIFFERS),
        ("{(1, 2): 3}", "{(True, 2.0): 3}", Match.DIFFERS),
        ("{(1, 2): 3}", "{(1,2): 3}", Match.EQUAL),
        ("{nan,  1}", "{1, nan}", Match.EQUAL),
        ("{(nan,  1)}", "{(nan, 1)}", Match.EQUAL),
        ("{nan:  1}", "{nan: 1}", Match.EQUAL),
        ("{0.0}", "{-0.0}", Match.EQUAL),
        ("{1: 2}", "{1: 2, 3: 4}", Match.DIFFERS),
        ("{0.1, 0.30000000000000004}", "{0.1, 0.3}", Match.DIFFERS),
    ],
)
def test_a_literal_is_meant_as_it_is_written(expected: str, returned: str, match: Match) -> None:
    assert judged("literal", expected, returned).match is match


@pytest.mark.parametrize(
    ("form", "expected", "returned", "tolerance", "match"),
    [
        ("json", "0.30000000000000004", "0.3", None, Match.WITHIN_TOLERANCE),
        ("json", "[1.0, 0.1234567890001]", "[1.0, 0.123456789]", None, Match.WITHIN_TOLERANCE),
        ("json", "0.0", "1e-13", None, Match.WITHIN_TOLERANCE),
        ("json", "[0.3]", "{0.30000000000000004}", None, Match.WITHIN_TOLERANCE),
        ("json", "[[0.3, 2], [0.3, 1]]", "{(0.30000000000000004, 1), (0.3, 2)}", None, Match.WITHIN_TOLERANCE),
        ("json", "[[0.3, 1], [2]]", "{(0.3, 1), (2,)}", None, Match.EQUAL),
        ("json", "[[0.3, 2]]", "{(0.30000000000000004, 3)}", None, Match.DIFFERS),
        ("json", "0.333", "0.3333333333333333", None, Match.DIFFERS),
        ("json", "0.333", "0.3333333333333333", Tolerance(0.01, 0.0), Match.WITHIN_TOLERANCE),
        ("json", "3", "3.0000000001", Tolerance(0.01, 0.0), Match.DIFFERS),
        ("json", "1000001", "1000000", Tolerance(0.01, 0.0), Match.DIFFERS),
        ("json", "Infinity", "1e308", Tolerance(1.0, 1.0), Match.DIFFERS),
        ("json", "NaN", "1.0", Tolerance(1.0, 1.0), Match.DIFFERS),
        ("literal", "0.3", "0.30000000000000004", Tolerance(1e-9, 0.0), Match.WITHIN_TOLERANCE),
        ("literal", "{0.3}", "{0.30000000000000004}", Tolerance(1e-9, 0.0), Match.WITHIN_TOLERANCE),
    ],
)
def test_only_floats_have_a_tolerance(
    form: str, expected: str, returned: str, tolerance: Tolerance | None, match: Match
) -> None:
    assert judged(form, expected, returned, tolerance).match is match


@pytest.mark.parametrize(
    ("form", "expected", "returned", "reason"),
    [
        ("json", None, "1", Unjudged.NO_EXPECTATION),
        ("json", "1", "<function f>", Unjudged.NO_LITERAL),
        ("json", "[1, 2", "[1, 2]", Unjudged.NO_LITERAL),
        ("json", "[" * 100_000, "[]", Unjudged.NO_LITERAL),
        ("literal", "<generator object f at 0x7f>", "1", Unjudged.NO_LITERAL),
        ("json", "[[1]]", "[...]", Unjudged.TOO_LARGE),
        ("literal", "[1]", "[[[...]]]", Unjudged.TOO_LARGE),
    ],
)
def test_what_cannot_be_compared_is_not_judged(
    form: str, expected: str | None, returned: str, reason: Unjudged
) -> None:
    agreement = judged(form, expected, returned)
    assert (agreement.match, agreement.unjudged) == (Match.NOT_JUDGED, reason)
    assert agreement.difference


@pytest.mark.parametrize(
    ("expected", "printed", "difference"),
    [
        ("1 2\n3\n", "1  2 \n3", ""),
        ("\n\n1\n", "1\n\n", ""),
        ("1\n2\n", "1\n3\n", "line 2: expected '2', got '3'"),
        ("1\n2\n", "1\n", "line 2: expected '2', got the end of the output"),
        ("1\n", "1\n2\n", "line 2: expected the end of the output, got '2'"),
        ("1 2\n", "1\n2\n", "line 1: expected '1 2', got '1'"),
        ("YES", "Yes", "line 1: expected 'YES', got 'Yes'"),
        ("1.50", "1.5", "line 1: expected '1.50', got '1.5'"),
    ],
)
def test_printed_words_are_compared_line_by_line(expected: str, printed: str, difference: str) -> None:
    agreement = judge(Case("p", stdin="", expected=expected), Output(stdout=printed))
    assert (agreement.agrees, agreement.difference) == (not difference, difference)


@pytest.mark.parametrize(
    ("expected", "printed", "match"),
    [
        ("1.50\n", "1.5\n", Match.WITHIN_TOLERANCE),
        ("x 0.333333", "x 0.33333333", Match.WITHIN_TOLERANCE),
        ("x 0.3", "y 0.3", Match.DIFFERS),
        ("0.3", "0.4", Match.DIFFERS),
    ],
)
def test_printed_numbers_may_have_other_digits_where_that_is_asked_for(
    expected: str, printed: str, match: Match
) -> None:
    case = Case("p", stdin="", expected=expected)
    assert judge(case, Output(stdout=printed), tolerance=Tolerance(1e-5, 1e-8)).match is match


def test_an_exception_is_no_value() -> None:
    output = Output(exception=RaisedException("ValueError", "bad", 3))
    agreement = judge(Case("p", call="f()", expected="3"), output)
    assert (agreement.match, agreement.difference) == (Match.DIFFERS, "expected 3, got ValueError: bad")


@pytest.mark.parametrize(("form", "expected"), [("json", "null"), ("literal", "None"), ("literal", "3")])
def test_a_program_that_exits_returns_nothing_that_could_agree(form: str, expected: str) -> None:
    agreement = judge(Case("p", call="f()", expected=expected, expected_form=form), Output())
    assert agreement.match is Match.DIFFERS
    assert agreement.difference == f"expected {expected}, and the program exits before it returns"


JUDGED_IN_ANOTHER_PROCESS = r"""
from tracepile.execution.expectations import judge
from tracepile.records import Case, Output

for expected, returned in (
    ('"{\'a\', \'b\', \'c\'}"', "{'a', 'b', 'c'}"),
    ('"frozenset({\'b\', \'a\'})"', "frozenset({'a', 'b'})"),
    ('["d"]', "{'a', 'b', 'c'}"),
    ('[["b", "a"]]', "{frozenset({'a', 'b'}), frozenset({'c', 'd'})}"),
    ('{"frozenset({\'b\', \'a\'})": 1}', "{frozenset({'a', 'b'}): 1, frozenset({'c', 'd'}): 2}"),
    ("[3]", "[{'a', 'b', 'c'}]"),
    ("3", "[frozenset({'a', 'b', 'c'})]"),
):
    agreement = judge(Case("p", call="f()", expected=expected, expected_form="json"), Output(returned=returned))
    print(agreement.match, agreement.notes, agreement.difference)
"""


def test_the_judgement_is_the_same_under_every_hash_seed() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", JUDGED_IN_ANOTHER_PROCESS],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(6)
    }
    (lines,) = said
    assert lines.splitlines() == [
        "equal ('as_text',) ",
        "equal ('as_text',) ",
        "differs ('as_list',) expected the item 'd', which is missing or there less often",
        "differs ('as_list',) got the item frozenset({'c', 'd'}), which is not expected",
        "differs ('as_text',) got the key \"frozenset({'c', 'd'})\", which is not expected",
        "differs () at [0]: expected 3, got {'a', 'b', 'c'}",
        "differs () expected 3, got [frozenset({'a', 'b', 'c'})]",
    ]


def test_large_sets_are_compared_in_reasonable_time() -> None:
    tenths = [number / 10 for number in range(1, 20_001)]
    near = "{" + ", ".join(repr(tenth * (1 + 1e-12)) for tenth in tenths) + "}"
    started = time.process_time()
    assert judged("json", json.dumps(tenths[::-1]), near).match is Match.WITHIN_TOLERANCE
    assert judged("json", json.dumps(tenths[1:]), near).match is Match.DIFFERS
    assert judged("json", json.dumps([-tenth for tenth in tenths]), near).match is Match.DIFFERS
    assert time.process_time() - started < 20


_ATOMS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
_VALUES = st.recursive(
    _ATOMS, lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=3), inside, max_size=4)
)


@given(_VALUES)
def test_what_python_writes_as_json_agrees_with_the_value(value: object) -> None:
    assert judged("json", json.dumps(value), render_value(value)).match is Match.EQUAL
    assert judged("literal", render_value(value), render_value(value)).match is Match.EQUAL


@given(_VALUES, _VALUES)
def test_values_agree_only_where_json_writes_them_alike(first: object, second: object) -> None:
    agreement = judged("json", json.dumps(first), render_value(second), Tolerance(0.0, 0.0))
    if agreement.match is Match.EQUAL and not agreement.notes:
        same_zero = [json.dumps(value, sort_keys=True).replace("-0.0", "0.0") for value in (first, second)]
        assert same_zero[0] == same_zero[1]


def test_the_expected_value_is_read_in_its_form() -> None:
    assert read_expected(Case("p", call="f()", expected="[1, null]", expected_form="json")) == [1, None]
    assert read_expected(Case("p", call="f()", expected="(1, None)")) == (1, None)


_MEMBERS = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats() | st.text(max_size=2),
    lambda inside: st.lists(inside, max_size=3).map(tuple) | st.frozensets(inside, max_size=3),
)


@given(st.lists(_MEMBERS, max_size=5, unique_by=render_value))
def test_a_set_agrees_with_itself_in_any_order(members: list[object]) -> None:
    text = render_value(set(members))
    assert judged("literal", f" {text}", text).match is Match.EQUAL
    more = ", ".join(map(render_value, [*members, "more"]))
    assert judged("literal", f"{{{more}}}", text).match is Match.DIFFERS
