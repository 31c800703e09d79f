"""What becomes of runs as training samples: their form, and which of them are one and the same."""

from tracepile.curation.duplicates import Duplicates, program_key, text_key
from tracepile.curation.samples import Sample, question_sample, rationale_sample, show_program

__all__ = [
    "Duplicates",
    "Sample",
    "program_key",
    "question_sample",
    "rationale_sample",
    "show_program",
    "text_key",
]
