"""A trace becomes sentences (docs/rationale-language.md)."""

from tracepile.narration.narrator import VOICES, NarrationError, narrate

__all__ = ["VOICES", "NarrationError", "narrate"]
