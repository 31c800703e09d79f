"""Classical algorithms as readable programs, with inputs drawn from a seed."""

from tracepile.sources.classical.algorithm import Algorithm
from tracepile.sources.classical.registry import ALGORITHMS
from tracepile.sources.classical.sampling import classical_programs, fresh_calls

__all__ = ["ALGORITHMS", "Algorithm", "classical_programs", "fresh_calls"]
