"""Strings."""

from __future__ import annotations

import random
from string import ascii_lowercase

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments


def _text_and_pattern(rng: random.Random, size: int) -> Arguments:
    text = draws.text(rng, 2 * size + 2, "ab" if rng.random() < 0.6 else "abc")
    length = rng.randint(1, 2 + size // 2)
    if rng.random() < 0.7:
        start = rng.randrange(len(text) - length + 1)
        return text, text[start : start + length]
    return text, draws.text(rng, length, "abc")


def _text_and_late_pattern(rng: random.Random, size: int) -> Arguments:
    text = draws.text(rng, 3 * size + 1, "abcdef")
    length = min(2 + size // 3, len(text) - 1)
    start = rng.randint((len(text) - length) // 2, len(text) - length)
    pattern = text[start : start + length]
    return text, pattern if rng.random() < 0.7 else draws.text(rng, length, "abcdef")


def _phrase(rng: random.Random, size: int) -> Arguments:
    half = draws.text(rng, size + 1, "abcdef")
    middle = rng.choice(("", "x"))
    letters = list(half + middle + half[::-1])
    if rng.random() < 0.5:
        letters[rng.randrange(len(letters))] = rng.choice("abcdef")
    for index in range(len(letters)):
        if rng.random() < 0.2:
            letters[index] = letters[index].upper()
    for mark in rng.sample([" ", ",", "!"], min(2, size)):
        letters.insert(rng.randrange(1, len(letters) + 1), mark)
    return ("".join(letters),)


def _few_letters(rng: random.Random, size: int) -> Arguments:
    return (draws.text(rng, size + 1, "abc"),)


def _runs(rng: random.Random, size: int) -> Arguments:
    return ("".join(rng.choice("abcd") * rng.randint(1, 3) for _ in range(size + 1)),)


def _message_and_shift(rng: random.Random, size: int) -> Arguments:
    message = " ".join(draws.words(rng, (size + 1) // 2)).capitalize()[: 3 * size + 1]
    return message, rng.choice((rng.randint(1, 25), rng.randint(-5, 30)))


def _two_words(rng: random.Random, size: int) -> Arguments:
    first = draws.text(rng, size + 1, ascii_lowercase[:5])
    second = rng.sample(first, len(first))
    if rng.random() < 0.5:
        second[rng.randrange(len(second))] = rng.choice(ascii_lowercase[:6])
    return first, "".join(second)


def _prefixed_words(rng: random.Random, size: int) -> Arguments:
    prefix = draws.text(rng, rng.randint(0, 2), "abc")
    return ([prefix + draws.text(rng, rng.randint(1, 3), "abc") for _ in range(size + 1)],)


_MATCHING_EDGES: tuple[Arguments, ...] = (
    ("", "a"),
    ("a", "a"),
    ("a", "ab"),
    ("aaaa", "aa"),
    ("abab", "ba"),
    ("abc", "x"),
    ("aabaabaaa", "aabaaa"),
)

ALGORITHMS = (
    Algorithm(
        name="naive_matching",
        family="strings",
        statement=(
            "Given a text and a pattern that is not empty, return the list of all indices of the text at which the "
            "pattern begins, in ascending order; occurrences may overlap. Compare at every index, character by "
            "character."
        ),
        source="Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, 3rd edition, section 32.1",
        complexity="O(n m) for a text of n and a pattern of m characters",
        draw=_text_and_pattern,
        edges=_MATCHING_EDGES,
        entry_point="naive_matching",
        techniques=("clrs",),
    ),
    Algorithm(
        name="knuth_morris_pratt",
        family="strings",
        statement=(
            "Given a text and a pattern that is not empty, return the list of all indices of the text at which the "
            "pattern begins, in ascending order; occurrences may overlap. Build the failure table of the pattern "
            "first, so that the text is read once."
        ),
        source="Knuth, Morris and Pratt, Fast Pattern Matching in Strings, SIAM Journal on Computing 6(2), 1977",
        complexity="O(n + m) for a text of n and a pattern of m characters",
        draw=_text_and_pattern,
        edges=_MATCHING_EDGES,
        entry_point="find_all",
        techniques=("clrs",),
    ),
    Algorithm(
        name="rabin_karp",
        family="strings",
        statement=(
            "Given a text and a pattern that is not empty, return the index of the first occurrence of the pattern in "
            "the text, or -1 if there is none. Roll a hash of the characters' code points, with base 31 and modulus "
            "1009, over the text, and compare characters only where the hashes agree."
        ),
        source="Karp and Rabin, Efficient Randomized Pattern-Matching Algorithms, IBM Journal 31(2), 1987",
        complexity="O(n m), O(n + m) on average, for a text of n and a pattern of m characters",
        draw=_text_and_late_pattern,
        edges=_MATCHING_EDGES,
        entry_point="rabin_karp",
        techniques=("hash",),
    ),
    Algorithm(
        name="is_palindrome",
        family="strings",
        statement=(
            "Given a string, return True if its letters and digits read the same forwards and backwards, where case "
            "and all other characters are ignored, and False otherwise."
        ),
        source="Sedgewick and Wayne, Algorithms, 4th edition, section 1.2",
        complexity="O(n) for n characters",
        draw=_phrase,
        edges=(("",), ("!?",), ("a",), ("aB",), ("No lemon, no melon",), ("a1b1A",)),
        entry_point="is_palindrome",
        techniques=("iterative", "two pointers"),
    ),
    Algorithm(
        name="longest_palindrome",
        family="strings",
        statement=(
            "Given a string, return its longest substring that reads the same forwards and backwards, the leftmost "
            "if several are longest. Grow palindromes around every centre."
        ),
        source="Gusfield, Algorithms on Strings, Trees and Sequences, section 9.2 (maximal palindromes)",
        complexity="O(n^2) for n characters",
        draw=_few_letters,
        edges=(("",), ("a",), ("ab",), ("aa",), ("abcba",), ("abba",)),
        entry_point="longest_palindrome",
        techniques=("two pointers",),
    ),
    Algorithm(
        name="run_length_encoding",
        family="strings",
        statement=(
            "Given a string, return the list of its runs as pairs (character, length), in order, where a run is a "
            "longest stretch of one repeated character."
        ),
        source="Salomon, Data Compression: The Complete Reference, 4th edition, chapter 1",
        complexity="O(n) for n characters",
        draw=_runs,
        edges=(("",), ("a",), ("aaa",), ("aba",)),
        entry_point="run_length_encoding",
        techniques=("iterative",),
    ),
    Algorithm(
        name="caesar_cipher",
        family="strings",
        statement=(
            "Given a message and an integer shift, return the message with every letter from a to z moved forward by "
            "the shift, from z on to a again, with its case kept and every other character unchanged."
        ),
        source="Menezes, van Oorschot and Vanstone, Handbook of Applied Cryptography, section 7.3",
        complexity="O(n) for n characters",
        draw=_message_and_shift,
        edges=(("", 3), ("abc", 0), ("xyz", 3), ("Ab, c!", -1), ("Zoo", 26)),
        entry_point="caesar_cipher",
    ),
    Algorithm(
        name="are_anagrams",
        family="strings",
        statement=(
            "Given two strings, return True if the second consists of the characters of the first in any order, each "
            "as often as in the first, and False otherwise."
        ),
        source="Bentley, Programming Pearls, 2nd edition, section 2.4 (by counting)",
        complexity="O(n) on average for n characters",
        draw=_two_words,
        edges=(("", ""), ("a", ""), ("a", "a"), ("ab", "ba"), ("aab", "abb")),
        entry_point="are_anagrams",
        techniques=("hash table",),
    ),
    Algorithm(
        name="longest_unique_substring",
        family="strings",
        statement=(
            "Given a string, return its longest substring in which no character occurs twice, the leftmost if several "
            "are longest. Slide a window over the string once."
        ),
        source="Laaksonen, Competitive Programmer's Handbook, section 8.1 (two pointers)",
        complexity="O(n) for n characters",
        draw=_runs,
        edges=(("",), ("a",), ("aa",), ("abc",), ("abba",)),
        entry_point="longest_unique_substring",
        techniques=("sliding window", "hash table"),
    ),
    Algorithm(
        name="trie",
        family="strings",
        statement=(
            "Given a list of words that are not empty, insert them one by one into a prefix tree. Return the list that "
            "holds, for each word, the number of the words inserted before it that begin with it."
        ),
        source="Fredkin, Trie Memory, Communications of the ACM 3(9), 1960",
        complexity="O(L) on average for L characters in all words",
        draw=_prefixed_words,
        edges=(([],), (["a"],), (["a", "a"],), (["abc", "ab", "a"],), (["a", "ab", "abc"],)),
        entry_point="count_extensions",
        techniques=("object-oriented", "class"),
    ),
)
