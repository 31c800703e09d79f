"""Dynamic programming against brute force over all candidates."""

from itertools import chain, combinations, product

import pytest

from tracepile.sources.classical import dynamic_programming


def subsets(items):
    return chain.from_iterable(combinations(items, count) for count in range(len(items) + 1))


def longest_common_subsequence(a, b):
    if not a or not b:
        return ""
    if a[-1] == b[-1]:
        return longest_common_subsequence(a[:-1], b[:-1]) + a[-1]
    # `max` keeps the first of equals, and the task prefers to drop the last character of the first string.
    return max(longest_common_subsequence(a[:-1], b), longest_common_subsequence(a, b[:-1]), key=len)


def edit_distance(source, target):
    if not source or not target:
        return len(source) + len(target)
    replaced = edit_distance(source[1:], target[1:]) + (source[0] != target[0])
    return min(replaced, edit_distance(source[1:], target) + 1, edit_distance(source, target[1:]) + 1)


def knapsack(weights, values, capacity):
    items = list(zip(weights, values, strict=True))
    return max(
        sum(value for _, value in chosen)
        for chosen in subsets(items)
        if sum(weight for weight, _ in chosen) <= capacity
    )


def payments(coins, amount):
    counts = product(*(range(amount // coin + 1) for coin in coins))
    return [count for count in counts if sum(n * coin for n, coin in zip(count, coins, strict=True)) == amount]


def longest_increasing_subsequence(numbers):
    return max(len(chosen) for chosen in subsets(numbers) if list(chosen) == sorted(set(chosen)))


def matrix_chain(dimensions):
    if len(dimensions) == 2:
        return 0
    return min(
        matrix_chain(dimensions[: split + 1])
        + matrix_chain(dimensions[split:])
        + dimensions[0] * dimensions[split] * dimensions[-1]
        for split in range(1, len(dimensions) - 1)
    )


def maximum_subarray(numbers):
    slices = combinations(range(len(numbers) + 1), 2)
    total, end, start = min((-sum(numbers[i:j]), j, i) for i, j in slices)
    return -total, start, end


def house_robber(amounts):
    return max(
        sum(amounts[i] for i in chosen)
        for chosen in subsets(range(len(amounts)))
        if all(b - a > 1 for a, b in combinations(chosen, 2))
    )


def fibonacci(n, first, second):
    if n < 0:
        raise ValueError
    sequence = [first, second]
    while len(sequence) <= n:
        sequence.append(sequence[-1] + sequence[-2])
    return sequence[n]


def best_total(jobs):
    return max(
        sum(value for _, _, value in chosen)
        for chosen in subsets(jobs)
        if all(a[1] <= b[0] or b[1] <= a[0] for a, b in combinations(chosen, 2))
    )


def optimal_bst(hits, misses):
    """The cost of the best tree below each possible root; one level down, every weight counts once more."""
    if not hits:
        return misses[0]
    below = min(
        optimal_bst(hits[:root], misses[: root + 1]) + optimal_bst(hits[root + 1 :], misses[root + 1 :])
        for root in range(len(hits))
    )
    return below + sum(hits) + sum(misses)


REFERENCES = {
    "optimal_bst": optimal_bst,
    "longest_common_subsequence": longest_common_subsequence,
    "maximum_subarray": maximum_subarray,
    "edit_distance": edit_distance,
    "knapsack": knapsack,
    "coin_change": lambda coins, amount: min(map(sum, payments(coins, amount)), default=-1),
    "count_change": lambda coins, amount: len(payments(coins, amount)),
    "longest_increasing_subsequence": longest_increasing_subsequence,
    "matrix_chain": matrix_chain,
    "subset_sum": lambda numbers, target: any(sum(chosen) == target for chosen in subsets(numbers)),
    "house_robber": house_robber,
    "fibonacci": fibonacci,
    "weighted_intervals": best_total,
}


def test_every_algorithm_is_judged():
    assert set(REFERENCES) == {a.name for a in dynamic_programming.ALGORITHMS}


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])
