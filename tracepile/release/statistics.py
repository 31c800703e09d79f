"""What a release holds, counted while its samples go by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tracepile.release.splits import family_of


@dataclass(slots=True)
class Tally:
    """Samples and their tokens."""

    samples: int = 0
    tokens: int = 0

    def add(self, tokens: int) -> None:
        """Count one sample."""
        self.samples += 1
        self.tokens += tokens


@dataclass(slots=True)
class Statistics:
    """Counts of samples by what they are, and the families of each split."""

    total: Tally = field(default_factory=Tally)
    by_split: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_domain: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_kind: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_origin: defaultdict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    families: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    duplicates: int = 0

    def add(self, sample: Mapping[str, Any], split: str) -> None:
        """Count one sample of a split."""
        tokens = int(sample["tokens"])
        self.families[split][family_of(sample["source"])] += 1
        for tally in (
            self.total,
            self.by_split[split],
            self.by_domain[sample["domain"]],
            self.by_kind[sample["kind"]],
            self.by_origin[collection_of(sample["source"]), sample["licence"]],
        ):
            tally.add(tokens)

    def licences(self) -> tuple[str, ...]:
        """Every licence of the samples, sorted."""
        return tuple(sorted({licence for _, licence in self.by_origin}))


def collection_of(source: str) -> str:
    """Give the collection that a source belongs to: `classical` of `classical/gcd`, `hub/mine` of `hub/mine/17`."""
    return source.rpartition("/")[0] or source
