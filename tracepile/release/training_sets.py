"""The three ways to train on samples, and the rows that trainers expect for each.

The columns are those that TRL's `SFTTrainer` knows by name, so that a released file needs no conversion.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

type Sample = Mapping[str, Any]
type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Setup:
    """One way to train: its name, what it is for, and how a sample becomes a row."""

    name: str
    description: str
    row: Callable[[Sample], Row]


def _text(sample: Sample) -> Row:
    return {"text": f"{sample['prompt']}\n\n{sample['completion']}"}


def _messages(sample: Sample) -> Row:
    return {
        "messages": [
            {"role": "user", "content": sample["prompt"]},
            {"role": "assistant", "content": sample["completion"]},
        ]
    }


def _prompt_and_completion(sample: Sample) -> Row:
    return {"prompt": sample["prompt"], "completion": sample["completion"]}


SETUPS: Mapping[str, Setup] = MappingProxyType(
    {
        setup.name: setup
        for setup in (
            Setup("continued_pretraining", "plain text in `text`; every token is learned", _text),
            Setup("instruction_tuning", "a conversation in `messages`", _messages),
            Setup(
                "two_stage_finetuning",
                "`prompt` and `completion`, of which the completion is learned: the first stage, before a general "
                "mixture of instructions",
                _prompt_and_completion,
            ),
        )
    }
)
"""The three setups under their names."""
