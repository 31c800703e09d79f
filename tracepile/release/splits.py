"""Training, validation and test samples, parted by the family of their programs.

A family is what a program solves: a sample's `source`, whatever data set it came from (see `family_of`). Its rewrites,
its other inputs and the questions about them follow it into one split, so that nothing of a tested program was seen in
training. The split is a pure function of the family's name: a corpus that grows never moves a sample from one split to
another.
"""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass

SPLITS = ("train", "validation", "test")


# A family that is a hash of the statement or of the code says the same in every data set.
_BY_CONTENT = re.compile(r"hub/[^/]+/(?P<family>[0-9a-f]{20})")


@dataclass(frozen=True, slots=True)
class Shares:
    """The share of families that each split gets, about; together 1. Shares of samples differ as families do in size.

    Raises:
        ValueError: a share is negative, or they do not add up to 1.
    """

    train: float = 0.9
    validation: float = 0.05
    test: float = 0.05

    def __post_init__(self) -> None:
        shares = (self.train, self.validation, self.test)
        if min(shares) < 0 or not math.isclose(sum(shares), 1):
            raise ValueError(f"the shares of splits must be at least 0 and add up to 1, got {shares}")


def family_of(source: str) -> str:
    """Give the family of a sample's source.

    Two data sets may hold one problem; its family is then the same, though the sources name the data sets.
    """
    match = _BY_CONTENT.fullmatch(source)
    return source if match is None else match["family"]


def split_of(family: str, shares: Shares, seed: str = "") -> str:
    """Give the split of a family, the same for the same family, shares and seed on any machine.

    Raises:
        ValueError: the family is empty, so that nothing can be kept together by it.
    """
    if not family:
        raise ValueError("a sample without a source cannot be put into a split: its family is not known")
    digest = hashlib.sha256(f"split\0{seed}\0{family}".encode("utf-8", "surrogatepass")).digest()
    place = int.from_bytes(digest[:6]) / 2**48
    # Tests first: a larger share of validation then takes families from training, and tests stay what they were.
    if place < shares.test:
        return "test"
    return "validation" if place < shares.test + shares.validation else "train"
