"""Tournaments: groups, knock-out rounds, byes and withdrawals, followed until few players are left."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import combinations

from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.stages import Ask, Opening, Stage, draw_ask, draw_stages, last_value, tell_stages

_SPORTS = ("chess", "tennis", "table tennis", "fencing", "badminton", "judo")
_DISTRACTORS = ("The hall has {} lamps.", "The oldest player is {} years old.", "Tea is served all day.")
_FUNCTIONS = {
    "pairs": "def pairs(number):\n    return number * (number - 1) // 2",
    "advancing": "def advancing(players):\n    return players // 2 + players % 2",
}


@dataclass(frozen=True, slots=True)
class _State:
    """Players still in, and matches played so far."""

    players: int
    matches: int

    def then(self, players: int, matches: int) -> _State:
        """Play so many matches, after which so many players are in."""
        return _State(players, self.matches + matches)


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw the stages of a tournament and a question; x is the number of players, beside that of matches."""
    entrants = rng.randint(*_span(difficulty))
    start = _State(entrants, 0)
    chain = draw_stages(
        rng, at_difficulty(difficulty, (1, 2, 3, 4, 5)), start, _stages, lambda state: 3 <= state.players <= 6_000
    )
    opening = Opening(
        f"{entrants} players enter a {rng.choice(_SPORTS)} tournament. Two players meet in each match. In a knock-out "
        "round the players are paired, the loser of each match is out, and if their number is odd, 1 player goes on "
        "without a match.", "players", start, start, (("entrants", entrants), ("matches", 0)), ("{x} = {entrants}",),
    )  # fmt: skip
    ask = draw_ask(rng, _asks(rng, last_value(start, chain)))
    return tell_stages(rng, opening, chain, ask, functions=_FUNCTIONS, distractors=_DISTRACTORS)


def _span(difficulty: int) -> tuple[int, int]:
    return at_difficulty(difficulty, (12, 20, 40, 120, 400)), at_difficulty(difficulty, (30, 60, 160, 500, 1_500))


