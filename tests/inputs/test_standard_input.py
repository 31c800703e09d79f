"""Varied standard inputs keep the layout of the given one."""

import random

import pytest

from tracepile.inputs.standard_input import varied_input


def variations(text: str, count: int = 200) -> set[str]:
    found = {varied_input(text, random.Random(seed)) for seed in range(count)}
    return {each for each in found if each is not None}


def test_a_count_follows_the_values_that_it_counts() -> None:
    found = variations("3\n5 8 2\n")
    lengths = set()
    for text in found:
        head, values = text.splitlines()
        assert int(head) == len(values.split())
        lengths.add(int(head))
    assert {2, 3, 4} <= lengths
    assert "3\n2 5 8\n" in found


def test_a_count_follows_the_lines_that_it_counts() -> None:
    lengths = set()
    for text in variations("2 7\nadd 4\ndrop 6\n"):
        head, *lines = text.splitlines()
        assert int(head.split()[0]) == len(lines)
        assert all(len(line.split()) == 2 for line in lines)
        lengths.add(len(lines))
    assert lengths == {1, 2, 3}


def test_a_word_keeps_the_length_that_is_said_before() -> None:
    words = {text.split()[1] for text in variations("4\nabca\n") if text.split()[0] == "4"}
    assert {len(word) for word in words} == {4}
    assert len(words) > 2


@pytest.mark.parametrize("text", ["5 3\n1 2\n2 3\n", "4\n", "2\n9 1\n"])
def test_zero_and_negative_numbers_need_an_example(text: str) -> None:
    assert all(int(token) > 0 for varied in variations(text) for token in varied.split())


def test_negative_numbers_stay_possible_where_there_are_some() -> None:
    assert any("-" in text.split()[2] for text in variations("2\n7 -3\n") if len(text.split()) > 2)


def test_there_is_nothing_to_vary_in_an_empty_input() -> None:
    assert varied_input("\n", random.Random(1)) is None
