"""Parsing of small languages and notations."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments


def _expression(rng: random.Random, size: int) -> Arguments:
    def term(depth: int) -> str:
        if depth > 0 and rng.random() < 0.25:
            return f"({term(depth - 1)}{rng.choice('+-*')}{term(depth - 1)})"
        return str(rng.randint(1, 15))

    count = (2, 2, 3, 3, 4)[size - 1]
    terms = [term(1 if size > 2 else 0) for _ in range(count)]
    return ("".join(text + rng.choice((" + ", " - ", "*")) for text in terms[:-1]) + terms[-1],)


def _nested_list(rng: random.Random, size: int) -> Arguments:
    opened = 1
    text = f"[{rng.randint(0, 99)}"
    for _ in range(size):
        if rng.random() < 0.4:
            text += ", ["
            opened += 1
        else:
            text += ", "
        text += str(rng.randint(-20, 99))
        if opened > 1 and rng.random() < 0.4:
            text += "]"
            opened -= 1
    return (text + "]" * opened,)


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _numeral(rng: random.Random, size: int) -> Arguments:
    low, high = ((1, 10), (11, 30), (31, 99), (100, 399), (700, 3999))[size - 1]
    rest = rng.randint(low, high)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (rest // value)
        rest %= value
    return (text,)


def _roman_number(rng: random.Random, size: int) -> Arguments:
    low, high = ((1, 9), (10, 30), (31, 99), (150, 699), (1600, 3999))[size - 1]
    return (rng.randint(low, high),)


def _csv_line(rng: random.Random, size: int) -> Arguments:
    fields = []
    for word in draws.words(rng, size):
        style = rng.random()
        plain = word[: rng.randint(1, 4)]
        fields.append(plain if style < 0.5 else f'"{plain},{rng.randint(1, 9)}"' if style < 0.8 else f'"{plain}""s"')
    return (",".join(fields),)


def _runs(rng: random.Random, size: int) -> Arguments:
    runs = [rng.choice(("", "2", "3", "4", "11")) + rng.choice("abcd") for _ in range(2 * size)]
    return ("".join(runs),)


def _repeats(rng: random.Random, size: int) -> Arguments:
    text = draws.text(rng, 2, "abc")
    for _ in range(size):
        text = f"{draws.text(rng, rng.randint(0, 2), 'xyz')}{rng.randint(1, 3)}[{text}]"
    return (text,)


def _prefix(rng: random.Random, size: int) -> Arguments:
    tokens = [str(rng.randint(0, 12))]
    for _ in range(2 * size):
        tokens = [rng.choice("+-*"), *tokens, str(rng.randint(0, 12))]
        if rng.random() < 0.5:
            tokens = [tokens[0], tokens[-1], *tokens[1:-1]]
    return (" ".join(tokens),)


def _number_text(rng: random.Random, size: int) -> Arguments:
    text = rng.choice(("", "-", "+")) + draws.text(rng, size, "0123456789")
    if rng.random() < 0.7:
        text += "." + draws.text(rng, size, "0123456789")
    if rng.random() < 0.3:
        index = rng.randrange(len(text))
        text = text[:index] + rng.choice("+-.x") + text[index:]
    return (text,)


ALGORITHMS = (
    Algorithm(
        name="recursive_descent",
        family="parsing",
        statement=(
            "Given an arithmetic expression of non-negative integers, the operators + - * and parentheses, with "
            "spaces allowed between them, return its value. * binds more tightly than + and -, and operators of "
            "one strength group from the left."
        ),
        source=("Aho, Lam, Sethi and Ullman, Compilers: Principles, Techniques, and Tools, 2nd edition, section 4.4.1"),
        complexity="O(n) for n characters, each read once",
        draw=_expression,
        edges=(("7",), ("(7)",), ("1-2-3",), ("1+2*3",), ("(1+2)*3",), ("2*(3+4)",)),
        entry_point="evaluate",
        techniques=("recursive", "object-oriented", "recursion", "class"),
    ),
    Algorithm(
        name="parse_nested_list",
        family="parsing",
        statement=(
            "Given the text of a list of integers and further such lists, in brackets and separated by commas, "
            "with spaces allowed, return it as a list."
        ),
        source=("Aho, Lam, Sethi and Ullman, Compilers: Principles, Techniques, and Tools, 2nd edition, section 2.4"),
        complexity="O(n) for n characters",
        draw=_nested_list,
        edges=(("[]",), ("[1]",), ("[[]]",), ("[-1, 2]",), ("[1, [2, [3]], 4]",)),
        entry_point="parse_nested_list",
        techniques=("recursive", "recursion"),
    ),
    Algorithm(
        name="roman_to_integer",
        family="parsing",
        statement=("Given a Roman numeral, return the integer that it stands for."),
        source="Menninger, Number Words and Number Symbols, on Roman numerals",
        complexity="O(n) for n letters",
        draw=_numeral,
        edges=(("I",), ("IV",), ("IX",), ("XLII",), ("MCMXCIV",)),
        entry_point="roman_to_integer",
        techniques=("hash table",),
    ),
    Algorithm(
        name="integer_to_roman",
        family="parsing",
        statement=("Given a positive integer below 4000, return it as a Roman numeral."),
        source="Menninger, Number Words and Number Symbols, on Roman numerals",
        complexity="O(1), at most 15 letters",
        draw=_roman_number,
        edges=((1,), (4,), (9,), (40,), (1994,), (3999,)),
        entry_point="integer_to_roman",
        techniques=("greedy",),
    ),
    Algorithm(
        name="split_csv_line",
        family="parsing",
        statement=(
            "Given one line of comma-separated values, return the list of its fields. A field may stand in double "
            "quotes, which are dropped; then it may hold commas, and a quote inside is doubled."
        ),
        source="Shafranovich, Common Format and MIME Type for CSV Files, RFC 4180, 2005",
        complexity="O(n) for n characters, with short fields",
        draw=_csv_line,
        edges=(("",), ("a",), ("a,b",), (",",), ('"a,b",c',), ('"say ""hi""",2',)),
        entry_point="split_csv_line",
        techniques=("state machine",),
    ),
    Algorithm(
        name="run_length_decoding",
        family="parsing",
        statement=(
            "Given a text of letters, each with an optional count before it, return the text in which every "
            "letter is repeated that many times, once if there is no count."
        ),
        source="Salomon, Data Compression: The Complete Reference, 4th edition, chapter 1",
        complexity="O(n + m) for n characters in and m out",
        draw=_runs,
        edges=(("",), ("a",), ("3a",), ("12b",), ("a2bc",)),
        entry_point="run_length_decoding",
    ),
    Algorithm(
        name="decode_repeats",
        family="parsing",
        statement=(
            "Given a text of letters and of groups such as 3[ab], which stands for the text in the brackets "
            "repeated that many times and may hold further groups, return the text that is meant."
        ),
        source=(
            "Aho, Lam, Sethi and Ullman, Compilers: Principles, Techniques, and Tools, 2nd edition, section "
            "4.4.4 (with a stack)"
        ),
        complexity="O(n + m d) for n characters in, m out, and d levels",
        draw=_repeats,
        edges=(("",), ("ab",), ("2[a]",), ("2[a3[b]]c",), ("10[z]",)),
        entry_point="decode_repeats",
        techniques=("stack", "iterative"),
    ),
    Algorithm(
        name="prefix_expression",
        family="parsing",
        statement=(
            "Given an expression in prefix notation, as integers and the operators + - * before their two "
            "operands, separated by spaces, return its value."
        ),
        source="Knuth, The Art of Computer Programming, volume 1, section 2.3.2",
        complexity="O(n) for n tokens",
        draw=_prefix,
        edges=(("7",), ("-3",), ("+ 1 2",), ("- 1 - 2 3",), ("* + 1 2 + 3 4",)),
        entry_point="prefix_expression",
        techniques=("recursive", "recursion", "iterator"),
    ),
    Algorithm(
        name="number_automaton",
        family="parsing",
        statement=(
            "Given a text, return True if it is an optional sign, one or more digits and, optionally, a point "
            "with one or more digits behind it, and False otherwise. Follow the moves of a finite automaton."
        ),
        source=(
            "Hopcroft, Motwani and Ullman, Introduction to Automata Theory, Languages, and Computation, 3rd "
            "edition, section 2.2"
        ),
        complexity="O(n) for n characters",
        draw=_number_text,
        edges=(("",), ("5",), ("+",), ("5.",), (".5",), ("-12.75",), ("1x",)),
        entry_point="number_automaton",
        techniques=("state machine",),
    ),
)