def _stages(rng: random.Random, state: _State) -> list[Stage[_State]]:
    size, through, rounds = rng.randint(3, 6), rng.randint(1, 2), rng.randint(2, 3)
    some, limit = rng.randint(2, max(2, state.players // 6)), rng.randint(4, max(4, state.players // 3))
    groups, often = state.players // size, rng.randint(2, 3)
    best = "the winner goes" if through == 1 else f"the best {through} players go"
    return [
        Stage("A knock-out round is played.",
              ("{matches} += {x} // 2\n{x} = ({x} + 1) // 2", "{matches} += {x} // 2\n{x} = advancing({x})",
               "{matches} += {x} // 2\nif {x} % 2 == 1:\n    {x} = {x} // 2 + 1\nelse:\n    {x} //= 2"),
              lambda s: s.then((s.players + 1) // 2, s.players // 2),
              lambda s: s.then(s.players - s.players // 2, len(range(2, s.players + 1, 2)))),
        Stage(f"{rounds} knock-out rounds follow one another.",
              ("for _ in range({rounds}):\n    {matches} += {x} // 2\n    {x} = ({x} + 1) // 2",
               "for _ in range({rounds}):\n    {matches} += {x} // 2\n    {x} = advancing({x})",
               "for _ in range({rounds}):\n    {losers} = {x} // 2\n    {matches} += {losers}\n    {x} -= {losers}"),
              lambda s: _knocked_out(s, rounds), lambda s: _at_once(s, rounds), (("rounds", rounds),)),
        Stage(f"Knock-out rounds are played until at most {limit} players are left.",
              ("while {x} > {most}:\n    {matches} += {x} // 2\n    {x} = ({x} + 1) // 2",
               "while {x} > {most}:\n    {matches} += {x} // 2\n    {x} = advancing({x})",
               "while {x} > {most}:\n    {losers} = {x} // 2\n    {x} -= {losers}\n    {matches} += {losers}"),
              lambda s: _until(s, limit), lambda s: _at_once(s, _rounds_to(s.players, limit)), (("most", limit),),
              possible=state.players > limit),
        Stage(f"As many groups of {size} as possible are formed, and players for whom there is no group are out. In "
              f"each group every two players meet once, and {best} on.",
              ("{groups} = {x} // {size}\n{matches} += {groups} * {size} * ({size} - 1) // 2\n"
               "{x} = {groups} * {through}",
               "{groups} = {x} // {size}\n{matches} += {groups} * pairs({size})\n{x} = {groups} * {through}")
              if through > 1 else
              ("{groups} = {x} // {size}\n{matches} += {groups} * {size} * ({size} - 1) // 2\n{x} = {groups}",
               "{x} = {x} // {size}\n{matches} += {x} * pairs({size})"),
              lambda s: s.then(s.players // size * through, s.players // size * size * (size - 1) // 2),
              lambda s: s.then(s.players // size * through, s.players // size * len([*combinations(range(size), 2)])),
              (("size", size), ("through", through)) if through > 1 else (("size", size),), possible=groups > 1),
        Stage(f"{some} players withdraw for various reasons.", ("{x} = {x} - {withdrawn}",),
              lambda s: s.then(s.players - some, 0), lambda s: s.then(len(range(some, s.players)), 0),
              (("withdrawn", some),)),
        Stage(f"{some} late players are let in.", ("{x} = {x} + {late}",), lambda s: s.then(s.players + some, 0),
              lambda s: s.then(some + s.players, 0), (("late", some),)),
        Stage(f"Every player plays against every other one {often} times, and then the better half stays, which is "
              "rounded up if the number is odd.",
              ("{matches} += {often} * pairs({x})\n{x} = advancing({x})",
               "{matches} += {often} * {x} * ({x} - 1) // 2\n{x} = ({x} + 1) // 2",
               "for _ in range({often}):\n    {matches} += {x} * ({x} - 1) // 2\n{x} = {x} - {x} // 2"),
              lambda s: s.then((s.players + 1) // 2, often * s.players * (s.players - 1) // 2),
              lambda s: s.then(s.players - s.players // 2, often * sum(range(s.players))), (("often", often),),
              possible=state.players < 20),
        Stage(f"If more than {limit} players are left, {some} of them are drawn by lot and are out; otherwise a match "
              "among guests is played for show, which counts as a match.",
              ("if {x} > {mark}:\n    {x} = {x} - {drawn}\nelse:\n    {matches} += 1",
               "if {x} <= {mark}:\n    {matches} += 1\nelse:\n    {x} = {x} - {drawn}"),
              lambda s: s.then(s.players - some, 0) if s.players > limit else s.then(s.players, 1),
              lambda s: s.then(s.players - some * (s.players > limit), int(s.players <= limit)),
              (("mark", limit), ("drawn", some))),
    ]  # fmt: skip


def _knocked_out(state: _State, rounds: int) -> _State:
    for _ in range(rounds):
        state = state.then((state.players + 1) // 2, state.players // 2)
    return state


def _until(state: _State, most: int) -> _State:
    while state.players > most:
        state = _knocked_out(state, 1)
    return state


def _at_once(state: _State, rounds: int) -> _State:
    """Each match puts one player out, and so many rounds divide the number by a power of two, rounded up."""
    left = -(-state.players // 2**rounds)
    return state.then(left, state.players - left)


def _rounds_to(players: int, most: int) -> int:
    return next(rounds for rounds in range(30) if -(-players // 2**rounds) <= most)


def _asks(rng: random.Random, state: _State) -> list[Ask[_State]]:
    minutes, boards = rng.choice((15, 20, 30, 40)), rng.randint(2, 9)
    playing = "while {x} > 1:\n    {matches} += {x} // 2\n    {x} = ({x} + 1) // 2\n"
    rest = "Then knock-out rounds are played until 1 player is left."
    return [
        Ask(f"{rest} How many matches are played in the whole tournament?",
            (f"{playing}return {{matches}}", "{matches} += {x} - 1\nreturn {matches}",
             "while {x} > 1:\n    {losers} = {x} // 2\n    {matches} += {losers}\n    {x} -= {losers}\n"
             "return {matches}"),
            lambda s: _until(s, 1).matches, lambda s: s.matches + s.players - 1, unit="matches"),
        Ask(f"{rest} How many are these last rounds, and how many matches are played in the whole tournament? Give "
            "(rounds, matches).",
            ("{last_rounds} = 0\nwhile {x} > 1:\n    {last_rounds} += 1\n    {matches} += {x} // 2\n"
             "    {x} = ({x} + 1) // 2\nreturn {last_rounds}, {matches}",
             "{matches} += {x} - 1\n{last_rounds} = 0\nwhile {x} > 1:\n    {x} = advancing({x})\n"
             "    {last_rounds} += 1\nreturn {last_rounds}, {matches}"),
            lambda s: ((s.players - 1).bit_length(), _until(s, 1).matches),
            lambda s: (_rounds_to(s.players, 1), s.matches + s.players - 1)),
        Ask(f"{rest} In how many of these last rounds does a player go on without a match, and how many matches are "
            "played in the whole tournament? Give (rounds, matches).",
            ("{byes} = 0\nwhile {x} > 1:\n    {matches} += {x} // 2\n    if {x} % 2 == 1:\n        {byes} += 1\n"
             "    {x} = ({x} + 1) // 2\nreturn {byes}, {matches}",
             "{matches} += {x} - 1\n{byes} = 0\nwhile {x} > 1:\n    {byes} += {x} % 2\n    {x} = advancing({x})\n"
             "return {byes}, {matches}"),
            lambda s: (_byes(s.players), _until(s, 1).matches),
            lambda s: (_byes_by_bits(s.players), s.matches + s.players - 1)),
        Ask(f"How many minutes do all matches so far take together if each takes {minutes} minutes?",
            ("return {matches} * {minutes}",), lambda s: s.matches * minutes,
            lambda s: sum(minutes for _ in range(s.matches)), (("minutes", minutes),), "minutes",
            possible=1 < state.matches < 20_000),
        Ask(f"On {boards} tables, how many times are the tables set up until all matches so far are played, if as many "
            "as possible are played at the same time?",
            ("return ({matches} + {tables} - 1) // {tables}",
             "{turns} = {matches} // {tables}\nif {matches} % {tables} > 0:\n    {turns} += 1\nreturn {turns}"),
            lambda s: -(-s.matches // boards), lambda s: len(range(0, s.matches, boards)), (("tables", boards),),
            "times", possible=state.matches > 1),
        Ask("How many players are left then, and how many matches have been played? Give (players, matches).",
            ("return {x}, {matches}",), lambda s: (s.players, s.matches), lambda s: (s.players, s.matches)),
        Ask("How many matches would it take if, after all of this, every two of the players left met once, and how "
            "many matches are that together with those so far? Give (these, all).",
            ("{these} = pairs({x})\nreturn {these}, {matches} + {these}",
             "{these} = {x} * ({x} - 1) // 2\n{matches} += {these}\nreturn {these}, {matches}"),
            lambda s: (s.players * (s.players - 1) // 2, s.matches + s.players * (s.players - 1) // 2),
            lambda s: (sum(range(s.players)), s.matches + sum(range(s.players)))),
    ]  # fmt: skip


def _byes(players: int) -> int:
    byes = 0
    while players > 1:
        byes += players % 2
        players = players // 2 + players % 2
    return byes


def _byes_by_bits(players: int) -> int:
    """A round has a bye where the number of players missing to the next power of two has a binary 1."""
    missing = (1 << (players - 1).bit_length()) - players
    return missing.bit_count()
