"""Prove rationales: from the text alone, against a second, independent run."""

from tracepile.verification.kill_rate import KillReport, KindOfMutation, Survivor, kill_rate
from tracepile.verification.mutations import MUTATIONS, corrupt
from tracepile.verification.verifying import Item, Judgement, SentenceVerdict, Verdict, verify, verify_many

__all__ = [
    "MUTATIONS",
    "Item",
    "Judgement",
    "KillReport",
    "KindOfMutation",
    "SentenceVerdict",
    "Survivor",
    "Verdict",
    "corrupt",
    "kill_rate",
    "verify",
    "verify_many",
]
