"""The model-written voice: better words are taken, and not one wrong sentence, whatever the model says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from resources.language_model import LanguageModel
from tests.resources.chat_server import ChatServer
from tracepile.execution import Jail, trace_cases
from tracepile.narration import narrate
from tracepile.narration.retelling import MAX_PROOFS, VOICE, Retelling, retell
from tracepile.records import Case, Domain, Program, Rationale, Sentence
from tracepile.verification import verify

GAP = """
def largest_gap(nums):
    best = 0
    for a, b in zip(nums, nums[1:]):
        if b - a > best:
            best = b - a
    return best
""".lstrip()
CALL = "largest_gap([3, 9, 10, 21, 20, 40])"
LIE = re.compile(r"\d+(?=\D*$)")


class Run:
    """A program's run with its rationale, and the proof of any text about it."""

    def __init__(self, jail: Jail, recheck: Jail) -> None:
        self.program = Program(Domain.CLASSICAL, "test", "test", "Apache-2.0", GAP, "largest_gap")
        self.case = Case(self.program.id, call=CALL)
        self._jail = recheck
        traces, rejects = trace_cases(self.program, [self.case], jail=jail, recheck=recheck)
        assert not rejects
        self.rationale = narrate(self.program, self.case, traces[0])
        self.proofs = 0
        assert self.proven(self.rationale.text)

    def proven(self, text: str) -> bool:
        self.proofs += 1
        return verify(text, self.program, self.case, jail=self._jail).proven

    def retell(self, ask: Callable[[str], str], max_proofs: int = MAX_PROOFS) -> Retelling:
        self.proofs = 0
        retelling = retell(self.rationale, ask=ask, proven=self.proven, max_proofs=max_proofs)
        assert retelling.proofs == self.proofs <= max_proofs
        assert retelling.taken + retelling.kept == len(self.rationale.sentences)
        assert self.proven(retelling.rationale.text)
        return retelling


@pytest.fixture(scope="module")
def run(jail: Jail, recheck: Jail) -> Run:
    return Run(jail, recheck)


def sentences_of(prompt: str) -> list[tuple[int, str]]:
    """The numbered sentences of a prompt."""
    listing = prompt.partition("\nSentences\n")[2].strip().splitlines()
    return [(int(number), text) for number, _, text in (line.partition(". ") for line in listing)]


def reworded(text: str) -> str:
    """The same in other words of the language of rationales."""
    if re.search(r"\b(checks|tests)\b", text):
        text = re.sub(r"\b(checks|tests)\b", lambda m: {"checks": "tests", "tests": "checks"}[m[0]], text, count=1)
    text = re.sub(r"\b(is now|becomes)\b", lambda m: {"is now": "becomes", "becomes": "is now"}[m[0]], text)
    return re.sub(r"\b(computes|works out)\b", lambda m: {"computes": "works out", "works out": "computes"}[m[0]], text)


def answer(change: Callable[[int, str], str]) -> Callable[[str], str]:
    """A model that gives each numbered sentence as `change` says."""
    return lambda prompt: "\n".join(f"{n}. {change(n, text)}" for n, text in sentences_of(prompt))


def changeable(run: Run) -> list[int]:
    """Positions of the sentences that `reworded` changes."""
    return [n for n, sentence in enumerate(run.rationale.sentences) if reworded(sentence.text) != sentence.text]


def test_other_words_are_taken_with_one_proof(run: Run) -> None:
    retelling = run.retell(answer(lambda _, text: reworded(text)))
    assert retelling.taken == len(changeable(run)) >= 5
    assert retelling.proofs == 1
    assert retelling.rationale.voice == VOICE
    assert [s.text for s in retelling.rationale.sentences] == [reworded(s.text) for s in run.rationale.sentences]
    assert [(s.first, s.last) for s in retelling.rationale.sentences] == [
        (s.first, s.last) for s in run.rationale.sentences
    ]
    assert retelling.rationale.text == reworded_text(run.rationale)
    assert (retelling.rationale.trace_id, retelling.prompt) == (run.rationale.trace_id, "retelling_1")


def reworded_text(rationale: Rationale) -> str:
    """The text with the same spaces and line breaks, in other words."""
    text = rationale.text
    for sentence in sorted({s.text for s in rationale.sentences}, key=len, reverse=True):
        text = text.replace(sentence, reworded(sentence))
    return text


