"""Matching, indexing and transforming of strings against brute force."""

from fnmatch import fnmatchcase
from itertools import pairwise

import pytest

from tracepile.sources.classical import string_matching


def common_prefix(a, b):
    return next(a[:length] for length in range(len(a), -1, -1) if b.startswith(a[:length]))


def z_function(text):
    return [0, *(len(common_prefix(text, text[i:])) for i in range(1, len(text)))] if text else []


def palindrome_lengths(text):
    """Around position p of the padded string, a palindrome of length m of the text starts at (p - m) / 2."""
    lengths = []
    for middle in range(2 * len(text) + 1):
        fitting = [m for m in range(len(text) + 1) if (middle - m) % 2 == 0 and 0 <= middle - m <= 2 * (len(text) - m)]
        parts = {m: text[(middle - m) // 2 : (middle + m) // 2] for m in fitting}
        lengths.append(max(m for m, part in parts.items() if part == part[::-1]))
    return lengths


def suffixes_in_order(text):
    return sorted(range(len(text)), key=lambda start: text[start:])


def shared_prefixes(text):
    ordered = sorted(text[start:] for start in range(len(text)))
    return [0, *(len(common_prefix(*pair)) for pair in pairwise(ordered))] if text else []


def occurrences(text, words):
    found = [(i, word) for word in words for i in range(len(text)) if text.startswith(word, i)]
    return sorted(found, key=lambda hit: (hit[0] + len(hit[1]), -len(hit[1])))


def transform_and_text(text):
    """The column before each suffix in order is the last column of the sorted rotations."""
    ended = text + "$"
    return "".join(ended[start - 1] for start in suffixes_in_order(ended)), text


def vigenere_cipher(message, key):
    letters = [letter for letter in message if letter != " "]
    stream = (key * len(letters))[: len(letters)]
    shifted = iter(chr((ord(a) + ord(b) - 2 * ord("A")) % 26 + ord("A")) for a, b in zip(letters, stream, strict=True))
    return "".join(" " if letter == " " else next(shifted) for letter in message)


REFERENCES = {
    "z_function": z_function,
    "manacher": palindrome_lengths,
    "suffix_array": suffixes_in_order,
    "longest_common_prefixes": shared_prefixes,
    "aho_corasick": occurrences,
    "burrows_wheeler": transform_and_text,
    "horspool": str.find,
    "minimal_rotation": lambda text: min((text[i:] + text[:i] for i in range(len(text))), default=""),
    "wildcard_matching": fnmatchcase,
    "vigenere_cipher": vigenere_cipher,
}


def distance(a, b):
    if not a or not b:
        return len(a) + len(b)
    return min(distance(a[1:], b) + 1, distance(a, b[1:]) + 1, distance(a[1:], b[1:]) + (a[0] != b[0]))


def turns_source_into_target(source, target, script):
    rest, made = source, ""
    for step in script:
        action, letter, *new = step.split()
        if action != "insert":
            if rest[:1] != letter:
                return False
            rest = rest[1:]
        made += new[-1] if action == "replace" else "" if action == "delete" else letter
    changes = sum(not step.startswith("keep") for step in script)
    return (rest, made, changes) == ("", target, distance(source, target))


PROPERTIES = {
    "edit_script": turns_source_into_target,
}


def test_every_algorithm_of_the_families_is_judged():
    assert {*REFERENCES, *PROPERTIES} == {a.name for a in string_matching.ALGORITHMS}


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])


@pytest.mark.parametrize("name", PROPERTIES)
def test_program_satisfies_its_statement(name, satisfies):
    satisfies(name, PROPERTIES[name])
