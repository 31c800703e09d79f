"""Fresh inputs are like the given ones: same types, other values, and still literals."""

import ast
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile.inputs.mutation import mutated_call, mutated_case, mutated_input, mutated_value
from tracepile.records import Case

scalars = st.one_of(st.integers(), st.floats(allow_nan=False), st.text(), st.booleans(), st.none(), st.binary())
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(st.text(), inner, max_size=3),
        st.sets(st.integers(), min_size=1, max_size=4),
    ),
    max_leaves=6,
)


@given(values, st.integers())
def test_a_mutated_value_has_the_same_type(value: Any, seed: int) -> None:
    assert type(mutated_value(value, random.Random(seed))) is type(value)


@given(st.lists(values, min_size=1, max_size=3), st.integers())
def test_a_mutated_call_is_a_call_of_the_same_function_with_literals(arguments: list[Any], seed: int) -> None:
    text = ", ".join(
        repr(value).replace("inf", "1e999") if isinstance(value, float) else repr(value) for value in arguments
    )
    if "inf" in text:
        return
    call = mutated_call(f"f({text}, k=2)", random.Random(seed))
    if call is None:
        return
    tree = ast.parse(call, mode="eval").body
    assert isinstance(tree, ast.Call)
    assert ast.unparse(tree.func) == "f"
    assert [type(ast.literal_eval(node)) for node in tree.args] == [type(value) for value in arguments]
    assert [keyword.arg for keyword in tree.keywords] == ["k"]


@pytest.mark.parametrize("call", ["f()", "f(x)", "f(", "f"])
def test_calls_without_literals_to_change(call: str) -> None:
    assert mutated_call(call, random.Random(1)) is None


def test_lists_change_in_length_and_in_elements() -> None:
    results = {str(mutated_value([1, 2, 3], random.Random(seed))) for seed in range(60)}
    assert "[1, 2]" in results
    assert "[1, 1, 2, 3]" in results
    assert any(len(ast.literal_eval(text)) == 3 and text != "[1, 2, 3]" for text in results)


def test_on_standard_input_one_number_below_the_first_line_changes() -> None:
    text = "2 x1\n10 a 20\n"
    for seed in range(30):
        changed = mutated_input(text, random.Random(seed))
        assert changed is not None
        first, second, _ = changed.split("\n")
        assert first == "2 x1"
        (left, middle, right) = second.split()
        assert middle == "a"
        assert (int(left) != 10) + (int(right) != 20) <= 1
    assert mutated_input("abc\n", random.Random(1)) is None
    assert mutated_input("7\n", random.Random(2)) != "7\n"


def test_a_mutated_case_expects_nothing() -> None:
    case = Case("p", call="f(1)", expected="1", expected_from="dataset")
    mutated = mutated_case(case, random.Random(1))
    assert mutated is not None
    assert mutated.call != case.call
    assert (mutated.expected, mutated.expected_from) == (None, None)
    stdin = mutated_case(Case("p", stdin="1\n", expected="1"), random.Random(1))
    assert stdin is not None
    assert (stdin.call, stdin.expected) == (None, None)
