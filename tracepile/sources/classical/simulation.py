"""Simulations: automata, queues, schedulers and machines."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments


def _cells(rng: random.Random, size: int) -> Arguments:
    rows, columns = ((1, 1), (1, 2), (2, 2), (2, 3), (2, 3))[size - 1]
    return ([[int(rng.random() < 0.5) for _ in range(columns)] for _ in range(rows)],)


def _customers(rng: random.Random, size: int) -> Arguments:
    arrivals = sorted(draws.integers(rng, 2 * size, 0, 4 * size))
    return [(arrival, rng.randint(1, 9)) for arrival in arrivals], rng.randint(1, 3)


def _requests(rng: random.Random, size: int) -> Arguments:
    floor, *stops = draws.distinct_integers(rng, size + 2, 0, 20)
    return floor, rng.random() < 0.5, stops


def _jobs_and_quantum(rng: random.Random, size: int) -> Arguments:
    names = "ABCDEF"[: size + 1]
    return [(name, rng.randint(1, 9)) for name in names], rng.randint(2, 4)


def _circle_and_step(rng: random.Random, size: int) -> Arguments:
    people = draws.words(rng, 2 * size) if rng.random() < 0.5 else list(range(1, 2 * size + 1))
    return people, rng.randint(1, 7)


def _ant(rng: random.Random, size: int) -> Arguments:
    black = [(rng.randint(-1, 1), rng.randint(-1, 1)) for _ in range(size)]
    return sorted(set(black)), rng.choice("NESW"), 3 * size


def _row_and_rule(rng: random.Random, size: int) -> Arguments:
    return draws.integers(rng, size + 2, 0, 1), rng.choice((30, 54, 90, 110, 150, 184)), (size + 1) // 2


def _pages(rng: random.Random, size: int) -> Arguments:
    return rng.randint(2, 3), draws.integers(rng, 3 * size, 1, 5)


_BINARY_INCREMENT = {
    ("start", "0"): ("start", "0", "R"),
    ("start", "1"): ("start", "1", "R"),
    ("start", "_"): ("carry", "_", "L"),
    ("carry", "1"): ("carry", "0", "L"),
    ("carry", "0"): ("halt", "1", "L"),
    ("carry", "_"): ("halt", "1", "L"),
}
_COMPLEMENT = {
    ("start", "0"): ("start", "1", "R"),
    ("start", "1"): ("start", "0", "R"),
    ("start", "_"): ("halt", "_", "R"),
}
_PARITY = {
    ("start", "0"): ("start", "0", "R"),
    ("start", "1"): ("odd", "1", "R"),
    ("start", "_"): ("halt", "0", "R"),
    ("odd", "0"): ("odd", "0", "R"),
    ("odd", "1"): ("start", "1", "R"),
    ("odd", "_"): ("halt", "1", "R"),
}


def _machine(rng: random.Random, size: int) -> Arguments:
    program = rng.choice((_BINARY_INCREMENT, _COMPLEMENT, _PARITY))
    return program, draws.text(rng, 2 * size, "01"), 60


ALGORITHMS = (
    Algorithm(
        name="game_of_life",
        family="simulation",
        statement=(
            "Given a rectangular grid of 0 (dead) and 1 (alive), return the grid after one generation of the Game "
            "of Life. A live cell stays alive with 2 or 3 live neighbours of the 8 around it, a dead cell comes "
            "alive with exactly 3; cells outside the grid are dead."
        ),
        source=(
            "Gardner, Mathematical Games: The Fantastic Combinations of John Conway's New Solitaire Game Life, "
            "Scientific American 223(4), 1970"
        ),
        complexity="O(rows * columns)",
        draw=_cells,
        edges=(([],), ([[0]],), ([[1]],), ([[1, 1], [1, 0]],), ([[1, 1], [1, 1]],)),
        entry_point="game_of_life",
        techniques=("grid", "set"),
    ),
    Algorithm(
        name="bank_queue",
        family="simulation",
        statement=(
            "Given a list of customers (arrival, service time) in order of arrival, and a positive number of "
            "tellers, return a tuple of the list of the times at which the customers are done and the total time "
            "that they waited. Each customer goes to the teller who is free first."
        ),
        source=(
            "Law, Simulation Modeling and Analysis, 5th edition, section 1.4 (a queue with one server), "
            "with several servers"
        ),
        complexity="O(n log t) for n customers and t tellers",
        draw=_customers,
        edges=(([], 1), ([(0, 3)], 2), ([(0, 3), (1, 2)], 1), ([(0, 3), (1, 2)], 2), ([(2, 4), (2, 1), (2, 1)], 2)),
        entry_point="bank_queue",
        techniques=("heap",),
    ),
    Algorithm(
        name="elevator",
        family="simulation",
        statement=(
            "Given the floor of an elevator, whether it is going up, and a list of different requested floors, "
            "none of which is its own, return a tuple of the list of its stops in order and the number of floors "
            "it moves. It keeps its direction while there are requests ahead, and then turns round."
        ),
        source=(
            "Knuth, The Art of Computer Programming, volume 1, section 2.2.5 (the elevator), simplified to one "
            "sweep each way"
        ),
        complexity="O(n^2) for n requests",
        draw=_requests,
        edges=((3, True, []), (3, True, [5]), (3, True, [1]), (3, False, [5, 4]), (3, False, [1, 5, 2])),
        entry_point="elevator",
    ),
    Algorithm(
        name="round_robin",
        family="simulation",
        statement=(
            "Given a list of jobs (name, time needed) and a positive quantum, return a dictionary from each job's "
            "name to the time at which it is finished, in the order of finishing. Jobs run in turn, each for at "
            "most one quantum, and an unfinished job goes to the end of the queue."
        ),
        source="Silberschatz, Galvin and Gagne, Operating System Concepts, 9th edition, section 6.3.4",
        complexity="O(t / q + n) for n jobs of total time t and quantum q",
        draw=_jobs_and_quantum,
        edges=(([], 2), ([("A", 2)], 2), ([("A", 3)], 2), ([("A", 5), ("B", 1)], 2), ([("A", 2), ("B", 2)], 4)),
        entry_point="round_robin",
        techniques=("queue",),
    ),
    Algorithm(
        name="josephus",
        family="simulation",
        statement=(
            "Given a non-empty list of people in a circle and a positive step, return a tuple of the last person "
            "left and the list of the others in the order in which they are removed. Counting starts at the first "
            "person, and every time the person at the count of the step is removed."
        ),
        source="Graham, Knuth and Patashnik, Concrete Mathematics, 2nd edition, section 1.3",
        complexity="O(n^2) for n people",
        draw=_circle_and_step,
        edges=(([1], 3), ([1, 2], 1), ([1, 2], 2), ([1, 2, 3, 4, 5, 6, 7], 3), ([1, 2, 3], 5)),
        entry_point="josephus",
    ),
    Algorithm(
        name="langtons_ant",
        family="simulation",
        statement=(
            "Given a list of black cells (row, column) on an endless white grid, a heading N, E, S or W, and a "
            "number of steps, move Langton's ant that many steps from cell (0, 0). On white it turns right, on "
            "black left; then it flips the cell's colour and goes one cell ahead. Return a tuple of the sorted "
            "list of the black cells, the ant's cell and its heading."
        ),
        source="Langton, Studying Artificial Life with Cellular Automata, Physica D 22, 1986",
        complexity="O(n + b log b) for n steps and b black cells",
        draw=_ant,
        edges=(([], "N", 0), ([], "N", 1), ([(0, 0)], "N", 1), ([], "E", 5), ([(0, 0), (0, 1)], "W", 3)),
        entry_point="langtons_ant",
        techniques=("set",),
    ),
    Algorithm(
        name="cellular_automaton",
        family="simulation",
        statement=(
            "Given a row of at least three cells, each 0 or 1, on a ring, the number of an elementary rule from 0 "
            "to 255, and a number of generations, return the list of the rows from the given one on. The three "
            "cells around a cell, read as a binary number, choose the bit of the rule that is its next state."
        ),
        source=("Wolfram, Statistical Mechanics of Cellular Automata, Reviews of Modern Physics 55(3), 1983"),
        complexity="O(n g) for n cells and g generations",
        draw=_row_and_rule,
        edges=(([0, 1, 0], 30, 0), ([0, 0, 0], 1, 1), ([1, 1, 1], 110, 2), ([0, 1, 0, 0], 90, 2)),
        entry_point="cellular_automaton",
    ),
    Algorithm(
        name="clock_page_replacement",
        family="simulation",
        statement=(
            "Given a positive number of memory frames and a list of the pages that a program uses in turn, return "
            "a tuple of the number of page faults and the list of the pages in the frames at the end, None for a "
            "free frame. A fault replaces the page under the clock's hand, which passes over pages used since it "
            "last came by and clears their mark."
        ),
        source="Tanenbaum and Bos, Modern Operating Systems, 4th edition, section 3.4.5",
        complexity="O(n f) for n uses and f frames",
        draw=_pages,
        edges=((1, []), (1, [4]), (1, [4, 4, 5]), (2, [1, 2, 1, 3]), (3, [1, 2, 3, 4, 1])),
        entry_point="clock_page_replacement",
    ),
    Algorithm(
        name="turing_machine",
        family="simulation",
        statement=(
            "Given a program as a dictionary from (state, symbol) to (next state, symbol to write, L or R), a "
            "tape as a string, and a limit of steps, run the machine from state 'start' at the left end of the "
            "tape until state 'halt' or the limit. Return a tuple of the state, the tape without blanks at its "
            "ends, and the number of steps; a blank is '_'."
        ),
        source="Turing, On Computable Numbers, Proceedings of the London Mathematical Society 42(1), 1937",
        complexity="O(n + c log c) for n steps and c cells",
        draw=_machine,
        edges=(
            (_COMPLEMENT, "", 9),
            (_COMPLEMENT, "0", 9),
            (_COMPLEMENT, "0110", 3),
            (_BINARY_INCREMENT, "111", 60),
            (_PARITY, "101", 60),
        ),
        entry_point="turing_machine",
        techniques=("hash table",),
    ),
)
