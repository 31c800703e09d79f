"""Sorting and searching against the standard library and brute force."""

from bisect import bisect_left
from itertools import combinations

import pytest

from tracepile.sources.classical import searching, sorting


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


def minimum(numbers):
    smallest = min(numbers)
    return smallest, numbers.index(smallest)


def sort_and_count_cycle_exchanges(items):
    """A permutation of n items with c cycles takes n - c exchanges."""
    target = sorted(items)
    seen, cycles = set(), 0
    for start in items:
        cycles += start not in seen
        while start not in seen:
            seen.add(start)
            start = items[target.index(start)]
    items[:] = target
    return len(items) - cycles


def sort_pancakes(items):
    flips = []
    for end, largest in sorted(enumerate(sorted(items), start=1), reverse=True):
        for length in (items.index(largest) + 1, end) if items[end - 1] != largest else ():
            if length > 1:
                items[:length] = reversed(items[:length])
                flips.append(length)
    return flips


def partition_in_three(items, pivot):
    """The swaps are part of the task's effect; here the order inside the parts is read off a deque of the unknowns."""
    smaller, equal, larger, unknown = [], [], [], items[:]
    while unknown:
        item = unknown[0]
        if item < pivot:
            smaller.append(unknown.pop(0))
        elif item == pivot:
            equal.append(unknown.pop(0))
        else:
            larger.insert(0, item)
            unknown[0] = unknown[-1]
            unknown.pop()
    items[:] = smaller + equal + larger
    return len(smaller), len(smaller) + len(equal)


def majority(votes):
    return next((vote for vote in votes if 2 * votes.count(vote) > len(votes)), None)


REFERENCES = {
    "cocktail_sort": sort_in_place,
    "gnome_sort": sort_in_place,
    "comb_sort": sort_in_place,
    "cycle_sort": sort_and_count_cycle_exchanges,
    "pancake_sort": sort_pancakes,
    "bucket_sort": lambda items, limit: sorted(items),
    "dutch_national_flag": partition_in_three,
    "exponential_search": index_or_minus_one,
    "peak_search": lambda items: items.index(max(items)),
    "majority_vote": majority,
    "minimum": minimum,
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


def is_index_of_target(items, target, returned):
    return items[returned] == target if returned >= 0 else target not in items


PROPERTIES = {
    "interpolation_search": is_index_of_target,
}


def test_every_algorithm_is_judged():
    assert {*REFERENCES, *PROPERTIES} == {a.name for a in (*searching.ALGORITHMS, *sorting.ALGORITHMS)}


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])


@pytest.mark.parametrize("name", PROPERTIES)
def test_program_satisfies_its_statement(name, satisfies):
    satisfies(name, PROPERTIES[name])
