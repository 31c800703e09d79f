"""Pictures of values: exact, shared where nothing changed, shortened where they are long, and blind to hostile code."""

from __future__ import annotations

import random
from collections import Counter, defaultdict, deque
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracepile.execution.diffs import ABSENT, diff
from tracepile.execution.frozen import Pictures, freeze
from tracepile.execution.packed import BLOCK, Packed
from tracepile.execution.values import is_long, is_shortened, parse, render_value, shown, shown_value
from tracepile.execution.witness_parts import changed_parts

LARGE = 20_000

SHORTENED = {
    "a list": (list(range(LARGE)), "[0, 1, 2, ..., 19999] (20,000 items)"),
    "a tuple": (tuple([0.5] * LARGE), "(0.5, 0.5, 0.5, ..., 0.5) (20,000 items)"),
    "a set, in order": (set(range(LARGE)), "{0, 1, 2, ..., 19999} (20,000 items)"),
    "a dict": (dict.fromkeys(range(LARGE), True), "{0: True, 1: True, 2: True, ..., 19999: True} (20,000 items)"),
    "a deque": (deque(range(LARGE)), "deque([0, 1, 2, ..., 19999]) (20,000 items)"),
    "a counter": (Counter(range(LARGE)), "Counter({0: 1, 1: 1, 2: 1, ..., 19999: 1}) (20,000 items)"),
    "a dict with a default": (
        defaultdict(list, {n: [] for n in range(LARGE)}),
        "defaultdict(list, {0: [], 1: [], 2: [], ..., 19999: []}) (20,000 items)",
    ),
    "a table": (
        [[0] * 300] * 300,
        "[[0, 0, 0, ..., 0] (300 items), ..., [0, 0, 0, ..., 0] (300 items)] (300 items)",
    ),
    "few items, one of them long": ([1, [7] * LARGE], "[1, [7, 7, 7, ..., 7] (20,000 items)]"),
    "text": ("ab'" * 3_000, "\"ab'ab'ab'ab'ab'ab'ab'ab'ab'ab'...ab'ab'ab'ab'ab'\" (9,000 characters)"),
    "bytes": (b"x" * 5_000, "<bytes of 5,003 characters>"),
    "a gigantic integer": (1 << 100_000, "<int of 100,001 bits>"),
    "a gigantic integer in a list": ([1 << 100_000], "[<int of 100,001 bits>]"),
}


@pytest.mark.parametrize("case", SHORTENED)
def test_a_long_value_is_shortened_and_no_literal(case: str) -> None:
    value, text = SHORTENED[case]
    assert shown_value(value) == text
    with pytest.raises(ValueError, match="not a rendered value"):
        parse(text)
    assert is_shortened(text) is not text.endswith(("bits>", "bits>]", "characters>"))


@pytest.mark.parametrize("text", ["'[1, ..., 2] (3 items)'", "['a', '... (5 characters)']", "[1, ...]", "f(3)"])
def test_what_only_looks_shortened_is_not(text: str) -> None:
    assert not is_shortened(text)


def test_up_to_a_stated_length_nothing_is_shortened() -> None:
    fits, too_long = "x" * 3_998, "x" * 3_999
    assert (shown(fits), is_long(fits)) == (repr(fits), False)
    assert (is_shortened(shown(too_long)), is_long(too_long)) == (True, True)
    assert not is_long(freeze([False] * 571))
    assert is_long(freeze([False] * 572))


def nested(depth: int) -> Any:
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


def test_what_is_nested_deep_is_cut() -> None:
    assert shown_value(nested(49)) == "[" * 50 + "]" * 50
    assert shown_value(nested(300)) == "[" * 50 + "..." + "]" * 50
    assert shown_value([nested(3_000)]) == "[" * 50 + "..." + "]" * 50


class Hostile:
    """Whatever is asked of it by name, it refuses."""

    def _refuse(self, *_: object) -> Any:
        raise AssertionError("code of the program was called")

    __repr__ = __str__ = __eq__ = __lt__ = __len__ = __iter__ = __bool__ = __format__ = _refuse

    def __hash__(self) -> int:
        return 1


def test_no_code_of_the_program_runs_in_large_values_either() -> None:
    one = Hostile()
    values: list[Any] = [[one] * LARGE, dict.fromkeys(range(LARGE), one), {one}, (one,), deque([one])]
    for value in [*values, [slice(one, one)]]:
        before = freeze(value)
        assert freeze(value, before) == before
        assert shown(before)


def test_a_value_that_holds_itself_many_times_ends() -> None:
    loop: list[Any] = [0] * LARGE
    loop[7] = loop
    assert shown_value(loop) == "[0, 0, 0, ..., 0] (20,000 items)"
    assert shown(freeze(loop, freeze(loop))) == shown_value(loop)


