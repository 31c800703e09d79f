"""Counting tokens with a real vocabulary, offline."""

from __future__ import annotations

from functools import cache
from typing import Any

TOKENIZER = "Qwen2.5 byte-level BPE"
"""The vocabulary that every count of tokens in the corpus refers to."""

_ENCODING = "qwen3"  # quicktok's name of the vocabulary that Qwen2.5 and Qwen3 share


@cache
def _tokenizer() -> Any:
    # Reading the vocabulary costs a quarter of a second, which no import should pay.
    import quicktok  # type: ignore[import-untyped]  # noqa: PLC0415

    return quicktok.get_encoding(_ENCODING)


def count_tokens(text: str) -> int:
    """Give the number of tokens of `text` under the tokenizer named by `TOKENIZER`.

    Special tokens such as `<|endoftext|>` are counted as the plain text they are. Lone surrogates, which no
    UTF-8 file can hold, are counted as the replacement character.
    """
    encodable = text.encode("utf-8", "replace").decode("utf-8")
    return int(_tokenizer().count(encodable))
