"""What counts as one and the same program or text."""

import pytest

from tracepile.curation import Duplicates, program_key, text_key

PROGRAM = "def f(x):\n    return x + 1\n"


@pytest.mark.parametrize(
    "same",
    [
        "def f( x ):\n\n    return x+1",
        "def f(x):  # adds one\n    return (x + 1)\n",
        "def f(x): return x + 1",
    ],
)
def test_layout_and_comments_do_not_count(same: str) -> None:
    assert program_key(same) == program_key(PROGRAM)


@pytest.mark.parametrize(
    "other", ["def f(y):\n    return y + 1\n", "def f(x):\n    return x + 2\n", "def g(x):\n    return x + 1\n"]
)
def test_names_and_literals_count(other: str) -> None:
    assert program_key(other) != program_key(PROGRAM)


@pytest.mark.parametrize("broken", ["def f(:", "int main() { return 0; }", "x = '\x00'"])
def test_what_is_not_python_is_keyed_by_its_text(broken: str) -> None:
    assert program_key(broken) == program_key(f"{broken}\n\n")
    assert program_key(broken) != program_key(f"{broken} 1")


def test_spacing_of_a_text_does_not_count() -> None:
    assert text_key("Line 2  sets x\nto 3.") == text_key("Line 2 sets x to 3. ")
    assert text_key("Line 2 sets x to 3.") != text_key("Line 2 sets x to 4.")


def test_the_first_owner_of_a_key_is_remembered() -> None:
    seen = Duplicates()
    assert [seen.owner((key,), owner) for key, owner in [("a", "1"), ("b", "2"), ("a", "3"), ("a", "3")]] == [
        None,
        None,
        "1",
        "1",
    ]
    assert len(seen) == 2
