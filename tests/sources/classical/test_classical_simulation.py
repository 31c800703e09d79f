"""Simulations against other ways of computing the same course of events."""

from collections import Counter
from itertools import product

import pytest

from tracepile.sources.classical import simulation


def life(grid):
    alive = {(i, j) for i, row in enumerate(grid) for j, cell in enumerate(row) if cell}
    around = Counter((i + a, j + b) for (i, j), a, b in product(alive, (-1, 0, 1), (-1, 0, 1)) if (a, b) != (0, 0))
    return [
        [int(around[i, j] == 3 or (around[i, j] == 2 and bool(cell))) for j, cell in enumerate(row)]
        for i, row in enumerate(grid)
    ]


def bank(customers, tellers):
    """A customer starts when fewer customers than there are tellers are still being served."""
    done = []
    waited = 0
    for arrival, service in customers:
        latest = sorted(done)[-tellers:]
        start = max(arrival, latest[0]) if len(latest) == tellers else arrival
        waited += start - arrival
        done.append(start + service)
    return done, waited


def sweep(floor, going_up, requests):
    above = sorted(stop for stop in requests if stop > floor)
    below = sorted((stop for stop in requests if stop < floor), reverse=True)
    stops = above + below if going_up else below + above
    return stops, sum(abs(a - b) for a, b in zip([floor, *stops], stops, strict=False))


def take_turns(jobs, quantum):
    rest = dict(jobs)
    clock, finished = 0, {}
    while rest:
        for name in list(rest):
            used = min(quantum, rest[name])
            clock += used
            rest[name] -= used
            if rest[name] == 0:
                finished[name] = clock
                del rest[name]
    return finished


def josephus(people, step):
    circle = list(people)
    removed = []
    while len(circle) > 1:
        turn = (step - 1) % len(circle)
        circle = circle[turn:] + circle[:turn]
        removed.append(circle.pop(0))
    return circle[0], removed


def ant(black, heading, steps):
    """Cells are complex numbers, north is i, and a turn is a multiplication."""
    colours = {complex(column, -row): True for row, column in black}
    place, direction = 0j, {"N": 1j, "E": 1 + 0j, "S": -1j, "W": -1 + 0j}[heading]
    for _ in range(steps):
        is_black = colours.get(place, False)
        direction *= 1j if is_black else -1j
        colours[place] = not is_black
        place += direction
    cells = sorted((-int(cell.imag), int(cell.real)) for cell, is_black in colours.items() if is_black)
    name = {1j: "N", 1: "E", -1j: "S", -1: "W"}[direction]
    return cells, (-int(place.imag), int(place.real)), name


def automaton(row, rule, generations):
    table = f"{rule:08b}"[::-1]
    rows = [row]
    for _ in range(generations):
        ring = [rows[-1][-1], *rows[-1], rows[-1][0]]
        rows.append([int(table[int("".join(map(str, ring[i : i + 3])), 2)]) for i in range(len(row))])
    return rows


def second_chance(frames, pages):
    """A queue of pages with marks is the clock unrolled: the hand is its head."""
    slots = [[None, False, slot] for slot in range(frames)]
    faults = 0
    for page in pages:
        known = [slot for slot in slots if slot[0] == page]
        if known:
            known[0][1] = True
            continue
        faults += 1
        while slots[0][1]:
            slots[0][1] = False
            slots.append(slots.pop(0))
        slots[0][:2] = page, True
        slots.append(slots.pop(0))
    return faults, [page for page, _, _ in sorted(slots, key=lambda slot: slot[2])]


def turing(program, tape, limit):
    """The tape as two stacks with the head between them."""
    left, right, state, steps = "", tape, "start", 0
    while state != "halt" and steps < limit:
        right = right or "_"
        state, written, move = program[state, right[0]]
        if move == "R":
            left, right = left + written, right[1:]
        else:
            left, right = left[:-1], (left[-1:] or "_") + written + right[1:]
        steps += 1
    return state, (left + right).strip("_"), steps


REFERENCES = {
    "game_of_life": life,
    "bank_queue": bank,
    "elevator": sweep,
    "round_robin": take_turns,
    "josephus": josephus,
    "langtons_ant": ant,
    "cellular_automaton": automaton,
    "clock_page_replacement": second_chance,
    "turing_machine": turing,
}


def test_every_algorithm_is_judged():
    assert set(REFERENCES) == {a.name for a in simulation.ALGORITHMS}


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])
