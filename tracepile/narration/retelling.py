"""The model-written voice: a language model retells a rationale, and only what stays proven is taken over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from string import Template

from tracepile.records import Rationale, Sentence

VOICE = "retold"
PROMPT = "retelling_1"
"""The version of the prompt; the file of this name is never changed, only followed by another."""

MAX_PROOFS = 64
_SENTENCES_PER_REQUEST = 40
_REPLY_LINE = re.compile(r"[ \t]*(\d{1,6})[.)][ \t]+(\S.*?)[ \t]*")


@dataclass(frozen=True, slots=True)
class Retelling:
    """A retold rationale and what became of its sentences.

    Attributes:
        rationale: the rationale as it stands now; the given one where nothing was taken over.
        taken: sentences in the model's words.
        kept: sentences as they were, since the model repeated them, gave none, or gave one that is not proven.
        proofs: how often a whole text was proven or refuted.
        prompt: version of the prompt.
    """

    rationale: Rationale
    taken: int
    kept: int
    proofs: int
    prompt: str = PROMPT


def retell(
    rationale: Rationale,
    *,
    ask: Callable[[str], str],
    proven: Callable[[str], bool],
    max_proofs: int = MAX_PROOFS,
) -> Retelling:
    """Have a rationale retold sentence by sentence, and take each sentence only if the whole text stays proven.

    All of the model's sentences are tried at once; a set that fails is halved until the sentences that break the
    proof stand alone (group testing by binary splitting, Hwang 1972). The text that is given back was proven as a
    whole with all sentences taken; it is the given text where none was.

    Args:
        rationale: a proven rationale.
        ask: gives a model's reply to a prompt; what it raises is passed on.
        proven: whether a text is a proven rationale of the same run.
        max_proofs: calls of `proven` at most; sentences that are then undecided stay as they were.

    Raises:
        ValueError: the sentences of the rationale do not make up its text.
    """
    sentences = rationale.sentences
    gaps = _gaps(rationale)
    offered = {
        number: text
        for number, text in _offered(sentences, ask)
        if text != sentences[number].text and text.endswith(".") and text.isprintable()
    }
    taken, proofs = _taken(offered, lambda chosen: proven(_text(sentences, gaps, chosen)), max_proofs)
    if not taken:
        return Retelling(rationale, 0, len(sentences), proofs)
    retold = replace(
        rationale,
        voice=VOICE,
        text=_text(sentences, gaps, taken),
        sentences=tuple(
            replace(sentence, text=taken.get(number, sentence.text)) for number, sentence in enumerate(sentences)
        ),
    )
    return Retelling(retold, len(taken), len(sentences) - len(taken), proofs)


def _gaps(rationale: Rationale) -> tuple[str, ...]:
    """Give what stands before each sentence in the text."""
    gaps, position = [], 0
    for sentence in rationale.sentences:
        start = rationale.text.find(sentence.text, position)
        if start < 0 or rationale.text[position:start].strip():
            raise ValueError(f"the sentence {sentence.text[:80]!r} does not follow in the text of {rationale.id}")
        gaps.append(rationale.text[position:start])
        position = start + len(sentence.text)
    if rationale.text[position:].strip():
        raise ValueError(f"the text of {rationale.id} goes on after its last sentence")
    return tuple(gaps)


def _text(sentences: Sequence[Sentence], gaps: Sequence[str], chosen: Mapping[int, str]) -> str:
    return "".join(
        gap + chosen.get(number, sentence.text)
        for number, (gap, sentence) in enumerate(zip(gaps, sentences, strict=True))
    )


def _offered(sentences: Sequence[Sentence], ask: Callable[[str], str]) -> Iterator[tuple[int, str]]:
    for first in range(0, len(sentences), _SENTENCES_PER_REQUEST):
        batch = sentences[first : first + _SENTENCES_PER_REQUEST]
        numbered = "\n".join(f"{number}. {sentence.text}" for number, sentence in enumerate(batch, first + 1))
        for line in ask(_prompt().substitute(sentences=numbered)).splitlines():
            match = _REPLY_LINE.fullmatch(line)
            if match and first < int(match[1]) <= first + len(batch):
                yield int(match[1]) - 1, match[2]


def _taken(
    offered: Mapping[int, str], stands: Callable[[Mapping[int, str]], bool], max_proofs: int
) -> tuple[dict[int, str], int]:
    taken: dict[int, str] = {}
    refuted: list[dict[int, str]] = []
    undecided = [sorted(offered)] if offered else []
    proofs = 0
    while undecided:
        group = undecided.pop()
        tried = taken | {number: offered[number] for number in group}
        # When the first half of a refuted group is taken, the second half stands for the group itself.
        if tried not in refuted:
            if proofs >= max_proofs:
                break
            proofs += 1
            if stands(tried):
                taken = tried
                continue
            refuted.append(tried)
        if len(group) > 1:
            middle = len(group) // 2
            undecided += [group[middle:], group[:middle]]
    return taken, proofs


@cache
def _prompt() -> Template:
    return Template((files("tracepile.narration") / "prompts" / f"{PROMPT}.txt").read_text(encoding="utf-8"))
