"""Plots of land and floors made of rectangles and triangles: area, cost, tiles and what is left."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import digits, paragraph

_ADDED = (
    ("strip of grass", "rectangle"),
    ("playing field", "rectangle"),
    ("meadow", "triangle"),
    ("picnic area", "square"),
)
_REMOVED = (("pond", "rectangle"), ("shed", "square"), ("flower bed", "triangle"), ("path", "rectangle"),
            ("sandpit", "square"), ("rockery", "triangle"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of land: sign +1 if it is joined, -1 if it is taken out; lengths in metres."""

    what: str
    shape: str
    sign: int
    long: int
    wide: int

    @property
    def area(self) -> int:
        """Area in square metres; triangles have an even base."""
        return self.long * self.wide // (2 if self.shape == "triangle" else 1)


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a garden, pieces joined to it and taken out of it, and what is done with the rest."""
    long, wide = rng.randint(14, 40), rng.randint(10, 30)
    if long == wide:
        long += 1
    pieces = _draw_pieces(rng, at_difficulty(difficulty, (1, 2, 4, 6, 8)), long, wide)
    area = long * wide
    for piece in pieces:
        area += piece.sign * piece.area
    exact = Fraction(long * wide)
    exact += sum((p.sign * _shoelace(p) for p in pieces), Fraction())
    asked = rng.choice(("area", "cost", "bags", "mowing", "share"))
    if area < 40:
        return compose(rng, difficulty)
    listing = Listing()
    listing.given("garden_length", long)
    listing.given("garden_width", wide)
    running = rng.random() < 0.5
    listing.line(f"{'area' if running else 'garden_area'} = garden_length * garden_width")
    terms = ["garden_area"]
    for piece in pieces:
        sizes = _write_sizes(listing, piece)
        if running and rng.random() < 0.5:
            listing.line(f"area {'+' if piece.sign > 0 else '-'}= {sizes}")
            continue
        name = listing.name(f"{piece.what.replace(' ', '_')}_area")
        listing.line(f"{name} = {sizes}")
        if running:
            listing.line(f"area {'+' if piece.sign > 0 else '-'}= {name}")
        else:
            terms.extend(["+" if piece.sign > 0 else "-", name])
    if not running:
        _write_sum(listing, terms)
    told = [f"A garden is a rectangle {long} m long and {wide} m wide.", *(_told(piece) for piece in pieces)]
    question, answer, check, unit = _ask(rng, listing, asked, area, exact)
    return Problem(paragraph(*told, question), listing.render(), answer, check, unit)


def _write_sum(listing: Listing, terms: list[str]) -> None:
    """Write the sum in lines of at most three pieces."""
    listing.line(f"area = {' '.join(terms[:5])}")
    for sign, name in zip(terms[5::2], terms[6::2], strict=True):
        listing.line(f"area {sign}= {name}")


def _draw_pieces(rng: random.Random, number: int, long: int, wide: int) -> list[_Piece]:
    pieces: list[_Piece] = []
    options = [(*kind, 1) for kind in _ADDED] + [(*kind, -1) for kind in _REMOVED]
    for what, shape, sign in rng.sample(options, number):
        a, b = rng.randint(2, long // 3), rng.randint(2, max(2, wide // 4))
        if shape == "square":
            a = b
        elif shape == "triangle":
            a = 2 * rng.randint(1, long // 6)
        pieces.append(_Piece(what, shape, sign, a, b))
    return sorted(pieces, key=lambda piece: -piece.sign)


def _shoelace(piece: _Piece) -> Fraction:
    """Area by the surveyor's formula over the corners."""
    corners = [(0, 0), (piece.long, 0), (piece.long, piece.wide), (0, piece.wide)]
    if piece.shape == "triangle":
        corners = [(0, 0), (piece.long, 0), (1, piece.wide)]
    turns = zip(corners, corners[1:] + corners[:1], strict=True)
    return Fraction(abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in turns)), 2)


def _told(piece: _Piece) -> str:
    size = {
        "rectangle": f"a rectangle of {piece.long} m by {piece.wide} m",
        "square": f"a square with sides of {piece.long} m",
        "triangle": f"a triangle with a base of {piece.long} m and a height of {piece.wide} m",
    }[piece.shape]
    if piece.sign > 0:
        return f"A {piece.what} joins it, {size}."
    return f"A {piece.what} lies inside the garden, {size}."


def _write_sizes(listing: Listing, piece: _Piece) -> str:
    word = piece.what.replace(" ", "_")
    if piece.shape == "square":
        side = listing.given(f"{word}_side", piece.long)
        return f"{side} * {side}"
    if piece.shape == "triangle":
        base, height = listing.given(f"{word}_base", piece.long), listing.given(f"{word}_height", piece.wide)
        return f"{base} * {height} // 2"
    return f"{listing.given(f'{word}_length', piece.long)} * {listing.given(f'{word}_width', piece.wide)}"


def _ask(rng: random.Random, listing: Listing, asked: str, area: int, exact: Fraction) -> tuple[str, int, int, str]:
    lawn = "All the rest of the garden, together with anything that joins it, is lawn."
    match asked:
        case "cost":
            price = rng.randint(2, 9)
            listing.given("price_per_square_metre", price)
            listing.line("return area * price_per_square_metre")
            question = f"{lawn} Turf costs ${price} per square metre. How many dollars does the turf cost?"
            return question, area * price, int(exact * price), "dollars"
        case "bags":
            cover, price = rng.randint(12, 40), rng.randint(5, 20)
            listing.given("bag_covers", cover)
            listing.given("bag_price", price)
            listing.line("bags = area // bag_covers")
            with listing.block("if area % bag_covers > 0:"):
                listing.line("bags += 1")
            listing.line("return bags * bag_price")
            question = (
                f"{lawn} A bag of seed covers {cover} square metres and costs ${price}; only whole bags are sold."
            )
            bags = _rounded_up(exact / cover)
            return (
                f"{question} How many dollars does the seed cost?",
                -(-area // cover) * price,
                bags * price,
                "dollars",
            )
        case "mowing":
            pace = max(8, area // rng.randint(3, 8))
            listing.given("square_metres_per_hour", pace)
            listing.line("hours = 0")
            listing.line("mown = 0")
            with listing.block("while mown < area:"):
                listing.line("mown += square_metres_per_hour")
                listing.line("hours += 1")
            listing.line("return hours")
            question = f"{lawn} A mower cuts {digits(pace)} square metres an hour and is hired by the whole hour."
            hours = len(range(0, area, pace))
            return f"{question} For how many hours is it hired?", hours, _rounded_up(exact / pace), "hours"
        case "share":
            families = rng.randint(2, 6)
            listing.need("from fractions import Fraction")
            listing.given("families", families)
            listing.line("share = Fraction(area, families)")
            listing.line("return int(share)")
            question = f"{lawn} {families} families share it equally. How many whole square metres does each get?"
            return question, area // families, (exact / families).numerator // (exact / families).denominator, _UNIT
    listing.line("return area")
    return f"{lawn} How many square metres of lawn are there?", area, int(exact), _UNIT


_UNIT = "square metres"


def _rounded_up(number: Fraction) -> int:
    return -(-number.numerator // number.denominator)
