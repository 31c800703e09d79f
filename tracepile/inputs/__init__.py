"""Inputs for programs that come without enough of them."""

from tracepile.inputs.coverage import Coverage
from tracepile.inputs.generating import Generated, generate_inputs, readable_cases

__all__ = ["Coverage", "Generated", "generate_inputs", "readable_cases"]