def change(rng: random.Random, value: list[Any]) -> None:
    """Change a list in place in one of the ways that programs do."""
    place = rng.randrange(len(value))
    match rng.randrange(8):
        case 0:
            value.append(rng.choice([1, True, 1.0, "1", None, [1]]))
        case 1:
            value.pop()
        case 2:
            value[place] = rng.choice([0, False, 0.0, -0.0, "", [], (0,), {0}, {0: 0}])
        case 3:
            value.insert(place, 5)
        case 4:
            del value[place]
        case 5 if isinstance(value[place], list):
            value[place].append(place)
        case 6:
            value[place] = Hostile()
        case _:
            value[place : place + 3] = [7, 7, 7]


@pytest.mark.parametrize("seed", range(12))
def test_a_picture_taken_again_is_that_of_the_value(seed: int) -> None:
    rng = random.Random(f"pictures:{seed}")
    value: list[Any] = [rng.choice([n, [n], str(n)]) for n in range(rng.choice([3, BLOCK, 5 * BLOCK + 1]))]
    pictures = Pictures()
    known = pictures.take(value)
    for _ in range(60):
        change(rng, value)
        again = pictures.take(value, known)
        fresh = freeze(value)
        assert again == fresh
        assert shown(again) == shown(fresh)
        known = again


def test_pictures_share_what_did_not_change() -> None:
    value = [[n] for n in range(LARGE)]
    before = freeze(value)
    assert freeze(value, before) is before
    value[777].append(1)
    after = freeze(value, before)
    assert isinstance(before, Packed)
    assert isinstance(after, Packed)
    assert before.unlike_blocks(after) == [777 // BLOCK]
    shared = [one is other for one, other in zip(before.columns[0], after.columns[0], strict=True)]
    assert shared.count(False) == 1


PATHS: dict[str, tuple[Any, Any, list[str]]] = {
    "one element of very many": ([0] * LARGE, lambda v: v.__setitem__(19_999, 1), ["v[19999] 0 1"]),
    "of another type": ([0] * LARGE, lambda v: v.__setitem__(5, False), ["v[5] 0 False"]),
    "another zero": ([0.0] * LARGE, lambda v: v.__setitem__(5, -0.0), ["v[5] 0.0 -0.0"]),
    "appended": ([0] * BLOCK, lambda v: v.append(3), [f"v[{BLOCK}] None 3"]),
    "popped": ([0] * (BLOCK + 1), lambda v: v.pop(), [f"v[{BLOCK}] 0 None"]),
    "in a table": ([[0] * 300 for _ in range(300)], lambda v: v[150].__setitem__(299, 4), ["v[150][299] 0 4"]),
    "in a list of lists": ([[] for _ in range(LARGE)], lambda v: v[9_000].append(2), ["v[9000][0] None 2"]),
    "a key of a dict": (dict.fromkeys(range(LARGE), 0), lambda v: v.__setitem__(600, 1), ["v[600] 0 1"]),
    "a new key": (dict.fromkeys(range(LARGE), 0), lambda v: v.__setitem__("k", 1), ["v['k'] None 1"]),
    "a lost key": (dict.fromkeys(range(600), 0), lambda v: v.pop(300), ["v[300] 0 None"]),
    "a growth from small to large": (
        [0] * (BLOCK - 1),
        lambda v: v.extend([1, 2]),
        [f"v[{BLOCK - 1}] None 1", f"v[{BLOCK}] None 2"],
    ),
}


@pytest.mark.parametrize("case", PATHS)
def test_both_mechanisms_find_the_changed_part_of_a_large_value(case: str) -> None:
    value, changing, expected = PATHS[case]
    before = freeze(value)
    changing(value)
    after = freeze(value, before)
    found = [
        f"{path} {None if old is ABSENT else shown(old)} {None if new is ABSENT else shown(new)}"
        for path, old, new, _ in diff("v", before, after)
    ]
    parts = changed_parts("v", before, after)
    assert found == expected
    assert parts is not None
    assert [f"{path} {old} {new}" for path, old, new, smallest in parts if smallest] == expected


def test_too_many_changed_parts_are_not_written_down() -> None:
    assert changed_parts("v", freeze([0] * LARGE), freeze([1] * LARGE)) is None
    assert changed_parts("v", freeze([0] * LARGE), freeze(tuple([0] * LARGE))) is None


@given(st.lists(st.integers() | st.text(max_size=3) | st.booleans() | st.floats(allow_nan=True), max_size=700))
def test_the_ends_of_a_container_are_its_ends(items: list[object]) -> None:
    packed = freeze(items)
    assert list(packed.items()) == [freeze(item) for item in items]
    if len(items) > 4:
        assert packed.ends(3, 1) == [freeze(item) for item in (*items[:3], items[-1])]
    assert render_value(items) == render_value(items[:])
