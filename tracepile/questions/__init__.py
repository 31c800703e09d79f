"""Questions about runs, each with one right answer that a second execution has confirmed."""

from tracepile.questions.asking import ask, ask_many
from tracepile.questions.catalogue import FAMILIES
from tracepile.questions.evidence import Evidence, EvidenceError
from tracepile.questions.family import Family, Pick, Told
from tracepile.questions.grading import accepts
from tracepile.questions.prompting import prompt
from tracepile.questions.traced_run import TracedRun

__all__ = [
    "FAMILIES",
    "Evidence",
    "EvidenceError",
    "Family",
    "Pick",
    "Told",
    "TracedRun",
    "accepts",
    "ask",
    "ask_many",
    "prompt",
]
