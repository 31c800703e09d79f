"""Matching, indexing and transforming of strings."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments


def _repetitive_text(rng: random.Random, size: int) -> Arguments:
    return (draws.text(rng, 2 * size + 1, "ab"),)


def _short_text(rng: random.Random, size: int) -> Arguments:
    return (draws.text(rng, size + 1, "ab" if rng.random() < 0.7 else "abc"),)


def _two_words(rng: random.Random, size: int) -> Arguments:
    first, second = rng.choice(((1, 2), (2, 1))) if size == 1 else rng.choice(((size - 1, size), (size, size - 1)))
    return draws.text(rng, first, "abc"), draws.text(rng, second, "abc")


def _text_and_words(rng: random.Random, size: int) -> Arguments:
    text = draws.text(rng, size + 2, "abc")
    words = {draws.text(rng, rng.randint(1, 2), "abc") for _ in range((size + 1) // 2)}
    return text, sorted(words)


def _text_to_rotate(rng: random.Random, size: int) -> Arguments:
    return (draws.text(rng, 2 * size, "abn"),)


def _text_and_pattern(rng: random.Random, size: int) -> Arguments:
    text = draws.text(rng, 3 * size + 2, "abc")
    width = rng.randint(2, 3)
    if rng.random() < 0.6:
        start = rng.randint(len(text) // 2, len(text) - width)
        return text, text[start : start + width]
    return text, draws.text(rng, width, "abc")


def _text_and_wildcards(rng: random.Random, size: int) -> Arguments:
    text = draws.text(rng, 2 * size, "ab")
    pattern = "".join("?" if rng.random() < 0.2 else letter for letter in text)
    for _ in range((size + 1) // 2):
        start = rng.randrange(len(pattern))
        pattern = pattern[:start] + "*" + pattern[start + rng.randint(0, 2) :]
    return text, pattern


def _message_and_key(rng: random.Random, size: int) -> Arguments:
    message = " ".join(word.upper() for word in draws.words(rng, (size + 1) // 2))
    return message[: 3 * size], draws.text(rng, rng.randint(1, 4), "ABCDEFGHKLMXYZ")


_TEXT_EDGES: tuple[Arguments, ...] = (("",), ("a",), ("aa",), ("ab",), ("abab",), ("banana",))


ALGORITHMS = (
    Algorithm(
        name="z_function",
        family="strings",
        statement=(
            "Given a string, return a list that holds, for each position after the first, the length of the "
            "longest common prefix of the string and its suffix from that position; the first entry is 0. "
            "Positions inside the rightmost match found so far copy what is known of them."
        ),
        source="Gusfield, Algorithms on Strings, Trees and Sequences, section 1.4",
        complexity="O(n) for n characters",
        draw=_repetitive_text,
        edges=_TEXT_EDGES,
        entry_point="z_function",
        techniques=("two pointers",),
    ),
    Algorithm(
        name="manacher",
        family="strings",
        statement=(
            "Given a string, put a bar before, between and after its characters, and return the list that holds, "
            "for each position of that longer string, the length of the longest palindrome of the given string "
            "around it. Positions inside the rightmost palindrome found so far start from their mirror image."
        ),
        source=(
            "Manacher, A New Linear-Time On-Line Algorithm for Finding the Smallest Initial Palindrome of a "
            "String, Journal of the ACM 22(3), 1975"
        ),
        complexity="O(n) for n characters",
        draw=_short_text,
        edges=(("",), ("a",), ("aa",), ("ab",), ("aba",)),
        entry_point="manacher",
        techniques=("two pointers",),
    ),
    Algorithm(
        name="edit_script",
        family="strings",
        statement=(
            "Given two strings, return a list of the steps that turn the first into the second with the fewest "
            "deletions, insertions and replacements, from left to right: 'keep a', 'delete a', 'insert a' or "
            "'replace a by b'. Going back from the end, prefer a deletion, then an insertion."
        ),
        source=("Wagner and Fischer, The String-to-String Correction Problem, Journal of the ACM 21(1), 1974"),
        complexity="O(m n) for lengths m and n",
        draw=_two_words,
        edges=(("", ""), ("a", ""), ("", "ab"), ("a", "a"), ("a", "b"), ("ab", "ba")),
        entry_point="edit_script",
        techniques=("table",),
    ),
    Algorithm(
        name="suffix_array",
        family="strings",
        statement=(
            "Given a string, return the list of the starts of its suffixes in the order of the suffixes. Rank the "
            "suffixes by their first 1, 2, 4 and so on characters, each time from the ranks before, until all "
            "ranks differ."
        ),
        source=(
            "Manber and Myers, Suffix Arrays: A New Method for On-Line String Searches, SIAM Journal on Computing "
            "22(5), 1993"
        ),
        complexity="O(n (log n)^2) for n characters",
        draw=_short_text,
        edges=_TEXT_EDGES,
        entry_point="suffix_array",
    ),
    Algorithm(
        name="longest_common_prefixes",
        family="strings",
        statement=(
            "Given a string, sort its suffixes, and return the list that holds, for each but the first of them, "
            "the length of the longest common prefix with the one before; the first entry is 0. Go through the "
            "suffixes by their starts, so each can reuse the length of the last but one character."
        ),
        source=(
            "Kasai, Lee, Arimura, Arikawa and Park, Linear-Time Longest-Common-Prefix Computation in Suffix "
            "Arrays, Combinatorial Pattern Matching, 2001"
        ),
        complexity="O(n) for n characters after sorting",
        draw=_repetitive_text,
        edges=_TEXT_EDGES,
        entry_point="longest_common_prefixes",
    ),
    Algorithm(
        name="aho_corasick",
        family="strings",
        statement=(
            "Given a text and a list of different non-empty words, return the list of all occurrences of words in "
            "the text as tuples (start, word), in the order of their ends, longer words first. Read the text "
            "once, in an automaton made of the tree of the words and of links to the longest suffix that is also "
            "in the tree."
        ),
        source=(
            "Aho and Corasick, Efficient String Matching: An Aid to Bibliographic Search, Communications of the "
            "ACM 18(6), 1975"
        ),
        complexity="O(n + m + k) for a text of n and words of m characters and k occurrences",
        draw=_text_and_words,
        edges=(("", ["a"]), ("a", []), ("ab", ["c"]), ("aaa", ["a", "aa"]), ("abc", ["bc", "c", "ab"])),
        entry_point="find_words",
        techniques=("iterative", "queue"),
    ),
    Algorithm(
        name="burrows_wheeler",
        family="strings",
        statement=(
            "Given a string of letters, return a tuple of its Burrows-Wheeler transform, which is the last column "
            "of the sorted rotations of the string with $ at its end, and the string restored from it."
        ),
        source=(
            "Burrows and Wheeler, A Block-Sorting Lossless Data Compression Algorithm, Digital Systems Research "
            "Center report 124, 1994"
        ),
        complexity="O(n^3 log n) for n characters, as written",
        draw=_short_text,
        edges=_TEXT_EDGES,
        entry_point="burrows_wheeler",
    ),
    Algorithm(
        name="horspool",
        family="strings",
        statement=(
            "Given a text and a non-empty pattern, return the index of the first occurrence of the pattern in the "
            "text, or -1 if there is none. Compare from the right, and shift by the distance of the text's "
            "character under the pattern's end from its last place in the pattern."
        ),
        source=("Horspool, Practical Fast Searching in Strings, Software: Practice and Experience 10(6), 1980"),
        complexity="O(n m) for a text of n and a pattern of m characters, and often less than n steps",
        draw=_text_and_pattern,
        edges=(("", "a"), ("a", "a"), ("ab", "b"), ("aaa", "ab"), ("abcab", "cab")),
        entry_point="horspool",
        techniques=("hash table",),
    ),
    Algorithm(
        name="minimal_rotation",
        family="strings",
        statement=(
            "Given a string, return its rotation that comes first in alphabetical order. Let two candidate starts "
            "compete, and skip as many characters as they have in common."
        ),
        source="Shiloach, Fast Canonization of Circular Strings, Journal of Algorithms 2, 1981",
        complexity="O(n) for n characters",
        draw=_text_to_rotate,
        edges=(("",), ("a",), ("ba",), ("aaa",), ("abab",), ("banana",)),
        entry_point="minimal_rotation",
        techniques=("two pointers",),
    ),
    Algorithm(
        name="wildcard_matching",
        family="strings",
        statement=(
            "Given a text and a pattern of letters, ? for any one character and * for any number of characters, "
            "return True if the pattern matches the whole text, and False otherwise. On a mismatch go back to the "
            "last * and let it take one character more."
        ),
        source=(
            "Kernighan and Pike, The Practice of Programming, section 9.2 (regular expressions), adapted to wildcards"
        ),
        complexity="O(n m) for a text of n and a pattern of m characters",
        draw=_text_and_wildcards,
        edges=(("", ""), ("", "*"), ("a", "?"), ("ab", "a"), ("ab", "*b"), ("abab", "a*?b")),
        entry_point="wildcard_matching",
        techniques=("two pointers",),
    ),
    Algorithm(
        name="vigenere_cipher",
        family="strings",
        statement=(
            "Given a message of upper-case letters and spaces, and a key of upper-case letters, return the "
            "message with each letter shifted along the alphabet by the place of the key's letter, where A shifts "
            "by 0. Spaces stay and use up no letter of the key; the key starts again when it is used up."
        ),
        source="Menezes, van Oorschot and Vanstone, Handbook of Applied Cryptography, section 7.3",
        complexity="O(n) for n characters and a fixed alphabet",
        draw=_message_and_key,
        edges=(("", "A"), ("A", "A"), ("Z", "B"), ("A B", "BC"), ("HELLO", "KEY")),
        entry_point="vigenere_cipher",
    ),
)
