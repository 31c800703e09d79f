"""Tokens are counted by a real vocabulary, offline."""

import pytest

from tracepile.tokens import TOKENIZER, count_tokens


@pytest.mark.parametrize(
    ("text", "count"),
    # Counts of the published Qwen2.5 tokenizer: each digit is a token of its own, indentation is one.
    [("", 0), ("hello world", 2), ("12345", 5), ("def f(x):\n    return x", 7)],
)
def test_counts_are_those_of_the_vocabulary(text: str, count: int) -> None:
    assert count_tokens(text) == count
    assert "Qwen2.5" in TOKENIZER


def test_special_tokens_are_plain_text() -> None:
    assert count_tokens("<|endoftext|>") > 1


def test_what_no_file_can_hold_is_counted_all_the_same() -> None:
    assert count_tokens("\ud800") == count_tokens("?")
