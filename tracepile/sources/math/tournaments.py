"""Tournaments: rounds, byes, matches and points, followed until a winner is left."""

from __future__ import annotations

import random
from itertools import combinations

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem
from tracepile.sources.math.wording import digits, paragraph

_SPORTS = ("chess", "tennis", "table tennis", "fencing", "badminton", "judo")


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw an optional group stage and a knock-out stage, and a question about them."""
    sport = rng.choice(_SPORTS)
    asked = rng.choice(("matches", "rounds", "byes", "minutes", "profit"))
    grouped = difficulty > 1 and asked not in ("rounds", "byes") and rng.random() < 0.5
    groups, size, through = rng.randint(2, 2 + 2 * difficulty), rng.randint(3, 6), rng.randint(1, 2)
    entrants = rng.randint(*{1: (5, 8), 2: (12, 24), 3: (40, 90), 4: (150, 400), 5: (700, 2000)}[difficulty])
    length, fee = rng.choice((15, 20, 30, 40)), 5 * rng.randint(4, 12)
    listing = Listing()
    told = []
    group_matches = again = 0
    if grouped:
        told.append(
            f"In a {sport} tournament {groups} groups of {size} players play a group stage: within a group, every two "
            f"players meet once. The best {through} of each group go on to a knock-out stage."
            if through > 1
            else f"In a {sport} tournament {groups} groups of {size} players play a group stage: within a group, every "
            "two players meet once. The best of each group goes on to a knock-out stage."
        )
        listing.given("groups", groups)
        listing.given("group_size", size)
        if through > 1:
            listing.given("through", through)
        group_matches = groups * size * (size - 1) // 2
        again = groups * len(list(combinations(range(size), 2)))
        started = groups * size
        players = groups * through
    else:
        players = started = entrants
        told.append(f"In a {sport} tournament {digits(entrants)} players begin a knock-out stage.")
        listing.given("players", entrants)
    told.append(
        "In each knock-out round the players are paired; the loser of a match is out. If their number is odd, 1 player "
        "goes to the next round without a match. This goes on until 1 player is left."
    )
    rounds, matches, byes = _knockout(players)
    prize = started * fee * rng.randint(3, 8) // (10 * (matches + group_matches))
    if asked == "minutes":
        told.append(f"All matches take place on 1 court, and each takes {length} minutes.")
        listing.given("match_minutes", length)
    if asked == "profit":
        told.append(f"Each player of the tournament pays ${fee}. Every match costs ${prize} for a referee.")
        listing.given("entry_fee", fee)
        listing.given("referee_cost", prize)
    if grouped:
        listing.line("matches = groups * group_size * (group_size - 1) // 2")
        if asked == "profit":
            listing.line("fees = groups * group_size * entry_fee")
        listing.line("players = groups * through" if through > 1 else "players = groups")
    else:
        if asked == "profit":
            listing.line("fees = players * entry_fee")
        if asked not in ("rounds", "byes"):
            listing.line("matches = 0")
    _write_knockout(listing, rng, asked)
    in_all = "in the whole tournament"
    total, total_again = matches + group_matches, players - 1 + again
    question, answer, check, unit = {
        "matches": (f"How many matches are played {in_all}?", total, total_again, "matches"),
        "rounds": ("How many knock-out rounds are there?", rounds, (players - 1).bit_length(), "rounds"),
        "byes": ("How many times does a player go on without a match?", byes, _byes_by_bits(players), "times"),
        "minutes": (f"How many minutes do the matches take {in_all}?", total * length, length * total_again, "minutes"),
        "profit": (
            "How many dollars of the fees are left when the referees are paid?",
            started * fee - total * prize, fee * started - prize * total_again, "dollars",
        ),
    }[asked]  # fmt: skip
    return Problem(paragraph(*told, question), listing.render(), answer, check, unit)


def _knockout(players: int) -> tuple[int, int, int]:
    rounds = matches = byes = 0
    while players > 1:
        rounds, matches, byes = rounds + 1, matches + players // 2, byes + players % 2
        players = players // 2 + players % 2
    return rounds, matches, byes


def _byes_by_bits(players: int) -> int:
    """A round has a bye where the number of players missing to the next power of two has a binary 1."""
    missing = (1 << (players - 1).bit_length()) - players
    return missing.bit_count()


def _write_knockout(listing: Listing, rng: random.Random, asked: str) -> None:
    if asked in ("rounds", "byes"):
        listing.line(f"{asked} = 0")
    split = rng.random() < 0.5
    with listing.block("while players > 1:"):
        if asked not in ("rounds", "byes"):
            listing.line("matches += players // 2")
        if asked == "rounds":
            listing.line("rounds += 1")
        if split or asked == "byes":
            with listing.block("if players % 2 == 1:"):
                listing.line("players = players // 2 + 1")
                if asked == "byes":
                    listing.line("byes += 1")
            with listing.block("else:"):
                listing.line("players //= 2")
        else:
            listing.line("players = (players + 1) // 2")
    listing.line(
        {
            "minutes": "return matches * match_minutes",
            "profit": "return fees - matches * referee_cost",
        }.get(asked, f"return {asked}")
    )
