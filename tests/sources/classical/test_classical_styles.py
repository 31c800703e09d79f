"""Further styles of an algorithm against the style that a reference has judged."""

import pytest

from tracepile.sources.classical import ALGORITHMS, styles
from tracepile.sources.classical.styles import PARTNER_OF

STYLES = ("recursive", "iterative", "object-oriented", "generator")


def style_of(name):
    return next((technique for technique in ALGORITHMS[name].techniques if technique in STYLES), None)


def test_every_style_has_its_partner():
    assert set(PARTNER_OF) == {algorithm.name for algorithm in styles.ALGORITHMS}
    assert len(PARTNER_OF) >= 15


@pytest.mark.parametrize(("name", "partner"), PARTNER_OF.items())
def test_program_does_what_its_partner_does(name, partner, agrees, entry_of):
    assert ALGORITHMS[name].edges == ALGORITHMS[partner].edges
    assert ALGORITHMS[name].draw is ALGORITHMS[partner].draw
    agrees(name, entry_of(ALGORITHMS[partner]))


@pytest.mark.parametrize(("name", "partner"), PARTNER_OF.items())
def test_style_differs_from_its_partner(name, partner):
    assert style_of(name) is not None
    assert style_of(name) != style_of(partner)
