"""Data structures, driven by a list of operations or values."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments

_CLRS = "Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 3rd edition"


def _keys_and_probe(rng: random.Random, size: int) -> Arguments:
    keys = draws.integers(rng, size + 1, 1, 30)
    return keys, rng.choice(keys) if rng.random() < 0.5 else rng.randint(1, 30)


def _capacity_and_operations(rng: random.Random, size: int) -> Arguments:
    operations: list[tuple[str, str] | tuple[str, str, int]] = []
    for _ in range(2 * size):
        key = rng.choice("abcd")
        operations.append(("get", key) if rng.random() < 0.4 else ("put", key, rng.randint(1, 9)))
    return rng.randint(1, 3), operations


def _postfix(rng: random.Random, size: int) -> Arguments:
    tokens: list[str] = []
    depth = 0
    for _ in range(2 * size + 1):
        if depth >= 2 and rng.random() < 0.5:
            tokens.append(rng.choice("+-*/"))
            depth -= 1
        else:
            tokens.append(str(rng.randint(0 if rng.random() < 0.2 else 1, 12)))
            depth += 1
    return (" ".join(tokens + [rng.choice("+-*") for _ in range(depth - 1)]),)


def _infix(rng: random.Random, size: int) -> Arguments:
    tokens = [str(rng.randint(1, 9))]
    opened = 0
    for _ in range(size):
        tokens.append(rng.choice("+-*/"))
        if rng.random() < 0.3:
            tokens.append("(")
            opened += 1
        tokens.append(str(rng.randint(1, 9)))
        if opened and rng.random() < 0.5 and tokens[-2] != "(":
            tokens.append(")")
            opened -= 1
    return (" ".join(tokens + [")"] * opened),)


def _brackets(rng: random.Random, size: int) -> Arguments:
    closing = {"(": ")", "[": "]", "{": "}"}
    opened: list[str] = []
    text = ""
    for _ in range(2 * size):
        if opened and rng.random() < 0.5:
            text += closing[opened.pop()]
        else:
            opened.append(rng.choice("([{"))
            text += opened[-1]
    text += "".join(closing[bracket] for bracket in reversed(opened))
    if rng.random() < 0.4:
        index = rng.randrange(len(text))
        text = text[:index] + rng.choice("()[]{}") + text[index + 1 :]
    return (text,)


def _numbers(rng: random.Random, size: int) -> Arguments:
    return (draws.integers(rng, size + 2, 1, 40),)


def _keys_for_buckets(rng: random.Random, size: int) -> Arguments:
    return draws.distinct_integers(rng, size + 1, 0, 60), rng.choice((5, 7)) + size


def _numbers_and_width(rng: random.Random, size: int) -> Arguments:
    numbers = draws.integers(rng, size + 3, 0, 20)
    return numbers, rng.randint(2, 3)


ALGORITHMS = (
    Algorithm(
        name="binary_search_tree",
        family="data structures",
        statement=(
            "Given a list of integer keys and an integer to look for, insert the keys in order into a binary search "
            "tree (a key that is already there is ignored). Return a tuple of the list of the tree's keys in "
            "ascending order and whether the integer is in the tree."
        ),
        source=f"{_CLRS}, chapter 12",
        complexity="O(n h) for n keys and a tree of height h",
        draw=_keys_and_probe,
        edges=(([], 1), ([5], 5), ([5], 4), ([1, 2, 3], 3), ([2, 2, 2], 2), ([2, 1, 3], 9)),
        entry_point="sort_and_search",
        techniques=("object-oriented", "class", "recursion"),
    ),
    Algorithm(
        name="lru_cache",
        family="data structures",
        statement=(
            "Given a positive capacity and a list of operations on a cache, ('put', key, value) or ('get', key), "
            "return the list of the results of the gets: the value, or None where the key is absent. A put of a new "
            "key into a full cache first drops the key that was put or got least recently."
        ),
        source="Knuth, The Art of Computer Programming, volume 1, section 2.2.5 (doubly linked lists)",
        complexity="O(n) on average for n operations",
        draw=_capacity_and_operations,
        edges=(
            (1, []),
            (1, [("get", "a")]),
            (1, [("put", "a", 1), ("put", "b", 2), ("get", "a"), ("get", "b")]),
            (2, [("put", "a", 1), ("put", "b", 2), ("get", "a"), ("put", "c", 3), ("get", "b"), ("get", "a")]),
            (2, [("put", "a", 1), ("put", "a", 2), ("get", "a")]),
        ),
        entry_point="run_operations",
        techniques=("object-oriented", "class", "hash table"),
    ),
    Algorithm(
        name="evaluate_postfix",
        family="data structures",
        statement=(
            "Given an expression in postfix notation, as integers and the operators + - * / separated by spaces, "
            "return its value, where / rounds down. Division by zero raises ZeroDivisionError."
        ),
        source="Sedgewick and Wayne, Algorithms, 4th edition, section 1.3",
        complexity="O(n) for n tokens",
        draw=_postfix,
        edges=(("7",), ("-3",), ("7 2 /",), ("1 0 /",), ("0 7 - 2 /",), ("1 2 + 3 4 + *",)),
        entry_point="evaluate_postfix",
        techniques=("stack", "exception"),
    ),
    Algorithm(
        name="shunting_yard",
        family="data structures",
        statement=(
            "Given an infix expression as integers, the operators + - * / and parentheses, all separated by spaces, "
            "return it in postfix notation, separated by spaces. * and / bind more tightly than + and -, and "
            "operators of one strength group from the left."
        ),
        source="Dijkstra, Algol 60 Translation, Mathematisch Centrum report MR 34/61, 1961",
        complexity="O(n) for n tokens",
        draw=_infix,
        edges=(("7",), ("( 7 )",), ("1 - 2 - 3",), ("1 + 2 * 3",), ("( 1 + 2 ) * 3",)),
        entry_point="to_postfix",
        techniques=("stack",),
    ),
    Algorithm(
        name="balanced_brackets",
        family="data structures",
        statement=(
            "Given a string of the brackets ( ) [ ] { }, return -1 if every bracket is closed by its partner in the "
            "right order, else the index of the first closing bracket that does not fit, or the length of the string "
            "if brackets remain open at its end."
        ),
        source="Sedgewick and Wayne, Algorithms, 4th edition, exercise 1.3.4",
        complexity="O(n) for n characters",
        draw=_brackets,
        edges=(("",), ("()",), (")",), ("(",), ("([)]",), ("{[()]}",)),
        entry_point="first_unbalanced",
        techniques=("stack",),
    ),
    Algorithm(
        name="next_greater_element",
        family="data structures",
        statement=(
            "Given a list of integers, return a list that holds, for each position, the first larger integer to its "
            "right, or -1 if there is none. Keep a stack of the positions that still wait for theirs."
        ),
        source="Laaksonen, Competitive Programmer's Handbook, section 8.2 (nearest smaller elements)",
        complexity="O(n) for n items",
        draw=_numbers,
        edges=(([],), ([3],), ([1, 2, 3],), ([3, 2, 1],), ([2, 2],), ([5, 1, 2, 6],)),
        entry_point="next_greater_element",
        techniques=("stack",),
    ),
    Algorithm(
        name="min_heap",
        family="data structures",
        statement=(
            "Given a list of integers, push them one by one onto a binary min-heap and pop half of them, rounded down. "
            "A pushed integer rises while it is smaller than its parent; a pop moves the last integer to the root, "
            "and it sinks while a child is smaller, each time into the smaller child, the left one of equals. Return "
            "a tuple of the list of the popped integers, smallest first, and the heap's array that remains."
        ),
        source=f"{_CLRS}, section 6.5",
        complexity="O(n log n) for n items",
        draw=_numbers,
        edges=(([],), ([3],), ([2, 1],), ([1, 2, 3, 4],), ([4, 3, 2, 1],), ([2, 2, 2, 2],)),
        entry_point="push_and_pop",
        techniques=("object-oriented", "class", "heap"),
    ),
    Algorithm(
        name="linear_probing",
        family="data structures",
        statement=(
            "Given a list of different non-negative integer keys and a table size of at least their number, insert the "
            "keys in order into a hash table of that size, where key k first tries slot k modulo the size and then "
            "the following slots in circular order. Return a tuple of the table, with None in empty slots, and the "
            "number of occupied slots that were tried. Raise OverflowError if a key finds the table full."
        ),
        source="Knuth, The Art of Computer Programming, volume 3, section 6.4, algorithm L",
        complexity="O(n m) for n keys and m slots",
        draw=_keys_for_buckets,
        edges=(([], 3), ([4], 1), ([1, 2, 3], 3), ([0, 5, 10], 5), ([4, 9, 0], 5), ([1, 2], 1)),
        entry_point="linear_probing",
        techniques=("hash table", "exception"),
    ),
    Algorithm(
        name="sliding_window_maximum",
        family="data structures",
        statement=(
            "Given a list of integers and a positive window width, return the list of the maxima of all windows of "
            "that many neighbouring elements, from left to right; the list is empty if the window is wider than the "
            "input. Keep a queue of positions whose values decrease."
        ),
        source="Laaksonen, Competitive Programmer's Handbook, section 8.3 (sliding window minimum)",
        complexity="O(n) for n items",
        draw=_numbers_and_width,
        edges=(([], 2), ([4], 1), ([4], 2), ([1, 2, 3], 3), ([3, 2, 1], 2), ([2, 2, 2], 2)),
        entry_point="sliding_window_maximum",
        techniques=("queue", "sliding window"),
    ),
)