@pytest.mark.parametrize("wrong", [[2], [2, 5], [0, 7, 13], range(0, 200, 2)], ids=str)
def test_a_wrong_sentence_never_gets_through_and_the_right_ones_do(run: Run, wrong: Sequence[int]) -> None:
    def change(number: int, text: str) -> str:
        return LIE.sub(lambda match: str(int(match[0]) + 1), text, count=1) if number - 1 in wrong else reworded(text)

    retelling = run.retell(answer(change), max_proofs=200)
    taken = [n for n in changeable(run) if n not in wrong]
    assert retelling.taken == len(taken) > 0
    for number, (new, old) in enumerate(zip(retelling.rationale.sentences, run.rationale.sentences, strict=True)):
        assert new.text == (reworded(old.text) if number in taken else old.text)


@pytest.mark.parametrize(
    "change",
    [
        lambda _, text: f"As we can see, {text}",
        lambda _, text: text.replace("Line", "Row"),
        lambda _, text: f"{text} {text}",
        lambda number, text: f"Line {number} does nothing.",
        lambda _, text: "The answer is 20.",
        lambda _, text: text.rstrip("."),
        lambda _, text: "",
        lambda _, text: text,
    ],
)
def test_what_is_untrue_unread_or_unchanged_leaves_the_rationale_as_it_was(
    run: Run, change: Callable[[int, str], str]
) -> None:
    rationale = run.rationale
    retelling = run.retell(answer(change), max_proofs=200)
    assert retelling.taken == 0
    assert retelling.rationale == rationale


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "I am sorry, but I cannot do that.",
        "1.\n2)\n99. Line 1 sets x to 2.\n0. The answer is 1.\n-3. The answer is 1.",
        "1. Line 2 sets best to 0\x00.\n2. \u202eLine 2 sets best to 1.",
        "\n".join(f"{n}. The answer is {n}." for n in range(1, 60)),
    ],
)
def test_a_reply_that_is_none_changes_nothing(run: Run, reply: str) -> None:
    assert run.retell(lambda _: reply).rationale == run.rationale


def test_a_reply_that_was_cut_gives_what_it_holds(run: Run) -> None:
    whole = answer(lambda _, text: reworded(text))
    retelling = run.retell(lambda prompt: whole(prompt)[: len(whole(prompt)) // 2])
    assert 0 < retelling.taken < len(changeable(run))


@pytest.mark.parametrize("bound", [0, 1, 2, 5])
def test_proofs_are_bounded_and_what_is_undecided_stays(run: Run, bound: int) -> None:
    def change(number: int, text: str) -> str:
        return LIE.sub("77", text) if number % 3 == 0 else reworded(text)

    retelling = run.retell(answer(change), max_proofs=bound)
    unbounded = run.retell(answer(change), max_proofs=500)
    assert retelling.proofs == bound
    assert retelling.taken <= unbounded.taken


def test_one_lie_among_many_sentences_costs_few_proofs(run: Run) -> None:
    last = changeable(run)[-1]

    def change(number: int, text: str) -> str:
        return LIE.sub("77", text) if number - 1 == last else reworded(text)

    retelling = run.retell(answer(change))
    assert retelling.taken == len(changeable(run)) - 1
    assert retelling.proofs <= 2 * len(changeable(run)).bit_length() + 1


def test_long_rationales_are_asked_for_in_pieces() -> None:
    sentences = tuple(Sentence(f"Line 1 sets x to {n}.", n, n + 1) for n in range(95))
    rationale = Rationale("p", "c", "t", "plain", "\n".join(s.text for s in sentences), sentences)
    prompts: list[str] = []

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        return answer(lambda _, text: text.replace("sets x to", "puts into x"))(prompt)

    retelling = retell(rationale, ask=ask, proven=lambda text: text.count("\n") == 94)
    assert [len(sentences_of(prompt)) for prompt in prompts] == [40, 40, 15]
    assert [number for prompt in prompts for number, _ in sentences_of(prompt)] == list(range(1, 96))
    assert (retelling.taken, retelling.kept, retelling.proofs) == (95, 0, 1)


def test_a_text_that_is_not_its_sentences_is_refused(run: Run) -> None:
    first = run.rationale.sentences[0]
    for text, sentences in (("Another text.", (first,)), (f"{first.text} And more.", (first,))):
        broken = Rationale("p", "c", "t", "plain", text, sentences)
        with pytest.raises(ValueError, match="sentence"):
            retell(broken, ask=lambda _: "", proven=lambda _: True)


def test_a_rationale_is_retold_by_a_server_that_fails_and_lies_and_again_for_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    change = answer(lambda number, text: LIE.sub("99", text) if number in (3, 8) else reworded(text))
    with ChatServer(change, [429, 500, "cut", "malformed", "empty"]) as server:
        told = []
        for _ in range(2):
            model = LanguageModel(tmp_path, url=server.url, model="small", timeout_seconds=5)
            told.append(run.retell(model.ask))
        assert told[0] == told[1]
        assert told[0].taken == len([n for n in changeable(run) if n not in (2, 7)])
        assert len(server.requests) == 6
