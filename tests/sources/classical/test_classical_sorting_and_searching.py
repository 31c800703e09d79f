"""Sorting and searching against the standard library and brute force."""

from bisect import bisect_left
from itertools import combinations

import pytest

from tracepile.sources.classical import ALGORITHMS


def sort_in_place(items):
    items.sort()
    return items


def sort_and_count_inversions(items):
    return sorted(items), sum(a > b for a, b in combinations(items, 2))


def sort_up_to(items, limit):
    if any(item < 0 or item > limit for item in items):
        raise ValueError
    return sorted(items)


def index_or_minus_one(items, target):
    return items.index(target) if target in items else -1


def kth_smallest(items, k):
    if k < 1 or k > len(items):
        raise ValueError
    return sorted(items)[k - 1]


def first_pair(numbers, total):
    pairs = [(j, -i) for i, j in combinations(range(len(numbers)), 2) if numbers[i] + numbers[j] == total]
    return (-min(pairs)[1], min(pairs)[0]) if pairs else None


REFERENCES = {
    "insertion_sort": sort_in_place,
    "bubble_sort": sort_and_count_inversions,
    "selection_sort": lambda items: items.sort(),
    "merge_sort": sorted,
    "quick_sort": sort_in_place,
    "heap_sort": sort_in_place,
    "counting_sort": sort_up_to,
    "shell_sort": sort_in_place,
    "radix_sort": sorted,
    "binary_search": index_or_minus_one,
    "lower_bound": bisect_left,
    "rotated_search": index_or_minus_one,
    "quickselect": kth_smallest,
    "two_sum": first_pair,
}


def test_every_algorithm_of_the_families_is_judged():
    families = ("sorting", "searching")
    assert set(REFERENCES) == {a.name for a in ALGORITHMS.values() if a.family in families}


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])
