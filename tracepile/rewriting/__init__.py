"""Rewrites that keep a program's meaning, and the proof that they did."""

from tracepile.rewriting.equivalence import Evidence, Verdict, compare, observe
from tracepile.rewriting.program import Rewritten, rewrite_program, rewriting
from tracepile.rewriting.registry import REWRITES
from tracepile.rewriting.rewrite import Rewrite
from tracepile.rewriting.wrong import WrongVariant, wrong_variants

__all__ = [
    "REWRITES",
    "Evidence",
    "Rewrite",
    "Rewritten",
    "Verdict",
    "WrongVariant",
    "compare",
    "observe",
    "rewrite_program",
    "rewriting",
    "wrong_variants",
]
